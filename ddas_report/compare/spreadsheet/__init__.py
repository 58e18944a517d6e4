"""An XLSX or CSV file becomes sheets of cells."""
