"""Network checks against real servers on this computer, well-behaved and not."""
