"""The program as a client gets it."""
