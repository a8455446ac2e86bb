"""Every connection that was told of, once, with its visit and its price."""
