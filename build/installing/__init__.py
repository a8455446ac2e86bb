"""What the installer is made from."""
