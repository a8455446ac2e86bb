"""Connections followed while they last: what they rest on, what is written, what follows."""
