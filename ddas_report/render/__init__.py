"""The outputs: one module per format."""
