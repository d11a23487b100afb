"""The event rules of `lexicon/events/*.toml`, checked and indexed by the lemma of their trigger."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lexicon.files import ROOT, read_toml
from lexicon.rule_words import NO_LISTS, Named, check_slots, check_words, expand, strings, word_lists
from schemas.errors import LexiconError

Words = frozenset[str]  # alternatives for one word of a pattern

CONDITIONS = (
    "subject", "object", "not_subject", "not_object", "prep", "not_prep", "to_verb", "not_to_verb", "near", "not_near",
    "actor_sector", "only_sector", "agent_sector", "recipient_sector", "contexts", "actor", "recipient", "modal",
)  # fmt: skip
TRIGGERS = ("verbs", "nouns", "adjectives")
FOLDS = ("future", "future_by", "refused")  # a file may set them for all its rules
DEMANDS = ("needs", "needs_political", "deliberate", "actor_default", "factuality", "also", "priority")
SCALARS = (
    "id", "mode", "frame", *DEMANDS, *FOLDS, "about", "score",
)  # fmt: skip
RULE_KEYS = frozenset((*CONDITIONS, *TRIGGERS, *SCALARS, "yes", "no"))
FILE_KEYS = frozenset(("type", "version", "quad", "score", "about", "modes", *FOLDS, "words", "rule"))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A trigger: the words its head may be and the words that must stand with it. `after_of` marks a noun's of-complement."""

    text: str
    head: Words
    rest: tuple[Words, ...]
    after_of: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a rule file promises to code (or, with `hit` false, not to code) with its type."""

    rule_id: str
    type: str
    mode: str | None
    hit: bool
    text: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One event rule: its type and mode, triggers, frame and conditions. Field names are those of the TOML files."""

    id: str
    type: str
    mode: str | None
    quad: str
    score: float
    frame: str
    verbs: tuple[Pattern, ...] = ()
    nouns: tuple[Pattern, ...] = ()
    adjectives: tuple[Pattern, ...] = ()
    contexts: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    not_subject: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    not_prep: tuple[str, ...] = ()
    to_verb: tuple[str, ...] = ()
    not_to_verb: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    modal: tuple[str, ...] = ()
    actor_sector: tuple[str, ...] = ()
    only_sector: tuple[str, ...] = ()
    recipient_sector: tuple[str, ...] = ()
    needs: str = ""
    needs_political: bool = False
    deliberate: bool = False
    actor_default: str = ""
    agent_sector: tuple[str, ...] = ()
    factuality: str = ""
    future: str = ""
    future_by: str = ""
    refused: str = ""
    also: str = ""
    priority: int = 0
    actor: tuple[str, ...] | None = None  # None: the frame's slots; () : nobody
    recipient: tuple[str, ...] | None = None
    examples: tuple[Example, ...] = field(default=(), repr=False)

    @property
    def conditions(self) -> int:
        """How many conditions it sets: of two rules with equal triggers the more demanding one is tried first."""
        words = (self.subject, self.object, self.prep, self.to_verb, self.near, self.modal)
        sectors = (self.actor_sector, self.only_sector, self.recipient_sector)
        return sum(map(bool, (*words, *sectors)))


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type: its quad class, its score, and the scores of its modes."""

    name: str
    quad: str
    score: float
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Which grammatical slots give the parties of a trigger, tried in order."""

    name: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool = False
    deeper: tuple[str, ...] = ()
    anywhere: bool = False
    owner: bool = False  # the party of a thing is shown by its own name, not by the thing's
    doer: bool = False  # of an act that is judged its doer is meant
    answers: bool = False  # of an idea told before whose it is


Index = Mapping[str, tuple[tuple[Pattern, Rule], ...]]


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All rules, and for each part of speech an index from a trigger's lemma to (pattern, rule), the best first."""

    types: Mapping[str, EventType]
    frames: Mapping[str, Frame]
    rules: tuple[Rule, ...]
    verbs: Index
    nouns: Index
    adjectives: Index

    def code(self, code: str) -> tuple[EventType, str | None, float]:
        """'THREATEN/violence' -> its type, mode and score."""
        name, _, mode = code.partition("/")
        kind = self.types[name]
        return kind, mode or None, kind.modes.get(mode, kind.score)


