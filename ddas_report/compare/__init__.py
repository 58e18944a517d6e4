"""Comparing a delivery with figures made elsewhere or earlier."""
