"""The program that does one thing with an administrator's rights: shut TeamViewer."""
