"""Values that hold records of people say nothing of themselves, in a notebook, a log or a debugger."""


class Reticent:
    """A value whose repr names its type only; a dataclass that is one says `repr=False`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__qualname__}>"
