"""What installing, updating and uninstalling need of this program itself."""
