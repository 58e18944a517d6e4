"""The rules: one module per family, evaluated to findings."""
