"""The figures: one module per section, evaluated to one long table."""
