"""The data files of the lexicon: each loads, repeats nothing and keeps to the codebook; a bad rule file is refused by name."""

import csv
import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lexicon import contexts, countries, eventive, factuality, grammar, harm, light, reporting, weights, world
from lexicon.events import RULE_KEYS, Example, Rule, load_events, pattern
from lexicon.files import OF_GROUPING, data_files, digest, read_csv, read_toml
from lexicon.rule_words import SLOTS
from schemas.codebook import Context, Factuality, QuantityRole
from schemas.errors import LexiconError
from tasks.extract.events.lint import Level, habits, triggers
from tasks.extract.events.slots import SLOTS as ENGINE_SLOTS
from tasks.fingerprint import CODING, reached

LEXICON = load_events()
FILES = [Path(str(entry)) for entry in data_files()]
CSVS = [f for f in FILES if f.suffix == ".csv"]
TOMLS = [f for f in FILES if f.suffix == ".toml"]

# The codebook's table of types: quad class, score, and the scores of the modes.
CODEBOOK: dict[str, tuple[str, float, dict[str, float]]] = {
    "AGREE": ("VC", 2.5, {}),
    "CONSULT": ("VC", 2.5, {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5}),
    "SUPPORT": ("VC", 5, {}),
    "CONCEDE": ("VC", 4.5, {}),
    "COOPERATE": ("MC", 9.5, {}),
    "AID": ("MC", 10, {}),
    "RETREAT": ("MC", 6.5, {"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5, "access": 6.5, "resign": 4.5}),
    "REQUEST": ("VX", 0, {"assist": 0.5, "change": -1, "yield": -1, "meet": 0}),
    "ACCUSE": ("VX", -2, {"disapprove": -2, "allege": -3.5, "investigate": -3.5}),
    "REJECT": ("VX", -2, {"assist": -1.5, "change": -2, "yield": -2, "meet": -2}),
    "THREATEN": ("VX", -3.5, {
        "restrict": -3, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4, "violence": -3.5,
    }),
    "PROTEST": ("MX", -5, {
        "demo": -5, "riot": -7, "strike": -5, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5, "vandalize": -5,
    }),
    "SANCTION": ("MX", -6, {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6}),
    "MOBILIZE": ("MX", -5.5, {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6}),
    "COERCE": ("MX", -7, {
        "seize": -7, "restrict": -7, "censor": -6.5, "curfew": -6.5, "martial-law": -7.5, "arrest": -7, "deport": -7,
        "withhold": -7, "misinformation": -6.5, "cyber": -7,
    }),
    "ASSAULT": ("MX", -9, {
        "abduct": -8.5, "beat": -7.5, "torture": -8.5, "sexual": -8.5, "targeted": -9.5, "destroy": -8.5, "primitive": -8,
        "firearms": -9, "explosives": -9, "suicide-attack": -9.5, "aerial": -9.5, "drone": -9.5, "heavy-weapons": -9.5,
        "crowd-control": -7.5, "unconventional": -10,
    }),
}  # fmt: skip


# -- shipped files ---------------------------------------------------------------------------------------------------------


def rows(path: Path) -> list[tuple[str, ...]]:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(row) for row in csv.reader(lines)]


@pytest.mark.parametrize("path", CSVS, ids=lambda p: p.name)
def test_csv(path: Path) -> None:
    header, *body = rows(path)
    assert body
    assert len(set(header)) == len(header)
    assert not [row for row in body if len(row) != len(header)], "rows with more or fewer cells than the header"
    assert not [row for row, n in Counter(body).items() if n > 1], "rows that stand twice"
    assert not [row for row in body if any(cell != cell.strip() for cell in row)], "blanks around a cell"
    assert len(read_csv(str(path).split("lexicon/")[-1])) == len(body)


@pytest.mark.parametrize("path", TOMLS, ids=lambda p: p.name)
def test_toml(path: Path) -> None:
    assert read_toml(str(path).split("lexicon/")[-1])


def test_every_loader_takes_its_file() -> None:
    loaded = (
        contexts.context_cues(), countries.names(), countries.demonyms(), countries.capitals(), eventive.event_nouns().nouns,
        factuality.cues(), grammar.grammar().relative, harm.harm().verbs, light.light_verbs(), reporting.reporting(),
        weights.confidence_weights(), world.roles(), world.bodies(), world.leaders(), world.equipment(), world.titles(),
    )  # fmt: skip
    assert all(loaded)


def test_the_digest_is_twelve_hex_digits_and_lasts() -> None:
    assert len(digest()) == 12
    assert int(digest(), 16) >= 0
    assert digest() == digest()


def test_files_that_coding_does_not_read_make_no_warehouse_stale() -> None:
    assert {entry.name for entry in data_files()} >= set(OF_GROUPING)
    assert "grouping.py" not in {path.name for path in reached(CODING, {})}, "what reads them is no part of coding"


@pytest.mark.parametrize("read", [read_toml, read_csv], ids=["toml", "csv"])
def test_a_missing_file_is_named(read: Any) -> None:
    with pytest.raises(LexiconError, match="lexicon/none_such"):
        read("none_such")


# -- shipped rules ---------------------------------------------------------------------------------------------------------


def test_the_types_are_those_of_the_codebook() -> None:
    found = {name: (kind.quad, kind.score, dict(kind.modes)) for name, kind in LEXICON.types.items()}
    assert found == CODEBOOK


def test_there_are_triggers_enough() -> None:
    assert len({t for rule in LEXICON.rules for t in triggers(rule)}) >= 1500


def test_no_rule_has_a_trigger_twice_or_lacks_an_example() -> None:
    assert not [f for rule in LEXICON.rules for f in habits(rule) if f.level is Level.WARNING]


def test_rule_ids_begin_with_their_type() -> None:
    assert not [r.id for r in LEXICON.rules if not r.id.startswith(r.type.casefold() + ".")]


@pytest.mark.parametrize("name", CODEBOOK)
def test_every_type_has_examples_and_near_misses_enough(name: str) -> None:
    hits = [e.hit for r in LEXICON.rules if r.type == name for e in r.examples]
    assert len(hits) >= 12
    assert hits.count(False) >= len(hits) / 3


def test_the_slots_of_rules_are_those_of_the_engine() -> None:
    assert {*ENGINE_SLOTS, "light_subject"} == set(SLOTS)


def test_every_frame_is_used() -> None:
    assert {r.frame for r in LEXICON.rules} == set(LEXICON.frames)


def test_the_codebook_has_37_contexts() -> None:
    assert len(Context) == 37


def test_context_words_give_contexts_of_the_codebook() -> None:
    assert {c for found in contexts.context_cues().values() for c in found} <= set(Context)


def test_harm_words_give_roles_of_the_codebook() -> None:
    words = harm.harm()
    assert {*words.verbs.values(), *words.adjectives.values(), *words.nouns.values(), *words.units.values()} <= set(
        QuantityRole
    )


def test_light_verbs_speak_of_known_roles_and_types() -> None:
    for entry in itertools.chain.from_iterable(light.light_verbs().values()):
        assert {entry.subject, entry.object, entry.dative, *entry.preps.values()} <= {"actor", "recipient", "none"}
        assert entry.types <= set(CODEBOOK)
        assert entry.factuality in ("", *Factuality)
        assert entry.noun in ("object", "subject") or entry.noun.startswith("prep:")


# -- the notation of triggers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "noun", "head", "rest", "after_of"),
    [
        pytest.param("bomb", False, {"bomb"}, [], [], id="verb"),
        pytest.param("call for", False, {"call"}, [{"for"}], [], id="phrasal-verb"),
        pytest.param("impose|slap sanction|tariff", False, {"impose", "slap"}, [{"sanction", "tariff"}], [], id="alternatives"),
        pytest.param("Air Strike", True, {"strike"}, [{"air"}], [], id="noun-head-is-last"),
        pytest.param("state of emergency", True, {"state"}, [], [{"emergency"}], id="noun-head-before-of"),
        pytest.param("state of emergency", False, {"state"}, [{"of"}, {"emergency"}], [], id="a-verb-has-no-of-noun"),
    ],
)
def test_pattern(text: str, noun: bool, head: set[str], rest: list[set[str]], after_of: list[set[str]]) -> None:
    found = pattern(text, "here", noun)
    assert (found.head, list(found.rest), list(found.after_of)) == (head, rest, after_of)


