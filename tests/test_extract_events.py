"""Events as rows: folding of future acts, double events, what a rule knows of truth, and sentences turned about."""

from dataclasses import dataclass
from datetime import date

import pytest

from schemas.tables import Event
from tests.coding import Parse, codes, events, named, of_type

MONDAY = date(2021, 5, 3)

# -- future acts -----------------------------------------------------------------------------------------------------------

FUTURE = [
    ("force-in-ones-own-mouth", "Kenya will attack the rebels, President William Okoth said.", "THREATEN/violence", "asserted"),
    ("force-done", "Kenya attacked the rebels, President William Okoth said.", "ASSAULT", "asserted"),
    ("aid-to-come", "Kenya will send food aid to Uganda.", "AGREE", "asserted"),
    ("aid-given", "Kenya sent food aid to Uganda.", "AID", "asserted"),
    ("withdrawal-to-come", "Kenya will withdraw its troops from Somalia in June.", "RETREAT/withdraw", "planned"),
    ("withdrawal-announced", "Kenya said it would withdraw its troops from Somalia.", "CONCEDE", "asserted"),
    ("release-announced", "The rebels said they will release six hostages.", "CONCEDE", "asserted"),
    ("withdrawal", "Kenya withdrew its troops from Somalia in April.", "RETREAT/withdraw", "asserted"),
    ("visit-to-come", "Kenya's president will visit Uganda in June.", "AGREE", "asserted"),
    ("visit", "Kenya's president visited Uganda in April.", "CONSULT/visit", "asserted"),
    ("not-folded", "Kenya plans to deploy troops to the border.", "MOBILIZE/troops", "planned"),
    ("set-out-to-help", "Kenyan soldiers flew in to help rescue the crew.", "AID", "asserted"),
    ("not-yet-set-out", "Kenyan soldiers will rescue the crew.", "AGREE", "asserted"),
    ("refused-help", "Kenya will not send food aid to Uganda.", "REJECT/assist", "asserted"),
    ("no-help", "Kenya did not send food aid to Uganda.", "AID", "negated"),
    ("refused-talks", "Kenya said it would never hold talks with the rebels.", "REJECT/meet", "asserted"),
    ("refused-until", "The rebels will not release the hostages before June.", "REJECT/yield", "asserted"),
    ("unable", "Police could not rescue the crew.", "AID", "negated"),
    ("not-refused", "The rebels may not release the hostages.", "RETREAT/release", "possible"),
    ("possible-is-not-future", "Kenya may attack the rebels.", "ASSAULT", "possible"),
]


@pytest.mark.parametrize(("text", "code", "factuality"), [pytest.param(*row[1:], id=row[0]) for row in FUTURE])
def test_future_acts_fold(parse: Parse, text: str, code: str, factuality: str) -> None:
    found = events(parse, text, published=MONDAY)
    assert [(c, e.factuality) for c, e in zip(codes(found), found, strict=True)] == [(code, factuality)]


def test_a_folded_event_has_the_score_and_the_reason_of_its_new_type(parse: Parse) -> None:
    (event,) = events(parse, "Kenya will send food aid to Uganda.")
    assert (event.quad, event.score) == ("VC", 2.5)
    assert any("a future AID is AGREE" in w.reason for w in event.reasons)


# -- what rules know -------------------------------------------------------------------------------------------------------


def test_a_prison_sentence_is_two_events(parse: Parse) -> None:
    found = events(parse, "A Kenyan court sentenced the editor to six years in prison.")
    assert sorted(codes(found)) == ["COERCE/arrest", "SANCTION/convict"]
    assert len({e.event_id for e in found}) == 2
    assert {tuple(named(e.recipients)) for e in found} == {("editor",)}


def test_a_fine_is_one_event(parse: Parse) -> None:
    assert codes(events(parse, "A Kenyan court fined the editor.")) == ["SANCTION/convict"]


RULES = [
    ("an-attempt", "The assassination attempt on the Kenyan president shocked Nairobi.", "ASSAULT", "planned"),
    ("a-refusal-is-a-fact", "Kenya will not lift the ban on Ugandan flights.", "REJECT", "asserted"),
    ("foiled", "Kenyan police foiled an attack on the embassy.", "ASSAULT", "negated"),
    ("carried-out", "Rebels carried out an attack on the embassy.", "ASSAULT", "asserted"),
    ("planned", "Rebels planned an attack on the embassy.", "ASSAULT", "planned"),
]


