"""What a person sees: icon, menu and windows. It draws; it decides nothing."""
