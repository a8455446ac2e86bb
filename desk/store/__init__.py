"""What the desk keeps: `schema` the tables, `database` the store, then one concern a module.

Functions take a connection and work inside the caller's transaction (`Store.reading`,
`Store.writing`).
"""
