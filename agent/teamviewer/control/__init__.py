"""Shutting TeamViewer on this computer, proving that it is shut, and putting it back."""
