"""Who a named entity is: canonical name, country and sector, from data and from the words around it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from lexicon.countries import country_of_place, fold
from lexicon.lists import word_list
from lexicon.world import leader_on, modifier_sectors, roles, suffix_sectors
from tasks.resolve.labels import Named
from tasks.resolve.nouns import Reading, modifier_sector, read_head, read_title, read_words
from tasks.resolve.phrases import first_of_phrase, lemma, objects, phrase_start, possessor
from tasks.resolve.scene import Scene, capital_of, country_before, place_country
from tasks.resolve.values import VALUES

STATE_SECTORS = frozenset(["GOV", "MIL", "COP", "JUD", "LEG", "SPY"])
REGIONS = word_list("regions")
MODIFIES = frozenset(["amod", "compound", "nmod", "poss"])
HOMELESS = frozenset(["CRM", "REF", "UAF", "IGO", "PRE", "NGO"])  # sectors that the article's country says nothing about
ADJECTIVES = frozenset(["JJ", "JJR", "JJS"])
LONGEST_PLACE = 3  # words
SKIPPED = frozenset(["'s", "’s", ",", "-", "–", "—", "--", '"', "“", "”", "(", ")"])


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a party, apart from where it stands in the text. `state` is True for a bare country acting."""

    name: str
    country: str
    sector: str
    state: bool = False
    offices: frozenset[str] = frozenset()
    gender: str = ""


Ask = Callable[[Token], Profile | None]


def root_of(scene: Scene, named: Named) -> Token:
    """The token of an entity whose head lies outside it."""
    return scene.doc[named.inner : named.end].root


def title_words(scene: Scene, named: Named) -> tuple[int, list[str]]:
    """Where the phrase around a personal name begins, and the lemmas between there and the name."""
    root = root_of(scene, named)
    start = min(first_of_phrase(root), named.inner)
    while start > 0 and start > named.inner - 8 and title_like(scene, start - 1):
        start -= 1
    words = [
        lemma(t) for t in scene.doc[start : named.inner] if (t.text not in SKIPPED and t.tag_ not in ADJECTIVES) or is_office(t)
    ]
    return start, words


def is_office(token: Token) -> bool:
    """Adjectives count in a title when they tell its time or branch; 'Islamist President' is no Islamist."""
    role = roles().get(token.lower_)
    return token.tag_ in ADJECTIVES and (role is None or not role.person)


def title_like(scene: Scene, index: int) -> bool:
    """A capitalized noun right before a title belongs to it even where the parse fails."""
    token = scene.doc[index]
    return (
        token.tag_ == "NNP" and token.ent_type_ not in ("PERSON", "DATE", "TIME") and not token.is_sent_end and token.is_alpha
    )


def appositions(root: Token) -> list[Token]:
    """Common nouns that say who a name is: 'X, the minister'; 'the minister, X'; 'X is the minister'."""
    found = [c for c in root.rights if c.dep_ == "appos"]
    if root.dep_ == "appos":
        found.append(root.head)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        found += [c for c in root.head.children if c.dep_ == "attr" and c.i > root.head.i]
    return [t for t in found if t.pos_ in ("NOUN", "PROPN")]


def title_profile(scene: Scene, named: Named, ask: Ask) -> Profile | None:
    """What the title before a personal name says."""
    start, words = title_words(scene, named)
    reading = read_title(words) if words else None
    head = scene.doc[named.inner]
    country = country_before(scene, head, start)
    owner = owner_profile(scene, named, start, ask)
    alpha3 = country.alpha3 if country else owner.country if owner else ""
    if reading is None:
        return Profile("", alpha3, "") if alpha3 else None
    sector = reading.sector if reading.fixed or not owner or not owner.sector else owner.sector
    return Profile("", alpha3, sector, offices=offices_of(reading))


def owner_profile(scene: Scene, named: Named, start: int, ask: Ask) -> Profile | None:
    """The organization or possessor named in a title: 'CIA director', 'Russia's Defence Minister', 'Bundesbank President'."""
    for i in range(start, named.inner):
        if (body := scene.body_at.get(i)) is not None:
            return Profile(body.name, body.country, body.sector)
        other = scene.named_at.get(i)
        if other is not None and other is not named and other.label not in VALUES and (found := ask(root_of(scene, other))):
            return found
    owner = possessor(root_of(scene, named))
    return ask(owner) if owner is not None and owner.i < named.inner else None


