"""Named entities of a parse: spaCy's, mended where our data are certain."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span

from lexicon.countries import Country, cities, country_of_capital, fold
from lexicon.lists import word_list
from lexicon.persons import person_key
from lexicon.world import Body, abbreviations, equipment, leaders, roles, suffix_sectors, titles
from tasks.resolve.known_names import Hit, scan
from tasks.resolve.spans import POSSESSIVE, one_person, pieces
from tasks.resolve.values import VALUES, values

DETERMINERS = frozenset(["the", "a", "an"])


@dataclass(frozen=True, slots=True)
class Named:
    """A named entity or a value at tokens start to end (exclusive).

    `inner` is the first token of the name proper: titles and articles lie before it.
    """

    start: int
    end: int
    label: str
    inner: int
    country: Country | None = None
    body: Body | None = None


def named_entities(doc: Doc) -> tuple[tuple[Named, ...], tuple[Hit, ...]]:
    """Entities in order, without overlap, and all known names, those inside longer entities too."""
    hits = tuple(scan(doc))
    owner: dict[int, Span] = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
    kept: dict[int, Named] = {}
    dropped: set[int] = set()
    for hit in hits:
        if not hit.label:
            continue
        settle(doc, hit, owner, kept, dropped)
    found = values(doc)
    figures = {i for v in found for i in range(v.start, v.end)}
    for ent in one_person(e for e in doc.ents if e.start not in dropped and e.label_ not in VALUES):
        for piece in pieces(ent, figures):
            if named := from_model(piece):
                kept.setdefault(named.start, named)
    taken = {i for n in kept.values() for i in range(n.start, n.end)}
    for value in found:
        if taken.isdisjoint(range(value.start, value.end)):
            kept[value.start] = Named(value.start, value.end, value.label, value.start)
    return tuple(sorted(kept.values(), key=lambda n: n.start)), hits


def settle(doc: Doc, hit: Hit, owner: dict[int, Span], kept: dict[int, Named], dropped: set[int]) -> None:
    """Decides between a known name and the model's entities at the same place."""
    rivals = {owner[i].start: owner[i] for i in range(hit.start, hit.end) if i in owner}
    around = next((e for e in rivals.values() if e.start <= hit.start and hit.end <= e.end), None)
    start = hit.start
    if around is not None:
        if around.label_ == "LANGUAGE" and hit.label == "NORP":
            return
        if is_nationality(around, hit):
            kept[hit.start] = Named(hit.start, hit.end, hit.label, hit.start, hit.country, hit.body)
            return
        if not is_same(around, hit) and not is_headline_run(around, hit):
            return
        start = around.start if around.start >= hit.start - 1 and around[0].lower_ in DETERMINERS else hit.start
    dropped.update(rivals)
    inner = hit.start
    while hit.label == "PERSON" and inner < hit.end - 1 and is_prelude(doc[inner].lower_, "PERSON"):
        inner += 1
    start = inner if hit.label == "PERSON" else start
    kept[start] = Named(start, hit.end, hit.label, inner, hit.country, hit.body)


def is_nationality(ent: Span, hit: Hit) -> bool:
    """Whether a people's name stands before a full personal name in one entity: 'Dane Kaj Munk Holm'."""
    return ent.label_ == "PERSON" and hit.label == "NORP" and hit.start == ent.start and ent.end - hit.end > 1


def is_same(ent: Span, hit: Hit) -> bool:
    """Whether an entity is the known name but for an article before it and a possessive after it."""
    before, after = ent[: hit.start - ent.start], ent[hit.end - ent.start :]
    return all(t.lower_ in DETERMINERS for t in before) and all(t.text in POSSESSIVE for t in after)


def is_headline_run(ent: Span, hit: Hit) -> bool:
    """Whether an organization is but a country and a capitalized common noun: 'U.S. Attack' of a headline."""
    before = ent[: hit.start - ent.start]
    if ent.label_ in VALUES or hit.label not in ("GPE", "NORP") or any(t.lower_ not in DETERMINERS for t in before):
        return False
    rest = [t for t in ent[hit.end - ent.start :] if t.text not in POSSESSIVE]
    return len(rest) == 1 and rest[0].lower_ not in suffix_sectors() and rest[0].lower_ in word_list("happenings")


def from_model(ent: Span) -> Named | None:
    """The entity, relabelled where it is sure to be wrong; titles and articles lie before its inner name."""
    start, end = ent.start, ent.end
    if ent.label_ in VALUES:
        return Named(start, end, ent.label_, start)
    inner = start
    while inner < end - 1 and is_prelude(ent.doc[inner].lower_, ent.label_):
        inner += 1
    if not any(t.is_alpha or t.text[0].isalnum() for t in ent.doc[inner:end]):
        return None
    return Named(inner if ent.label_ == "PERSON" else start, end, relabel(ent.doc[inner:end], ent.label_), inner)


def is_prelude(word: str, label: str) -> bool:
    """Articles before any name; honorifics and offices before a person's."""
    if label == "PERSON":
        return word in titles()["honorific"] or word in abbreviations() or word in roles()
    return word in DETERMINERS


def relabel(span: Span, label: str) -> str:
    """Capitals are GPE; weapons WEAPON; single well-known cities called persons or products are GPE."""
    text = fold(span.text)
    if text in equipment()["weapon"] and label in ("PRODUCT", "ORG"):
        return "WEAPON"
    if label in ("PERSON", "ORG", "PRODUCT", "NORP") and country_of_capital(text):
        return "GPE"
    if label in ("PRODUCT", "WORK_OF_ART") and text in cities():
        return "GPE"
    if label in ("ORG", "GPE", "PRODUCT", "NORP") and person_key(text) in leaders() and text not in cities():
        return "PERSON"
    return label
