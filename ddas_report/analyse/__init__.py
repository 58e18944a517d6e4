"""The pure pipeline from read deliveries to an analysis."""
