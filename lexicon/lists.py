"""Word lists of `world/lists.toml`."""

from functools import cache

from lexicon.files import read_toml


def words(cell: str) -> list[str]:
    """The entries of a list written with semicolons; an entry may have several words."""
    return [" ".join(part.split()) for part in cell.split(";") if part.strip()]


@cache
def word_list(name: str) -> frozenset[str]:
    """A word list by name."""
    return frozenset(words(read_toml("world/lists.toml")[name]))
