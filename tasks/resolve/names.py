"""Names of an article: mentions, and for any noun phrase the party that it names."""

from dataclasses import replace
from functools import cached_property

from spacy.tokens import Token

from lexicon.lists import word_list
from lexicon.world import equipment
from schemas.parts import Party, Span
from schemas.tables import Mention
from tasks.annotate import Annotated
from tasks.resolve.found import Found
from tasks.resolve.labels import Named
from tasks.resolve.mentions import dateline_mentions, entity_id, mention
from tasks.resolve.nouns import noun_class
from tasks.resolve.parties import Parties
from tasks.resolve.phrases import PRONOUN_TAGS, abbreviated_end, defined_end, lemma, phrase_end, phrase_start, ruled_end
from tasks.resolve.profiles import Profile, root_of
from tasks.resolve.scene import Scene, make_scene
from tasks.resolve.values import VALUES

POLITICAL = frozenset(
    ["GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PRM", "PTY", "REB", "OPP", "UAF", "ELI", "IGO", "PRE", "REF"],
)
CROWD = word_list("crowd")
CRAFT = frozenset(["vessel", "ship", "boat", "plane", "aircraft"])  # where they use force, no merchant's
LEAGUES = frozenset(["coalition", "alliance"])
CLASSES = {"PERSON": "person", "ORG": "org", "NORP": "nation", "LOC": "place", "FAC": "building", "WEAPON": "weapon"}


class Names:
    """The names of one article. `mentions` are in text order; those of the dateline stand OUTSIDE the parse and come first."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.parties = Parties(scene)

    @cached_property
    def mentions(self) -> tuple[Found[Mention], ...]:
        annotated = self.scene.annotated
        inside = (mention(annotated, n, self.entity(n)) for n in self.scene.named)
        return (*dateline_mentions(annotated), *inside)

    def entity(self, named: Named) -> Profile | None:
        return None if named.label in VALUES else self.parties.entity(named)

    def party(self, head: Token, force: bool = False, acting: bool = False) -> Party | None:
        """The party named by the noun phrase (one conjunct) or pronoun that `head` heads; None if it names none.

        With `force`, a bare country is its military, and so is a ship if it is `acting`. The span leaves out articles,
        numerals, clauses and appositions; a pronoun keeps its own span and has the name, country and sector of what it
        stands for.
        """
        found = self.parties.profile(head)
        if found is None:
            return None
        start, end = self.extent(head)
        armed = force and (found.state or (acting and found.sector == "BUS" and lemma(head) in CRAFT))
        allied = force and found.sector == "PTY" and lemma(head) in LEAGUES  # no parties that govern together
        sector = "MIL" if armed or allied else found.sector
        nameless = allied and not any(i in self.scene.country_at for i in range(start, head.i))
        country = "IGO" if nameless else found.country
        span = self.scene.annotated.span(start, end)
        return Party(span.start, span.end, span.text, found.name, country, sector, entity_id(found.name, country, sector))

    def as_sector(self, party: Party, sector: str) -> Party:
        """The same party, of another sector."""
        return replace(party, sector=sector, entity_id=entity_id(party.name, party.country, sector))

    def span(self, head: Token) -> Span:
        """The text of the noun phrase that `head` heads, party or not."""
        return self.scene.annotated.span(*self.extent(head))

    def extent(self, head: Token) -> tuple[int, int]:
        """First token and one past the last of a party's span."""
        if head.tag_ in PRONOUN_TAGS:
            return head.i, head.i + 1
        start, end = self.name_extent(head)
        return start, abbreviated_end(start, end, head.doc)

    def name_extent(self, head: Token) -> tuple[int, int]:
        """The same without an abbreviation in brackets."""
        named = self.scene.at(head) or self.parties.proper_apposition(head)
        if named is None or named.label in VALUES:
            return phrase_start(head), defined_end(head, phrase_end(head))
        root = root_of(self.scene, named)
        end = defined_end(root, named.end) if named.label in ("ORG", "NORP", "FAC") else named.end
        end = ruled_end(end, head.doc) if named.label == "PERSON" else end
        titled = self.title_before(root, named)
        return min(phrase_start(root, named.inner), phrase_start(titled) if titled else named.inner), end

    def title_before(self, root: Token, named: Named) -> Token | None:
        """The title right before a name that the parse takes for the head of an apposition: 'the British premier Ann Lee'."""
        title = root.head
        apposed = named.label == "PERSON" and root.dep_ == "appos" and title.i == min(named.start, named.inner) - 1
        return title if apposed and title.pos_ in ("NOUN", "PROPN") else None

    def is_political(self, head: Token) -> bool:
        """A state, institution, security force, armed group, politician, official, or people in a political role."""
        found = self.parties.profile(head)
        if found is None:
            return False
        return found.sector in POLITICAL or lemma(head) in CROWD or lemma(head) == "ministry"

    def canonical(self, head: Token) -> str:
        """The canonical name of what a token heads; the phrase as written if it is no party."""
        found = self.parties.profile(head)
        if found is not None:
            return found.name
        start, end = self.extent(head)
        return self.scene.annotated.span(start, end).text

    def kind(self, head: Token) -> str:
        """Semantic class: person org place nation group weapon vehicle building money number role other."""
        named = self.scene.at(head)
        if is_sum(head):
            return "money"
        if named is not None and named.label in VALUES:
            return (
                "money"
                if named.label == "MONEY"
                else "number"
                if named.label in ("CARDINAL", "PERCENT", "QUANTITY")
                else "other"
            )
        if named is not None:
            return self.named_kind(named)
        if head.tag_ in PRONOUN_TAGS:
            noun = self.parties.referent(head)
            return self.kind(noun) if noun is not None and noun.tag_ not in PRONOUN_TAGS else "other"
        if head.like_num or head.tag_ == "CD":
            return "number"
        return noun_class(lemma(head))

    def named_kind(self, named: Named) -> str:
        if named.label == "GPE":
            return "nation" if named.country is not None else "place"
        if named.body is not None and named.body.sector in ("REB", "PRM", "UAF", "CRM"):
            return "group"
        return CLASSES.get(named.label, "other")


def is_sum(head: Token) -> bool:
    """Whether a figure has a currency with it: '$4 million', 'USD 4 million', 'EUR2 million'."""
    word = head.lower_.rstrip("0123456789.,")
    if word != head.lower_ and word in equipment()["currency"]:
        return True
    if head.tag_ != "CD" and not head.like_num:
        return False
    before = (t.lower_.rstrip("0123456789.,") for t in (*head.lefts, *(g for c in head.lefts for g in c.lefts)))
    return any(word in equipment()["currency"] for word in before)


def resolve_names(annotated: Annotated) -> Names:
    """Reads the names of an article; parties are worked out when asked for."""
    return Names(make_scene(annotated))
