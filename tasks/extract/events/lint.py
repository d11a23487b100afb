"""What is wrong with a rule file, all of it at once: its format, its habits, and the examples that fail."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lexicon.events import EventLexicon, Example, Rule, load_events, own_data, own_type, parse_rule
from lexicon.rule_words import word_lists
from schemas.errors import LexiconError
from schemas.settings import Settings
from tasks.extract.events.examples import coded, holds

SHOWN = 5  # triggers that a finding lists before it says how many more there are


class Level(StrEnum):
    """How bad a finding is: an error stops the file from working as it says."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a rule file."""

    level: Level
    where: str
    problem: str
    remedy: str


def lint(path: Path, settings: Settings) -> list[Finding]:
    """All findings on a rule file, format first. The examples run only if the format is right."""
    if broken := list(format_errors(path)):
        return broken
    shipped, lexicon = load_events(), load_events(path)
    ids = {entry["id"] for entry in own_data(path).get("rule", ())}
    mine = [rule for rule in lexicon.rules if rule.id in ids]
    found = [f for rule in mine for f in (*habits(rule), *relations(rule, shipped))]
    return [*found, *failing_examples(mine, lexicon, settings)]


def format_errors(path: Path) -> Iterator[Finding]:
    """Each rule that cannot be read; where all can, what is wrong with the file as a whole."""
    try:
        load_events(path)
    except LexiconError as whole:
        yield from rule_errors(path) or [finding(whole)]


def rule_errors(path: Path) -> list[Finding]:
    lexicon, found = load_events(), []
    try:
        data = own_data(path)
        kind, named = own_type(data, lexicon.types, str(path)), word_lists(data, str(path))
    except LexiconError as error:
        return [finding(error)]
    for entry in data.get("rule", ()):
        try:
            parse_rule(entry, kind, {}, lexicon.frames, str(path), named)
        except LexiconError as error:
            found.append(finding(error))
    return found


def finding(error: LexiconError) -> Finding:
    return Finding(Level.ERROR, error.where, error.problem, error.remedy)


def triggers(rule: Rule) -> list[str]:
    """All triggers as written, with their part of speech."""
    return [f"{kind}: {p.text}" for kind in ("verbs", "nouns", "adjectives") for p in getattr(rule, kind)]


def habits(rule: Rule) -> Iterator[Finding]:
    """What works and is still not as it should be."""
    hits = [e.hit for e in rule.examples]
    if True not in hits:
        yield Finding(Level.WARNING, rule.id, "no example of what it codes", 'Add yes = ["..."]')
    if False not in hits:
        yield Finding(
            Level.NOTE, rule.id, "no near miss", 'Add no = ["..."]: a sentence with the same words that is no such event'
        )
    if twice := [t for t, n in Counter(triggers(rule)).items() if n > 1]:
        yield Finding(Level.WARNING, rule.id, f"triggers that stand twice: {some(twice)}", "Leave one of each")


def relations(rule: Rule, shipped: EventLexicon) -> Iterator[Finding]:
    """How a rule stands to the shipped ones."""
    known = {r.id: r for r in shipped.rules}
    if (old := known.get(rule.id)) is not None and old != rule:
        yield Finding(Level.NOTE, rule.id, "takes the place of the shipped rule", "Give it another id if it should add to it")
    mine = set(triggers(rule))
    for other in known.values():
        if other.type != rule.type and (shared := sorted(mine.intersection(triggers(other)))):
            remedy = "The rule with more conditions is tried first, then the one of higher priority"
            yield Finding(Level.NOTE, rule.id, f"shares triggers with {other.id} ({other.type}): {some(shared)}", remedy)


def some(texts: list[str]) -> str:
    more = len(texts) - SHOWN
    return "; ".join(texts[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def failing_examples(rules: list[Rule], lexicon: EventLexicon, settings: Settings) -> Iterator[Finding]:
    """The examples that do not come out as promised."""
    examples = [e for rule in rules for e in rule.examples]
    found = coded((e.text for e in examples), lexicon, settings)
    for example in examples:
        if not holds(example, events := found[example.text]):
            got = ", ".join(f"{e.type}{f'/{e.mode}' if e.mode else ''} by {e.rule_id}" for e in events) or "no event"
            yield Finding(
                Level.ERROR,
                example.rule_id,
                f"{promise(example)}: {example.text!r} gives {got}",
                "dateline lexicon try says why",
            )


def promise(example: Example) -> str:
    return f"an example of {example.type}" if example.hit else f"a near miss of {example.type}"
