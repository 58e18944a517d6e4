"""What ddas_report costs beside other tools: `python -m benchmarks`."""
