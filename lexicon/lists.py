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


@cache
def kind_sectors() -> dict[str, frozenset[str]]:
    """A noun that says what a body is to the sectors of the bodies that it points back to."""
    return {kind: frozenset(words(cell)) for kind, cell in read_toml("world/lists.toml")["kind_sectors"].items()}
