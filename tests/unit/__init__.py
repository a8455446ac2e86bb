"""Promises of deciding code: facts in, decisions out, on any system."""