@pytest.mark.parametrize(("text", "code", "factuality"), [pytest.param(*row[1:], id=row[0]) for row in RULES])
def test_factuality_of_rules_and_light_verbs(parse: Parse, text: str, code: str, factuality: str) -> None:
    assert [e.factuality for e in of_type(events(parse, text), code)] == [factuality]


# -- neighbours ------------------------------------------------------------------------------------------------------------

NEIGHBOURS = [
    ("announced-withdrawal", "Kenya announced a withdrawal of its troops from Somalia.", {"CONCEDE", "RETREAT"}),
    ("cutting-aid", "Kenya cut aid to Uganda.", {"SANCTION"}),
    ("giving-aid", "Kenya gave aid to Uganda.", {"AID"}),
    ("joint-exercise", "Kenya and Uganda held joint military exercises.", {"COOPERATE"}),
    ("own-exercise", "Kenya held military exercises near the border.", {"MOBILIZE"}),
    ("charged", "Kenyan prosecutors charged the editor with treason.", {"ACCUSE"}),
    ("convicted", "A Kenyan court convicted the editor of treason.", {"SANCTION"}),
    ("condemned", "Kenya condemned Uganda.", {"ACCUSE"}),
    ("praised", "Kenya praised Uganda.", {"SUPPORT"}),
    ("stated", "Kenya's president said it was too early to talk.", set()),
    ("weather", "A storm killed 12 people in Garissa.", set()),
]


@pytest.mark.parametrize(("text", "types"), [pytest.param(*row[1:], id=row[0]) for row in NEIGHBOURS])
def test_neighbouring_types(parse: Parse, text: str, types: set[str]) -> None:
    found = {e.type for e in events(parse, text)}
    assert found <= types
    assert bool(found) == bool(types)


# -- a sentence turned about: the record changes as the sentence does, and only so ------------------------------------------


@dataclass(frozen=True, slots=True)
class Seed:
    """Two parties and an act, in the forms that its variants need. Capitalized parties begin sentences."""

    code: str
    a: str
    b: str
    past: str
    base: str
    participle: str
    gerund: str

    def __str__(self) -> str:
        return self.past.replace(" ", "-")


SEEDS = [
    Seed("ASSAULT", "Kenyan troops", "Ugandan rebels", "attacked", "attack", "attacked", "attacking"),
    Seed("ASSAULT", "Turkish jets", "Syrian rebels", "bombed", "bomb", "bombed", "bombing"),
    Seed("ASSAULT", "Ethiopian soldiers", "Somali fighters", "shelled", "shell", "shelled", "shelling"),
    Seed("ASSAULT", "Colombian rebels", "Peruvian policemen", "kidnapped", "kidnap", "kidnapped", "kidnapping"),
    Seed("COERCE", "Kenyan police", "Ugandan activists", "arrested", "arrest", "arrested", "arresting"),
    Seed("COERCE", "Turkish authorities", "Greek reporters", "deported", "deport", "deported", "deporting"),
    Seed("SANCTION", "Norwegian officials", "Russian diplomats", "expelled", "expel", "expelled", "expelling"),
    Seed("ASSAULT", "Sudanese soldiers", "Eritrean refugees", "tortured", "torture", "tortured", "torturing"),
]
SEEDED = pytest.mark.parametrize("seed", SEEDS, ids=str)


def one(parse: Parse, seed: Seed, text: str) -> Event:
    """The seed's event in a text."""
    found = events(parse, text, published=MONDAY)
    hits = of_type(found, seed.code)
    assert len(hits) == 1, (text, [(e.type, e.trigger.text, e.factuality) for e in found])
    return hits[0]


def sides(event: Event) -> tuple[list[str], list[str]]:
    return named(event.actors), named(event.recipients)


