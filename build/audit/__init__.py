"""Whether Windows 7 SP1 can load program files: read from their import tables, nothing is run.

Wine exports functions that Windows 7 lacks, so a program that runs there proves nothing.
"""
