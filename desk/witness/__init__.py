"""What is checked before a report is kept, and the countersigning itself."""