def offices_of(reading: Reading) -> frozenset[str]:
    return frozenset([reading.word, reading.word.split()[-1]])


def person_evidence(scene: Scene, named: Named, ask: Ask, describe: Callable[[Token], Profile | None]) -> Profile | None:
    """Country and sector of a person as one mention tells them."""
    title = title_profile(scene, named, ask)
    if title is not None and title.sector and title.country:
        return title
    for noun in appositions(root_of(scene, named)):
        if scene.at(noun) is not None or (reading := read_head(noun, first_of_phrase(noun))) is None or not reading.role.person:
            continue
        if found := describe(noun):
            merged = replace(found, offices=offices_of(reading))
            return merge(title, merged) if title else merged
    return title


def merge(first: Profile, second: Profile) -> Profile:
    """Fills the gaps of the first with the second."""
    return replace(
        first,
        country=first.country or second.country,
        sector=first.sector or second.sector,
        offices=first.offices | second.offices,
        gender=first.gender or second.gender,
    )


def from_leader(scene: Scene, name: str, told: Profile | None) -> Profile | None:
    """A figure known from data, if the text does not say otherwise."""
    found = leader_on(name, scene.published)
    if found is None or (told and told.country and told.country != found.country):
        return None
    if told and told.sector and told.sector not in ("GOV", "ELI", found.sector):
        return None
    return Profile(found.name, found.country, found.sector_on(scene.published))


def organization_profile(scene: Scene, named: Named, ask: Ask) -> Profile:
    """An organization: from data, else from its own words and those around it."""
    doc, root = scene.doc, root_of(scene, named)
    text = " ".join(doc[named.inner : named.end].text.split())
    if named.body is not None:
        return Profile(named.body.name, named.body.country, named.body.sector)
    words = [lemma(t) for t in doc[named.inner : named.end] if not t.is_punct]
    sector = organization_sector(words)
    country = organization_country(scene, named, root, ask)
    for noun in appositions(root) if not (sector and country) else []:
        if scene.at(noun) is None and (found := ask(noun)):
            sector, country = sector or found.sector, country or found.country
    if not country and sector in STATE_SECTORS | {"PTY", "JRN", "EDU", "LAB", "MED"}:
        country = scene.focus.home(root)
    return Profile(text, country, sector or "UNK")


def organization_sector(words: list[str]) -> str:
    """The sector that an organization's words give: its last word, the one before 'of', or any role noun."""
    cut = words.index("of") if "of" in words[1:] else len(words)
    if (reading := read_words(words)) and " " in reading.word and not reading.role.person:
        return reading.sector
    for part in (words[:cut], words):
        if part and (found := suffix_sectors().get(part[-1]) or suffix_sectors().get(part[-1] + "s")):
            return (modifier_sector(part[:-1]) or found) if found == "SOC" else found
    reading = read_words(words[:cut]) or read_words(words)
    return reading.sector if reading and reading.sector != "UNK" else modifier_sector(words) if len(words) > 2 else ""


def organization_country(scene: Scene, named: Named, root: Token, ask: Ask) -> str:
    """From a country in or before the name, its owner, a town in the name, or 'in' and a place after it."""
    inside = [scene.country_at[i][0].alpha3 for i in range(named.inner, named.end) if i in scene.country_at]
    if inside:
        return inside[0]
    if country := country_before(scene, scene.doc[named.inner], min(first_of_phrase(root), named.inner)):
        return country.alpha3
    owner = possessor(root)
    if owner is not None and owner.i < named.inner and (found := ask(owner)):
        return found.country
    town = place_inside(scene.doc, named.inner, named.end) if named.end - named.inner > 1 else ""
    return town or country_after(scene, root)


