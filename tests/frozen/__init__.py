"""The program as a client gets it, and its installer, as a client and an administrator use them."""
