"""Promises of code that talks to Windows, on the real Windows calls."""