def place_inside(doc: Doc, start: int, end: int) -> str:
    """The country of a town or region in a longer name: 'Sao Paulo Metalworkers Union'. Longer places go before shorter ones.

    Words that are parts of names everywhere (Alliance, Union) are towns somewhere: they do not count.
    """
    for size in range(min(LONGEST_PLACE, end - start), 0, -1):
        for i in range(start, end - size + 1):
            words = doc[i : i + size]
            plain = size == 1 and (len(words[0]) <= 3 or is_kind(words[0].lower_))
            if all(t.text[:1].isupper() for t in words) and not plain and (alpha3 := country_of_place(words.text)):
                return alpha3
    return ""


def is_kind(word: str) -> bool:
    """Whether a word of a name says what is named: an organization, a role, a sector."""
    return word in suffix_sectors() or word in roles() or word in modifier_sectors()


def country_after(scene: Scene, head: Token) -> str:
    """The country of a place in a complement: 'police in Cologne', 'people from Mali', 'based in Doha'.

    A preposition right after the head counts even where the parse hangs it on the verb.
    """
    after = [t for t in head.doc[head.i + 1 : head.i + 2] if t.dep_ == "prep" and t.head.i != head.i]
    for child in [*head.rights, *after]:
        if child.dep_ == "prep" and child.lower_ in (
            "in",
            "of",
            "from",
            "at",
            "across",
            "throughout",
            "inside",
            "near",
            "outside",
            "on",
        ):
            for noun in objects(child):
                if alpha3 := country_of_object(scene, noun):
                    return alpha3
        elif child.dep_ in ("acl", "amod") and (alpha3 := country_after(scene, child)):
            return alpha3
    return ""


def country_of_object(scene: Scene, noun: Token) -> str:
    """The country of the object of a preposition: a place, or a noun with a demonym."""
    named = scene.at(noun)
    if named is not None and named.label == "ORG":
        return ""
    if named is not None and named.label in ("GPE", "LOC", "FAC") and (alpha3 := place_country(scene.doc, named)):
        return alpha3
    country = country_before(scene, noun, first_of_phrase(noun))
    return country.alpha3 if country else ""


def place_profile(scene: Scene, named: Named) -> Profile | None:
    """A country acts as its government, a capital for its country; other places are their people."""
    doc = scene.doc
    text = " ".join(doc[named.inner : named.end].text.split())
    if named.body is not None:
        return Profile(named.body.name, named.body.country, named.body.sector)
    if named.country is not None:
        key = fold(named.country.name)
        sector = "PRE" if key in word_list("unrecognized") else "CVL" if key in word_list("territories") else "GOV"
        return Profile(named.country.name, named.country.alpha3, sector, state=sector == "GOV")
    if capital := capital_of(scene, named):
        return Profile(capital.name, capital.alpha3, "GOV", state=True)
    alpha3 = place_country(doc, named)
    if named.label == "GPE":
        return Profile(text, alpha3, "CVL")
    if fold(text) in REGIONS:
        return Profile(text, "", "GOV")
    reading = read_words([lemma(t) for t in doc[named.inner : named.end] if not t.is_punct])
    return Profile(text, alpha3, reading.sector) if reading else None


def people_profile(scene: Scene, named: Named) -> Profile:
    """A people: 'Israeli' before a noun acts for Israel, 'Israelis' are civilians."""
    token = root_of(scene, named)
    text = " ".join(scene.doc[phrase_start(token, named.inner) : named.end].text.split())
    if named.country is None or (token.i and scene.doc[named.inner - 1].lower_ == "ethnic"):
        reading = read_words([lemma(token)])
        sector = named.body.sector if named.body else reading.sector if reading else "CVL"
        country = country_before(scene, token, first_of_phrase(token))
        alpha3 = country.alpha3 if country else country_after(scene, token)
        at_home = reading is not None or named.country is not None  # 'ethnic Albanians' live where the story is
        if not alpha3 and at_home and sector not in HOMELESS:
            alpha3 = scene.focus.home(token)
        return Profile(named.body.name if named.body and not alpha3 else text, alpha3, sector)
    first = token.head if token.dep_ == "conj" else token
    if first.dep_ in MODIFIES:
        return Profile(named.country.name, named.country.alpha3, "GOV", state=True)
    return Profile(text, named.country.alpha3, "CVL", state=token.tag_ not in ("NN", "NNP"))
