"""What turns a built program into a release: signatures, notices, lists and hashes."""
