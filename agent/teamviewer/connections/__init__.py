"""TeamViewer's lists of incoming connections: finding, reading and merging them."""
