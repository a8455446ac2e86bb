"""The TeamViewer on this computer: which one it is and what its ID is."""
