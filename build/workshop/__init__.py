"""The steps behind `dev.py`: each makes one thing in `.dev/` and is skipped when it is right."""
