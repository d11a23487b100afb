"""The dateline at the head of a dispatch: "MOSCOW, Oct. 7 (Reuters) -", "NAIROBI, Kenya (AP) _", "new delhi: "."""

import re
from dataclasses import dataclass

from lexicon.countries import country_of_capital
from tasks.normalize.published import DAY
from tasks.normalize.words import agencies, large_towns, table, towns

MAX_HEAD = 200  # characters that a dateline may take
MAX_BEFORE = 160  # characters of title and byline that may stand before a dateline on its line
MIN_REST = 60  # characters of text after a dateline that has neither date nor agency

WORD = r"[^\W\d_][\w'’.]{0,24}(?:-[\w'’.]{1,24}){0,3}"
PLACE = rf"{WORD}(?: {WORD}){{0,4}}(?:/{WORD}(?: {WORD}){{0,2}}){{0,2}}(?: ?\([^\W\d_][\w .]{{1,30}}\)(?=,))?"
NOT_DAY = (
    r"(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d|NO DATE"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b)"
)
REGION = rf"(?:, ?{NOT_DAY}{WORD}(?: {NOT_DAY}{WORD}){{0,3}}){{0,2}}"
AGENCY = r"\(\s?(?P<agency>[^()\n]{2,60}?)\s?\)|/(?P<wire>[\w ]{2,20})/"
DATE = rf"(?:{DAY}|NO DATE|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?)"
SEPARATOR = r"(?:\s?--{1,2}|\s?[—–―_]|\s-|(?<=\))-|\s?:)(?![-\d])"

DATELINE = re.compile(
    rf"(?P<place>{PLACE}{REGION})?(?:,? ?(?P<date>{DATE}))?,?"
    rf"(?: ?(?:{AGENCY}))?,?(?: ?(?P<late>{DATE}))?(?P<sep>{SEPARATOR})?\s*",
    re.IGNORECASE,
)
SEPARATOR_AFTER = re.compile(rf",?(?:{SEPARATOR})?\s*")
STRONG = re.compile(
    r"(?<=[ \n])(?:[A-Z][A-Z'’.-]{1,24}[ ,/]{1,2}){1,6}[^\n]{0,30}?\([A-Z][A-Za-z /-]{1,30}\) ?(?:--?|[—–―_])(?= )",
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: as printed, its parts, and where the body begins after it."""

    text: str
    place: str
    date: str
    agency: str
    end: int


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline at the head of a body paragraph, if there is one."""
    match = DATELINE.match(paragraph[:MAX_HEAD])
    if not match or not match[0].strip():
        return None
    if not is_dateline(match, paragraph[match.end() :]):
        return None
    printed = paragraph[: match.start("sep") if match["sep"] else match.end()].strip().rstrip(",")
    agency = (match["agency"] or match["wire"] or "").strip()
    return Dateline(printed, (match["place"] or "").strip(), match["date"] or match["late"] or "", agency, match.end())


def is_dateline(match: re.Match[str], rest: str) -> bool:
    """Do place, date, agency and dash, as far as they are there, make a dateline?"""
    place, sep = match["place"] or "", match["sep"]
    agency = known_agency(match["agency"] or match["wire"] or "")
    date = match["date"] or match["late"]
    if not place:
        return agency and bool(sep or rest[:1].isupper())
    head, signed = place.partition(",")[0], bool(match["agency"] or match["wire"])
    upper = head.isupper()
    if upper and not rest[:60].isupper():
        complete = bool(date) and signed and known_town(head)  # "LAGOS, Mar 3 (Own Staff) The ..."
        return agency or complete or bool(sep and (date or signed or upper_place(place, sep)))
    if date or signed:
        known = known_place(place)
        return (agency and (bool(sep) or known)) or (bool(sep and date) and (upper or known))
    lower = place.islower() and rest[:60].islower()  # a text that has lost its capitals
    return bool(sep) and len(rest) >= MIN_REST and (known_place(place) or (lower and known_town(place)))


def known_agency(name: str) -> bool:
    """The agency, or one of several: (ACAN-EFE), (AP/Reuters), (PA Media)."""
    parts = [name, *re.split(r"\s?[-/,]\s?", name)]
    return any(part.strip().casefold() in agencies() for part in parts)


def upper_place(place: str, sep: str) -> bool:
    """A place in capitals: a town that is known, or with its region, or a place of no town such as ABOARD THE USS EXAMPLE."""
    head, comma, _ = place.partition(",")
    if any(map(known_town, (head, *re.split(r"[/(]", head)))):
        return True
    if sep.strip() == ":":
        return False
    unusual = any(head.casefold().startswith(word) for word in table("anywhere"))
    return bool(comma) or unusual or country_of_capital(head) is not None  # "MALE --", a common word elsewhere


def known_town(name: str) -> bool:
    return name.strip().casefold() in towns()


def known_place(place: str) -> bool:
    """A large town, alone or before its region, in whatever case it is written."""
    head = re.split(r" ?[,/(]", place, maxsplit=1)[0].strip().casefold()
    return head in large_towns() or (head in table("anywhere") and " " in head)


def split_before(paragraph: str) -> int | None:
    """Where a dateline begins in a line that has title and byline before it; None if there is no such dateline."""
    if find_dateline(paragraph):
        return None
    match = STRONG.search(paragraph[: MAX_BEFORE + MAX_HEAD])
    if not match or match.start() > MAX_BEFORE or re.search(r"[.!?]\s", paragraph[: match.start()]):
        return None
    # "JANE ROE KALNA (AP) -": the byline is in capitals too; the town is the longest end of them that is known.
    words = [found.start() for found in re.finditer(r"[A-Z][^ ,/]*", match[0].partition(",")[0].partition("(")[0])]
    ends = [at for at in words if known_town(re.split(r",| \(", match[0][at:], maxsplit=1)[0])]
    at = match.start() + (ends[0] if ends else 0)
    return at if find_dateline(paragraph[at:]) else None


def body_start(paragraph: str, dateline: str) -> int:
    """Where the body begins in a paragraph that opens with this dateline; 0 if it does not."""
    if not dateline or not paragraph.startswith(dateline):
        return 0
    match = SEPARATOR_AFTER.match(paragraph, len(dateline))
    return match.end() if match else len(dateline)