@SEEDED
def test_active_and_passive_are_one_record(parse: Parse, seed: Seed) -> None:
    active = one(parse, seed, f"{seed.a} {seed.past} {seed.b} on Sunday.")
    passive = one(parse, seed, f"{seed.b} were {seed.participle} by {seed.a} on Sunday.")
    for event in (active, passive):
        assert sides(event) == ([seed.a], [seed.b])
        assert (event.factuality, event.date_start, event.historical) == ("asserted", date(2021, 5, 2), False)
    assert (active.type, active.mode, active.score) == (passive.type, passive.mode, passive.score)


@SEEDED
def test_swapped_parties_are_swapped(parse: Parse, seed: Seed) -> None:
    event = one(parse, seed, f"{seed.b} were {seed.participle} on Sunday.")
    assert sides(event) == ([], [seed.b])
    swapped = events(parse, f"{seed.b} {seed.past} {seed.a} on Sunday.", published=MONDAY)
    assert all(sides(e) == ([seed.b], [seed.a]) for e in swapped)


VARIANTS = [
    ("negated", "{a} did not {base} {b}.", "negated"),
    ("never", "{a} never {past} {b}.", "negated"),
    ("without", "{a} left without {gerund} {b}.", "negated"),
    ("hedged", "{a} may have {participle} {b}.", "possible"),
    ("conditional", "The region will suffer if {a} {base} {b}.", "possible"),
    ("denied", "{a} denied {gerund} {b}.", "denied"),
    ("denied-that", "The minister denied that {a} {past} {b}.", "denied"),
    ("asserted", "{a} {past} {b}.", "asserted"),
    ("reported", "The minister said {a} {past} {b}.", "asserted"),
    ("also", "{a} also {past} {b}.", "asserted"),
    ("managed", "{a} managed to {base} {b}.", "asserted"),
    ("failed", "{a} failed to {base} {b}.", "negated"),
]


@pytest.mark.parametrize(("template", "factuality"), [pytest.param(*row[1:], id=row[0]) for row in VARIANTS])
@SEEDED
def test_factuality_changes_and_nothing_else(parse: Parse, seed: Seed, template: str, factuality: str) -> None:
    words = {
        "a": seed.a,
        "b": seed.b,
        "past": seed.past,
        "base": seed.base,
        "participle": seed.participle,
        "gerund": seed.gerund,
    }
    event = one(parse, seed, template.format(**words))
    assert event.factuality == factuality
    assert sides(event) == ([seed.a], [seed.b])


@SEEDED
def test_a_reported_act_is_attributed(parse: Parse, seed: Seed) -> None:
    plain = one(parse, seed, f"{seed.a} {seed.past} {seed.b}.")
    reported = one(parse, seed, f"{seed.a} {seed.past} {seed.b}, the Kenyan president said.")
    assert named(plain.attributed_to) == []
    assert named(reported.attributed_to) == ["Kenyan president"]
    assert sides(plain) == sides(reported)


@SEEDED
def test_a_denied_act_names_who_denies_it(parse: Parse, seed: Seed) -> None:
    event = one(parse, seed, f"The Kenyan president denied that {seed.a} {seed.past} {seed.b}.")
    assert named(event.denied_by) == ["Kenyan president"]


@SEEDED
def test_a_past_year_is_historical(parse: Parse, seed: Seed) -> None:
    event = one(parse, seed, f"{seed.a} {seed.past} {seed.b} in 1998.")
    assert (event.historical, event.date_start, event.factuality) == (True, date(1998, 1, 1), "asserted")


@SEEDED
def test_a_dateline_changes_nothing_but_the_place(parse: Parse, seed: Seed) -> None:
    text, dateline = f"{seed.a} {seed.past} {seed.b}.", "OSLO, May 3 (Reuters)"
    plain = one(parse, seed, text)
    (event,) = of_type(events(parse, f"{dateline} - {text}", published=MONDAY, dateline=dateline), seed.code)
    assert (sides(event), event.factuality, event.mode) == (sides(plain), plain.factuality, plain.mode)
    assert event.trigger.start == plain.trigger.start + len(f"{dateline} - ")


@SEEDED
def test_equal_texts_give_equal_rows(parse: Parse, seed: Seed) -> None:
    text = f"{seed.a} {seed.past} {seed.b} near Garissa on Sunday, killing four people."
    assert events(parse, text, published=MONDAY) == events(parse, text, published=MONDAY)
