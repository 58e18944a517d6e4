"""Which figure a cell of a CBS table holds: `blocks` finds tables, `headings` and `meanings` read texts, `table` joins it."""
