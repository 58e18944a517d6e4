"""What everything else speaks of: fields, deliveries, places, gemeenten, norms."""
