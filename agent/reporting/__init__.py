"""What the shop's desk is told, and what it has countersigned. The report is the journal.

`fields` the one list of what leaves this computer · `wire` reports and answers as bytes ·
`schedule` when to try again · all of it pure. `unsent` what the desk lacks of a journal ·
`client` the conversation with the desk · `acknowledged` receipts, checked and kept · `repairing`
lines asked back · `sync` one round of all this.
"""
