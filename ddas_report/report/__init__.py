"""What a reader sees, as frozen values."""
