"""Which figure each cell of a CBS table holds, by what stands above and beside it."""
