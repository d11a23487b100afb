"""Was the warehouse coded by other rules than the present ones, and by which?"""

import json
from collections.abc import Mapping

import pyarrow as pa

from schemas.errors import DatelineError
from schemas.settings import Settings
from tasks.fingerprint import fingerprint, parts
from warehouse.recoding import Selection, codings, count_others, known_codings

SCHEMA = pa.schema([("coded by", pa.string()), ("articles", pa.int64()), ("words", pa.int64()), ("why", pa.string())])
NEVER = "could not be coded, or not yet"
PRESENT = "the present rules; they are coded again because all were asked for"
UNKNOWN = "an older Dateline, which did not note what its coding depended on"


def stale_note(settings: Settings) -> str:
    """One line where stored articles were coded by other rules; empty if none were, or if that cannot be told now."""
    try:
        others = count_others(settings.data_dir, fingerprint(settings))
    except DatelineError:
        return ""
    if not others:
        return ""
    were = "article was" if others == 1 else "articles were"
    return f"{others} {were} coded by other rules than the present ones: dateline reprocess --dry-run says why"


def what_is_due(settings: Settings, selection: Selection) -> pa.Table:
    """The selected articles by the coding that their rows came from, and what that had other than the present one."""
    known = {held.pop("fingerprint"): held for held in map(json.loads, known_codings(settings.data_dir))}
    due = codings(settings.data_dir, selection).to_pylist()
    now = {fingerprint(settings): parts(settings)}
    rows = [(c["fingerprint"], c["articles"], c["words"], why(c["fingerprint"], known, now)) for c in due]
    return pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in rows], schema=SCHEMA)


def why(stamp: str, known: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]) -> str:
    """Why rows with this fingerprint are to be made anew: the parts that differ, as they were and as they are."""
    if not stamp:
        return NEVER
    if stamp in now:
        return PRESENT
    if stamp not in known:
        return UNKNOWN
    (present,) = now.values()
    before = known[stamp]
    return "; ".join(
        f"{part}: {differing(before.get(part, ''), value)}" for part, value in present.items() if before.get(part) != value
    )


def differing(before: str, now: str) -> str:
    """Two values of a part; of a list only the members that differ."""
    old, new = before.split(", "), now.split(", ")
    return f"{', '.join(v for v in old if v not in new) or 'none'} → {', '.join(v for v in new if v not in old) or 'none'}"
