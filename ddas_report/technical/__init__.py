"""The technical check, as CBS does it first: name, text, JSON and schema."""
