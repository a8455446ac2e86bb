"""The kinds of value a brand file holds: texts, numbers and lists, each bounded.

Pure. Every reader takes a key path and a raw TOML value; it returns the validated value or raises
BrandError.
"""

from typing import Pattern, Tuple

from agent.brand_table import BrandError, Reader, T, refuse


def text(path: str, value: object, longest: int) -> str:
    """A text of 1 to `longest` characters."""
    if not isinstance(value, str):
        raise refuse(path, value, "is not a text")
    if not 1 <= len(value) <= longest:
        raise refuse(path, value, f"does not have 1 to {longest} characters")
    return value


def matching(pattern: Pattern[str], longest: int, problem: str) -> Reader[str]:
    """A reader of texts that match `pattern` from end to end."""

    def read(path: str, value: object) -> str:
        if not pattern.fullmatch(text(path, value, longest)):
            raise refuse(path, value, problem)
        return str(value)

    return read


def whole(least: int, most: int) -> Reader[int]:
    """A reader of whole numbers from `least` to `most`."""

    def read(path: str, value: object) -> int:
        # A boolean is an int to Python, and no number to whoever writes the file.
        if isinstance(value, bool) or not isinstance(value, int):
            raise refuse(path, value, "is not a whole number")
        if not least <= value <= most:
            raise refuse(path, value, f"is not between {least} and {most}")
        return value

    return read


def flag(path: str, value: object) -> bool:
    """True or false, and no other word for them."""
    if not isinstance(value, bool):
        raise refuse(path, value, "is neither true nor false")
    return value


def positive(most: float) -> Reader[float]:
    """A reader of numbers above zero, up to `most`."""

    def read(path: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise refuse(path, value, "is not a number")
        if not 0 < value <= most:
            raise refuse(path, value, f"is not above 0 and at most {most:g}")
        return float(value)

    return read


def several(reader: Reader[T], least: int, most: int) -> Reader[Tuple[T, ...]]:
    """A reader of lists of `least` to `most` different values, each validated by `reader`."""

    def read(path: str, value: object) -> Tuple[T, ...]:
        if not isinstance(value, list):
            raise refuse(path, value, "is not a list")
        if not least <= len(value) <= most:
            raise BrandError(f"{path}: {len(value)} values, not {least} to {most}")
        items = tuple(reader(f"{path}[{index}]", item) for index, item in enumerate(value))
        for index, item in enumerate(items):
            if item in items[:index]:
                raise refuse(f"{path}[{index}]", value[index], "is there twice")
        return items

    return read
