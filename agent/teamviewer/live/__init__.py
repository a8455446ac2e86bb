"""Who is connected to this computer now, from TeamViewer's own log and its running programs."""
