"""Asking the network: facts for the requirements, each within its own time.

Import anything of this package at first use only: `requests` alone costs over a second.
"""
