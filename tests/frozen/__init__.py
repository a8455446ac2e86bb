"""The built program and its installer, driven as a client and an administrator would."""
