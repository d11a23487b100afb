"""Articles whose events have changed since incidents were last made of them: small files beside the tables, one a batch.

They are written before anyone can see the change and go with the commit that deals with it, so that no kill loses one.
"""

import json
from collections.abc import Collection, Iterable

from warehouse.layout import Layout, write_atomically

SUFFIX = ".json"


def note(layout: Layout, name: str, article_ids: Collection[str]) -> None:
    """Remembers articles; under a name that is there already, instead of those."""
    if article_ids:
        layout.ungrouped.mkdir(exist_ok=True)
        write_atomically(layout.ungrouped / f"{name}{SUFFIX}", json.dumps(sorted(article_ids)))


def noted(layout: Layout) -> dict[str, list[str]]:
    """The articles under each name."""
    if not layout.ungrouped.is_dir():
        return {}
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(layout.ungrouped.glob(f"*{SUFFIX}"))}


def settle(layout: Layout, article_ids: Iterable[str]) -> None:
    """Takes out articles that have been dealt with."""
    done = set(article_ids)
    for name, ids in noted(layout).items() if done else ():
        left = [key for key in ids if key not in done]
        if left and len(left) < len(ids):
            note(layout, name, left)
        elif not left:
            (layout.ungrouped / f"{name}{SUFFIX}").unlink()
