"""Whom an object pronoun stands for: never who acts upon it."""

import pytest

from tests.coding import Parse, events, named, of_type

ROWS = [
    ("participle", "COERCE", "Kenyan officials began a purge of separatists, imprisoning dozens of them.", "separatists"),
    ("coordinated-verb", "SANCTION", "Kenya convicted Peter Otieno and sentenced him to death.", "Peter Otieno"),
    ("a-thing-before", "ACCUSE", "The Kenyan government deplored two raids in Chad, branding them a disgrace.", None),
    ("a-new-subject", "COERCE", "Rebels fled the town while Kenyan police arrested them.", "Rebels"),
    ("not-whom-they-stands-for", "RETREAT", "Kurdish gunmen abducted nine nuns in Adana. They released three of them.", "nuns"),
    ("not-the-town", "ASSAULT", "The guards caught the smugglers near Tuzla. They beat them with sticks.", "smugglers"),
    (
        "whom-the-clause-above-fetches",
        "COERCE",
        "Mayor Jan Holm said police fetched Ana Ruiz as they had orders to arrest her.",
        "Ana Ruiz",
    ),
]


@pytest.mark.parametrize(("code", "text", "name"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_object(parse: Parse, code: str, text: str, name: str | None) -> None:
    found = of_type(events(parse, text), code)[-1]
    assert [p.name for p in found.recipients][:1] == ([name] if name else []), named(found.recipients)
