"""`dateline explain`: an event's sentence, its parse, the rule that fired, the reason for each field, and what was refused."""

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from rich.tree import Tree
from spacy.tokens import Token

from flows.inert import line, styled
from flows.telling import fields_table, headline, highlighted
from lexicon.events import Rule, load_events
from schemas.settings import Settings
from schemas.tables import Article, Event
from tasks.annotate import Annotated, annotate
from tasks.extract.article import Extraction, extract
from tasks.fingerprint import fingerprint
from warehouse.query import event as find_event


def explain_event(event_id: str, settings: Settings) -> None:
    """Prints all that led to an event. The parse is made again from the stored text: it is the same for the same model."""
    event, article = find_event(settings.data_dir, event_id)
    annotated = next(annotate([article], settings.model, settings.max_words))
    lexicon = load_events(settings.lexicon)
    found = extract(annotated, lexicon)
    stale = article.fingerprint != fingerprint(settings)
    rule = next((r for r in lexicon.rules if r.id == event.rule_id), None)
    Console().print(Group(*panels(event, article, annotated, found, rule, stale)))


def panels(
    event: Event, article: Article, annotated: Annotated, found: Extraction, rule: Rule | None, stale: bool
) -> list[Panel]:
    shown = [
        Panel(
            highlighted(event),
            title="Sentence",
            subtitle=styled(f"{article.title or article.article_id} · {article.published or 'undated'}"),
        ),
        Panel(fields_table(event), title=styled(headline(event))),
        Panel(rule_text(rule, event), title="Rule"),
    ]
    if (token := trigger_token(event, annotated)) is not None:
        shown.append(Panel(parse_tree(token.sent.root), title="Parse"))
        shown.append(Panel(refused_table(found, token), title="Considered and refused in this sentence"))
    if stale:
        note = "The code, lexicon or model has changed since this event was extracted; parse and refusals are of today's."
        shown.append(Panel(note, style="yellow"))
    return shown


def rule_text(rule: Rule | None, event: Event) -> Text:
    if rule is None:
        return styled(f"{event.rule_id}: no longer in the lexicon")
    triggers = ", ".join(p.text for p in (*rule.verbs, *rule.nouns, *rule.adjectives)[:8])
    return styled(f"{rule.id} · frame {rule.frame} · triggers {triggers} …"[:400])


def trigger_token(event: Event, annotated: Annotated) -> Token | None:
    """The token that the event's trigger begins with, in today's parse."""
    return next((t for t in annotated.doc if annotated.span(t.i, t.i + 1).start == event.trigger.start), None)


def parse_tree(root: Token) -> Tree:
    """The dependency parse of a sentence."""
    tree = Tree(token_text(root))
    for child in root.children:
        tree.add(parse_tree(child))
    return tree


def token_text(token: Token) -> Text:
    labels = " ".join(filter(None, (token.dep_, token.tag_, token.ent_type_)))
    return Text.assemble((line(token.text), "bold"), " ", (labels, "dim"))


def refused_table(found: Extraction, token: Token) -> Table:
    table = Table("word", "rule", "why not", box=None, header_style="dim")
    for refusal in found.refusals:
        if refusal.head.sent.start == token.sent.start:
            table.add_row(styled(refusal.head.text), styled(refusal.rule_id), styled(refusal.reason))
    return table