def pattern(text: str, where: str, noun: bool = False, named: Named = NO_LISTS) -> Pattern:
    """Parses the trigger notation: blanks between words, '|' between alternatives; a noun's head is last, or before 'of'."""
    words = [frozenset(w for part in word.split("|") for w in expand(part, where, named)) for word in text.lower().split(" ")]
    if not text.strip() or any("" in w for w in words):
        raise LexiconError(where, f"the trigger {text!r} has an empty word", "Write lemmas with one blank between them")
    if not noun:
        return Pattern(text, words[0], tuple(words[1:]))
    cut = words.index(frozenset({"of"})) if frozenset({"of"}) in words else len(words)
    return Pattern(text, words[cut - 1], tuple(words[: cut - 1]), tuple(words[cut + 1 :]))


def parse_examples(entry: Mapping[str, Any], rule_id: str, type_: str, mode: str | None) -> tuple[Example, ...]:
    hits = [
        Example(rule_id, type_, mode, True, y["text"], tuple(y.get("actors", ())), tuple(y.get("recipients", ())))
        for y in (y if isinstance(y, dict) else {"text": y} for y in entry.get("yes", ()))
    ]
    return (*hits, *(Example(rule_id, type_, mode, False, text) for text in entry.get("no", ())))


def parse_rule(
    entry: Mapping[str, Any], kind: EventType, folds: Mapping[str, str], frames: Mapping[str, Frame], source: str, named: Named
) -> Rule:
    """One [[rule]] of a file. Raises LexiconError that names file, rule, key and remedy."""
    where = f"{source}, rule {entry.get('id', '(no id)')}"
    if unknown := set(entry) - RULE_KEYS:
        raise LexiconError(where, f"unknown keys {sorted(unknown)}", f"Known: {', '.join(sorted(RULE_KEYS))}")
    if not entry.get("id") or not any(entry.get(k) for k in TRIGGERS):
        raise LexiconError(where, "a rule needs an id and verbs, nouns or adjectives", "Add what is missing")
    mode = entry.get("mode")
    if mode is not None and mode not in kind.modes:
        raise LexiconError(where, f"{kind.name} has no mode {mode!r}", f"Modes: {', '.join(kind.modes)}")
    frame = entry.get("frame", "act")
    if frame not in frames:
        raise LexiconError(where, f"unknown frame {frame!r}", f"Frames: {', '.join(sorted(frames))}")
    check_words(entry, where)
    given: dict[str, Any] = {
        k: tuple(w for v in strings(entry[k], f"{where}, {k}") for w in expand(v, where, named))
        for k in CONDITIONS
        if k in entry
    }
    given |= {
        k: tuple(pattern(t, where, k == "nouns", named) for t in strings(entry.get(k, []), f"{where}, {k}")) for k in TRIGGERS
    }
    given |= {k: entry[k] for k in DEMANDS if k in entry}
    given |= {k: entry.get(k, folds.get(k, "")) for k in FOLDS}
    return Rule(
        id=entry["id"], type=kind.name, mode=mode, quad=kind.quad, frame=frame,
        score=float(entry.get("score", kind.modes.get(mode or "", kind.score))),
        examples=parse_examples(entry, entry["id"], kind.name, mode), **given,
    )  # fmt: skip


def check_file_keys(data: Mapping[str, Any], source: str) -> None:
    if unknown := set(data) - FILE_KEYS:
        raise LexiconError(source, f"unknown keys {sorted(unknown)}", f"Known: {', '.join(sorted(FILE_KEYS))}")


def parse_type(data: Mapping[str, Any], source: str) -> EventType:
    check_file_keys(data, source)
    try:
        modes = MappingProxyType({k: float(v) for k, v in data.get("modes", {}).items()})
        return EventType(data["type"], data["quad"], float(data["score"]), modes)
    except (KeyError, TypeError, ValueError) as error:
        raise LexiconError(source, f"type, quad or score missing or wrong: {error}", "See docs/how-to-add.md") from None


