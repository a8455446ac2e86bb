"""The statement of a visit, as a page and as a PDF."""
