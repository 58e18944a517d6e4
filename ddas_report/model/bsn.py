"""Which texts are a BSN, told of a whole column at once."""

import polars as pl


def is_bsn(kolom: pl.Expr) -> pl.Expr:
    """Whether a text is nine digits, not all zeros, that pass the elfproef; null for null."""
    return kolom.str.contains("^[0-9]{9}$") & (kolom != "000000000") & passes_elfproef(kolom)


def passes_elfproef(bsn: pl.Expr) -> pl.Expr:
    """Whether nine digits, weighed 9 down to 2 and the last one -1, come to a multiple of eleven."""
    number = bsn.cast(pl.Int64, strict=False)
    digits = [number // 10**place % 10 for place in range(9)]
    weighed = pl.sum_horizontal(digit * (place + 1 if place else -1) for place, digit in enumerate(digits))
    return weighed % 11 == 0
