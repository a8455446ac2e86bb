"""The promises of this program, kept and checked."""
