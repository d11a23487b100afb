"""`dateline lexicon`: lints a rule file, and shows what a sentence is coded as and why."""

from pathlib import Path

from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.text import Text

from flows.explain import parse_tree, refused_table, rule_text
from flows.inert import line, styled
from flows.telling import fields_table, headline, highlighted
from lexicon.events import EventLexicon, load_events
from schemas.errors import LexiconError, SourceError
from schemas.settings import Settings
from tasks.annotate import annotate
from tasks.extract.article import Extraction, extract
from tasks.extract.events.examples import sentence_article
from tasks.extract.events.lint import Level, lint

STYLES = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.NOTE: "dim"}


def check_rules(path: Path, settings: Settings) -> None:
    """Prints every finding on a rule file. Raises LexiconError if one is an error."""
    found, console = lint(path, settings), Console()
    for f in found:
        finding = Text.assemble(line(f.where), ": ", (f.level, STYLES[f.level]), line(f": {f.problem}. {f.remedy}."))
        console.print(finding, highlight=False, soft_wrap=True)
    counts = {level: sum(f.level is level for f in found) for level in Level}
    told = ", ".join(f"{n} {level}{'' if n == 1 else 's'}" for level, n in counts.items())
    if counts[Level.ERROR]:
        raise LexiconError(str(path), told, "Mend the errors above")
    console.print(styled(f"{path}: {told}"), highlight=False, soft_wrap=True)


def try_sentence(text: str, published: str | None, settings: Settings) -> None:
    """Prints the events of a text, the parse and the refused rules of each of its sentences."""
    given = {"published": published} if published else {}
    if (article := sentence_article(text, settings, **given)) is None:
        raise SourceError("the sentence", "no text is left of it", "Give a sentence in quotation marks")
    lexicon, console = load_events(settings.lexicon), Console()
    annotated = next(annotate([article], settings.model, settings.max_words))
    found = extract(annotated, lexicon)
    for panel in event_panels(found, lexicon):
        console.print(panel)
    if not found.events:
        console.print("No event is coded.")
    for sentence in annotated.doc.sents:
        console.print(Panel(parse_tree(sentence.root), title="Parse"))
        if (refused := refused_table(found, sentence.root)).row_count:
            console.print(Panel(refused, title="Considered and refused"))


def event_panels(found: Extraction, lexicon: EventLexicon) -> list[RenderableType]:
    """Sentence, fields with their reasons, and rule of each event."""
    rules = {rule.id: rule for rule in lexicon.rules}
    shown: list[RenderableType] = []
    for n, event in enumerate(found.events, 1):
        rule = rule_text(rules.get(event.rule_id), event)
        rule.stylize("dim")
        title = styled(f"{n}. {headline(event)}")
        shown += [Panel(highlighted(event), title=title), fields_table(event), rule, ""]
    return shown
