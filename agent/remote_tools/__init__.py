"""Other programs by which somebody can come into this computer."""
