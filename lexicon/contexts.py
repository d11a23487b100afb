"""PLOVER contexts: the words that tell them."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lexicon.files import read_toml


@cache
def context_cues() -> Mapping[str, tuple[str, ...]]:
    """Lemma -> the contexts that it tells."""
    found: dict[str, list[str]] = {}
    for context, cues in read_toml("contexts.toml")["contexts"].items():
        for cue in cues:
            found.setdefault(cue, []).append(context)
    return MappingProxyType({k: tuple(v) for k, v in found.items()})
