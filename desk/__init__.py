"""The technician's side: keeps what the clients' programs report, countersigns it, shows it.

The map: `settings` what can be set · `key` the desk's own key · `store` what is kept, one concern
a module · `witness` what is checked before it is kept and signed · `api` the wire (API.md) ·
`commands` what can be typed · `alerts` the bell. Of `agent` it imports the pure consent modules
and nothing else.
"""
