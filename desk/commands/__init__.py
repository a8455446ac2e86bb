"""What can be typed: `python -m desk COMMAND`."""
