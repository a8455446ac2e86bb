"""What technicians see in a browser."""
