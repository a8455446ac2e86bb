"""Whether this computer is ready for remote help: one requirement a file.

Deciding is pure; only `network` and `machine` touch the outside, and they hand over facts.
"""
