"""What every service shares; it knows no service."""
