"""A PDF says what its bytes were when it was made, so that ours is known from one that was changed or is another's."""

import hashlib
import re

_BEFORE = b"\nstartxref\n"
"""The line before which the seal stands: no offset counts what comes after, and a comment may stand anywhere."""

_SEAL = re.compile(rb"\n%ddas-report ([0-9a-f]{64})(?=\nstartxref\n[0-9]+\n%%EOF\n\Z)")


def seal(pdf: bytes) -> bytes:
    """The PDF with a comment that holds the SHA-256 of its other bytes."""
    body, before, end = pdf.rpartition(_BEFORE)
    return body + b"\n%ddas-report " + hashlib.sha256(pdf).hexdigest().encode() + before + end


def is_untouched(pdf: bytes) -> bool:
    """Whether we made it, and no byte was changed since; who signs, marks or saves it changes some."""
    found = _SEAL.search(pdf, max(0, len(pdf) - 200))
    if found is None:
        return False
    return hashlib.sha256(pdf[: found.start()] + pdf[found.end() :]).hexdigest().encode() == found[1]