@pytest.mark.parametrize("text", ["", " ", "call  for", "|", "a|", "call |for", " call"])
def test_triggers_with_empty_words_are_refused(text: str) -> None:
    with pytest.raises(LexiconError, match="empty word"):
        pattern(text, "here")


# -- rule files of one's own -----------------------------------------------------------------------------------------------

GOOD = """
type = "ASSAULT"
[[rule]]
id = "mine.zap"
verbs = ["zap"]
yes = ["Rebels zapped the base."]
no = ["He zapped through the channels."]
"""


def own(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return path


def rule_named(rule_id: str, path: Path | None) -> Rule | None:
    return next((r for r in load_events(path).rules if r.id == rule_id), None)


def test_an_own_file_adds_a_rule(tmp_path: Path) -> None:
    path = own(tmp_path, GOOD)
    rule = rule_named("mine.zap", path)
    assert rule is not None
    assert (rule.type, rule.mode, rule.quad, rule.score, rule.frame) == ("ASSAULT", None, "MX", -9, "act")
    assert [(e.hit, e.text) for e in rule.examples] == [
        (True, "Rebels zapped the base."),
        (False, "He zapped through the channels."),
    ]
    assert "zap" in load_events(path).verbs
    assert "zap" not in LEXICON.verbs
    assert len(load_events(path).rules) == len(LEXICON.rules) + 1


def test_an_own_file_overrides_a_rule(tmp_path: Path) -> None:
    path = own(tmp_path, GOOD.replace("mine.zap", "assault.attack"))
    rule = rule_named("assault.attack", path)
    assert rule is not None
    assert [p.text for p in rule.verbs] == ["zap"]
    assert len(load_events(path).rules) == len(LEXICON.rules)
    assert not any(r.id == "assault.attack" for _, r in load_events(path).verbs["attack"])


def test_an_own_file_adds_a_type(tmp_path: Path) -> None:
    head = 'type = "BARTER"\nquad = "MC"\nscore = 3\nfuture = "AGREE"\n[modes]\ngrain = 4\n'
    path = own(tmp_path, head + '[[rule]]\nid = "barter.swap"\nmode = "grain"\nverbs = ["swap"]\n')
    rule = rule_named("barter.swap", path)
    assert rule is not None
    assert (rule.type, rule.mode, rule.quad, rule.score, rule.future) == ("BARTER", "grain", "MC", 4, "AGREE")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        pytest.param('verbs = ["zap"]', 'verbz = ["zap"]', "verbz", id="unknown-key"),
        pytest.param('verbs = ["zap"]', 'verbs = ["zap"]\nmode = "nuclear"', "no mode 'nuclear'", id="unknown-mode"),
        pytest.param('verbs = ["zap"]', 'verbs = ["zap"]\nframe = "zapping"', "unknown frame 'zapping'", id="unknown-frame"),
        pytest.param('verbs = ["zap"]', 'verbs = ["zap"]\nneeds = "agent"', "no such value", id="unknown-demand"),
        pytest.param('verbs = ["zap"]', 'verbs = ["zap"]\nactor = ["subj"]', "no such slot", id="unknown-slot"),
        pytest.param('verbs = ["zap"]', 'verbs = "zap"', "list of strings", id="a-string-for-a-list"),
        pytest.param('verbs = ["zap"]', "verbs = [1]", "list of strings", id="numbers-for-words"),
        pytest.param('verbs = ["zap"]', 'verbs = ["zap  out"]', "empty word", id="two-blanks"),
        pytest.param('verbs = ["zap"]', 'verbs = [""]', "empty word", id="empty-trigger"),
        pytest.param('verbs = ["zap"]', 'verbs = ["zap|"]', "empty word", id="empty-alternative"),
        pytest.param('verbs = ["zap"]', 'subject = ["rebel"]', "needs an id and verbs", id="no-trigger"),
        pytest.param('id = "mine.zap"', "", "needs an id", id="no-id"),
        pytest.param(
            'verbs = ["zap"]', 'verbs = ["zap"]\nfuture = "THREATEN/nothing"', "THREATEN/nothing", id="bad-future-mode"
        ),
        pytest.param('verbs = ["zap"]', 'verbs = ["zap"]\nfuture = "SMILE"', "SMILE", id="bad-future-type"),
        pytest.param('verbs = ["zap"]', 'verbs = ["zap"]\nalso = "SMILE"', "SMILE", id="bad-also"),
        pytest.param('no = ["He', '[[rule]]\nid = "mine.zap"\nverbs = ["zip"]\nno = ["He', "share an id", id="duplicate-ids"),
        pytest.param('type = "ASSAULT"', 'type = "SMILE"', "quad", id="new-type-without-quad"),
        pytest.param('type = "ASSAULT"', 'type = "SMILE"\nquad = "VC"\nscore = "high"', "score", id="score-no-number"),
        pytest.param('type = "ASSAULT"', 'type = "SMILE"\nqaud = "VC"\nscore = 1', "qaud", id="unknown-key-of-the-file"),
        pytest.param('type = "ASSAULT"', "type = ASSAULT", "own.toml", id="not-toml"),
    ],
)
def test_bad_rule_files_are_refused(tmp_path: Path, old: str, new: str, named: str) -> None:
    assert old in GOOD
    with pytest.raises(LexiconError, match=named) as caught:
        load_events(own(tmp_path, GOOD.replace(old, new, 1)))
    assert caught.value.remedy


