"""Checks and reports DDAS deliveries on your own computer, before they go to CBS."""

__version__ = "0.1.0"
