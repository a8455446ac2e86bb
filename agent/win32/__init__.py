"""Windows, and nothing of this product. Foreign exceptions stop here."""
