"""The program on the client's computer: tray icon, window, consent and cut."""

__version__ = "0.1.0"
