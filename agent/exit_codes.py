"""The exit codes of every command."""

YES, NO, USAGE, NOT_NOW, INTERNAL = 0, 1, 2, 3, 4
"""Yes or done; the answer is no; wrong usage; not possible now; an error of the program."""
