"""The desk: real HTTP, a real SQLite file and a real PostgreSQL."""
