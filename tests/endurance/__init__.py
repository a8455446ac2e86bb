"""A simulated year on the real program, and the program at rest. Not part of the test run."""
