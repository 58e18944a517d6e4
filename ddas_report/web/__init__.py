"""The local page: a delivery is dropped in the browser and its report comes back, all on this computer."""