def parse_frames(data: Mapping[str, Any]) -> dict[str, Frame]:
    """The frames of `lexicon/frames.toml`; each key but `about` is a field of Frame."""
    found = {}
    for name, frame in data["frames"].items():
        check_slots([*frame["actor"], *frame["recipient"]], f"lexicon/frames.toml, {name}")
        fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in frame.items() if k != "about"}
        found[name] = Frame(name, **fields)
    return found


def index(rules: tuple[Rule, ...], kind: str) -> Index:
    """Lemma -> (pattern, rule): longer triggers first, then rules with more conditions, then priority, then file order."""
    found: dict[str, list[tuple[Pattern, Rule]]] = {}
    for rule in rules:
        for trigger in getattr(rule, kind):
            for word in trigger.head:
                found.setdefault(word, []).append((trigger, rule))

    def order(entry: tuple[Pattern, Rule]) -> tuple[int, int, int]:
        trigger, rule = entry
        return -len(trigger.rest) - len(trigger.after_of), -rule.conditions, -rule.priority

    return MappingProxyType({word: tuple(sorted(entries, key=order)) for word, entries in found.items()})


def assemble(types: Mapping[str, EventType], frames: Mapping[str, Frame], rules: Mapping[str, Rule]) -> EventLexicon:
    """The lexicon of these rules. Raises LexiconError if one folds into, or tells also, a type or mode that there is not."""
    ordered = tuple(rules.values())
    for rule in ordered:
        for code in filter(None, (rule.future, rule.refused, rule.also)):
            name, _, mode = code.partition("/")
            if name not in types or (mode and mode not in types[name].modes):
                raise LexiconError(f"rule {rule.id}", f"no type and mode {code!r}", f"Types: {', '.join(types)}")
    return EventLexicon(types, frames, ordered, *(index(ordered, k) for k in TRIGGERS))


def read_rules(data: Mapping[str, Any], kind: EventType, frames: Mapping[str, Frame], source: str) -> dict[str, Rule]:
    named = word_lists(data, source)
    folds = {k: data[k] for k in FOLDS if k in data}
    rules = [parse_rule(entry, kind, folds, frames, source, named) for entry in data.get("rule", ())]
    if twice := {r.id for r in rules if sum(s.id == r.id for s in rules) > 1}:
        raise LexiconError(source, f"rules share an id: {sorted(twice)}", "Give each rule an id of its own")
    return {rule.id: rule for rule in rules}


@cache
def load_events(own: Path | None = None) -> EventLexicon:
    """The shipped rules, with the user's own rule file on top: new ids add rules, known ids override them."""
    frames = parse_frames(read_toml("frames.toml"))
    types: dict[str, EventType] = {}
    rules: dict[str, Rule] = {}
    for name in sorted(entry.name for entry in ROOT.joinpath("events").iterdir() if entry.name.endswith(".toml")):
        data = read_toml(f"events/{name}")
        kind = parse_type(data, f"lexicon/events/{name}")
        types[kind.name] = kind
        rules |= read_rules(data, kind, frames, f"lexicon/events/{name}")
    if own is not None:
        kind, own_rules = read_own(own, types, frames)
        types[kind.name] = kind
        rules |= own_rules
    return assemble(types, frames, rules)


def read_own(path: Path, types: Mapping[str, EventType], frames: Mapping[str, Frame]) -> tuple[EventType, dict[str, Rule]]:
    """The rules of a user's file. `type` names a shipped type, or a new one with quad and score; `modes` adds modes to it."""
    data = own_data(path)
    kind = own_type(data, types, str(path))
    return kind, read_rules(data, kind, frames, str(path))


def own_data(path: Path) -> dict[str, Any]:
    """A user's file as it stands. Raises LexiconError if it cannot be read or is not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(str(path), str(error), "Mend the file or the setting `lexicon`") from None


def own_type(data: Mapping[str, Any], types: Mapping[str, EventType], source: str) -> EventType:
    if (known := types.get(data.get("type", ""))) is None:
        return parse_type(data, source)
    modes = {**known.modes, **data.get("modes", {})}
    return parse_type({"quad": known.quad, "score": known.score, **data, "modes": modes}, source)
