"""Text from the file, made safe for a cell of a spreadsheet."""

MAX_LENGTH = 32_000
"""UTF-16 units in a cell; Excel refuses more than 32,767."""

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula."""


def safe_text(value: object) -> str:
    """One line without control or direction characters, cut at LANGSTE; `'` goes before what looks like a formula."""
    text = str(value)
    if not text.isprintable():
        text = "".join(teken if teken.isprintable() else " " if teken.isspace() else "" for teken in text)
    if text.lstrip().startswith(FORMULA_STARTS):
        text = f"'{text}"
    return text if len(text) <= MAX_LENGTH // 2 else _cut(text)


def _cut(text: str) -> str:
    return text.encode("utf-16-le")[: MAX_LENGTH * 2].decode("utf-16-le", errors="ignore")
