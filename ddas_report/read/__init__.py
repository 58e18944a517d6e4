"""The bytes of a delivery become frames and technical findings."""
