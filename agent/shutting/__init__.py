"""How TeamViewer is shut from here: by the service, as an administrator, or with what one may."""
