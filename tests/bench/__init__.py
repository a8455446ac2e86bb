"""How fast the program is, beside a bare baseline run in turn with it."""