LISTED = """
type = "ASSAULT"
[words]
base = ["base", "camp"]
[[rule]]
id = "mine.zap"
verbs = ["zap $base|fort"]
object = ["$base", "fort"]
"""


def test_a_list_of_words_stands_for_its_words(tmp_path: Path) -> None:
    rule = rule_named("mine.zap", own(tmp_path, LISTED))
    assert rule is not None
    assert rule.object == ("base", "camp", "fort")
    assert rule.verbs[0].rest == ({"base", "camp", "fort"},)


@pytest.mark.parametrize("old", ['["$base", "fort"]', '["zap $base|fort"]'])
def test_an_unknown_list_of_words_is_refused(tmp_path: Path, old: str) -> None:
    with pytest.raises(LexiconError, match="no word list 'bass'"):
        load_events(own(tmp_path, LISTED.replace(old, old.replace("$base", "$bass"))))


def test_a_missing_rule_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.toml"):
        load_events(tmp_path / "none.toml")


def test_unknown_keys_are_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(LexiconError) as caught:
        load_events(own(tmp_path, GOOD.replace("verbs", "verbz")))
    assert all(key in caught.value.remedy for key in RULE_KEYS)


def test_examples_may_name_their_parties(tmp_path: Path) -> None:
    told = '[{text = "Rebels zapped the base.", actors = ["Rebels"], recipients = ["base"]}]'
    rule = rule_named("mine.zap", own(tmp_path, GOOD.replace('["Rebels zapped the base."]', told)))
    assert rule is not None
    assert rule.examples[0] == Example("mine.zap", "ASSAULT", None, True, "Rebels zapped the base.", ("Rebels",), ("base",))
