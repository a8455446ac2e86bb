"""The program on Windows, the desk and a browser, all at once."""
