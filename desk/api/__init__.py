"""The wire: API.md in code."""
