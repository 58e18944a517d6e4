"""Facts from outside, each with its source: gemeenten, norms and national values."""
