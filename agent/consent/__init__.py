"""What a person allowed, refused or withdrew, kept so that anyone can check it later.

The map, from the bytes up; all of it pure, the bytes as in journal.md:
`canonical` the one form of a value · `event_data` what each event says · `record` one line ·
`chain` lines that follow one another · `clocks` what their times say · `merkle` the root over
them · `signed_note`, `checkpoint`, `receipt` the root as it is signed and countersigned ·
`lifecycle` what may follow what for one consent, as a table · `course` how one consent went ·
`succession` which journal goes on where another stopped · `courses` all consents of one
succession · `time_limits` when a yes ends by itself · `policy` what all journals together allow ·
`refusals` why something does not hold.

On disk and in the credential store: `journal` writes, `journal_reader` reads, `withdrawals` never
wait; `journal_file`, `journal_lock`, `journal_recovery`, `journal_writer`, `journal_beginning` are
how lines get there; `keys`, `heads`, `windows_key_store`, `signing` what signs them; `origins`
where a journal was begun; `blobs`, `retention`, `saved_proofs` what is kept beside it, how long.
"""
