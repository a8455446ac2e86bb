"""The map of the program: rules that fail."""
