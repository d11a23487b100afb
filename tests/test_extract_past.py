"""Deeds of before the story: a clause with its own year, a court's case, a memorial. The day of publication is never theirs."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coding import Parse, codes, events, of_type

TODAY = date(2025, 3, 10)  # a Monday
SUNDAY = date(2025, 3, 9)
Days = tuple[date, date] | None


def years(first: int, last: int = 0) -> tuple[date, date]:
    return date(first, 1, 1), date(last or first, 12, 31)


def day(d: date) -> tuple[date, date]:
    return d, d


NOW = day(TODAY)  # the day of publication: nothing tells another one

OWN_YEAR: list[tuple[str, str, Days]] = [
    ("war-in-which", "The two countries fought a war in 2020 in which more than 6,000 people were killed.", years(2020)),
    ("war-that", "The two states fought a war in the 1990s that killed 20,000 people.", years(1990, 1999)),
    ("range-of-years", "More than 6,000 people were killed in the 1991-95 war in Bosnia.", years(1991, 1995)),
    ("decade", "In the 1990s, rebels killed 300 villagers in Gao.", years(1990, 1999)),
    ("wreath", "A wreath was laid on Sunday for the dead of a war in which troops killed 900 in the 1980s.", years(1980, 1989)),
    ("attack-of-a-year", "In a 1999 attack, rebels killed 12 soldiers.", years(1999)),
    ("attack-of-a-year-behind", "Twelve soldiers were killed in a 1999 attack on the barracks.", years(1999)),
    ("last-year", "Last year, 40 people were killed in attacks on the town.", years(2024)),
    ("month-of-a-year", "Police killed three students in May 1998.", (date(1998, 5, 1), date(1998, 5, 31))),
    ("long-ago", "The war of 1870 killed 180,000 soldiers.", years(1870)),
    ("invasion", "The 2003 invasion killed thousands of civilians.", years(2003)),
    ("monument", "The president unveiled a monument on Sunday to 40 villagers killed by soldiers in 1982.", years(1982)),
    ("when-takes-it-up", "The raid was the worst since 2013, when rebels killed 67 shoppers.", years(2013)),
    ("died-when", "Twelve soldiers died in 1999 when rebels killed the guards.", years(1999)),
    ("of-the-same-sentence", "In 1982 soldiers entered the village and their officers killed 30 farmers.", years(1982)),
    ("of-the-sentence-before", "In 1982, soldiers shelled the village. At least 30 farmers were killed.", years(1982)),
    ("of-the-deed-before", "Rebels shelled the village in 1982. At least 30 farmers were killed.", years(1982)),
    ("open-period", "The conflict has killed half a million people since 2011.", (date(2011, 1, 1), TODAY)),
    ("open-since-a-deed", "Thousands of people have been killed since the 2003 invasion of Iraq.", (date(2003, 1, 1), TODAY)),
    ("open-since-it-began", "The conflict, which began in 2011, has killed 300 people.", (date(2011, 1, 1), TODAY)),
    ("open-since-january", "Police have killed 40 protesters since January.", (date(2025, 1, 1), TODAY)),
    # of no day that anybody tells
    ("ended-a-war", "A ceasefire ended the war in 1994 in which some 30,000 people were killed.", None),
    ("said-in-a-year", "He said in 2003 that soldiers had killed 40 farmers.", None),
    ("report-of-a-year", "A 2003 report said that soldiers killed 40 farmers.", None),
    ("twenty-years-after", "The raid came 20 years after soldiers killed 30 farmers in the same town.", None),
    ("months-after-a-raid-that", "Ten months after a raid that killed 12 people, nurses went on strike.", None),
    ("since-then", "More than 23,000 people have been killed since then.", None),
    # near misses: the year is another thing's
    ("founded", "The movement, founded in 1994, killed three policemen on Sunday.", day(SUNDAY)),
    ("of-a-movement-founded", "Rebels of a movement founded in 1994 killed three policemen.", NOW),
    ("of-an-uprising", "Rebels of the 1998 uprising killed three policemen.", NOW),
    ("trained", "Soldiers trained in 2010 killed three men.", NOW),
    ("fought-before", "Soldiers who fought in the 1967 war killed a man on Sunday.", day(SUNDAY)),
    ("set-against", "Rebels killed 40 soldiers in the deadliest attack since 2015.", NOW),
    ("since-sunday", "The army has killed 30 people since Sunday.", (SUNDAY, TODAY)),
    ("mine-of-a-year", "The mine opened in 1982. At least 30 farmers were killed.", NOW),
    ("a-day-after", "A bomb killed 12 people a day after the vote.", NOW),
    ("a-decade-after-on", "A decade after the war, mines killed three farmers on Sunday.", day(SUNDAY)),
    ("a-memorial-as-a-place", "A bomb killed 12 people at the memorial in Lima.", NOW),
    ("a-museum-as-a-target", "A raid on the museum killed four guards.", NOW),
]  # fmt: skip

COURT: list[tuple[str, str, Days]] = [
    ("jailed-for", "Three men were jailed for killing six people.", None),
    ("jailed-on", "Three men were jailed on Sunday for killing six people.", None),
    ("jailed-for-in", "A court in Lima jailed three men for killing six people in 2019.", years(2019)),
    ("sentenced-for-the", "He was sentenced to 12 years for the murder of two nurses.", None),
    ("convicted-of", "A Kenyan court convicted eight soldiers of the massacre of 30 herders.", None),
    ("convicted-in-a-year", "In 2013 a court convicted eight soldiers of the massacre of 30 herders.", None),
    (
        "life-for",
        "A court on Saturday sentenced three men to life in prison for a bomb attack in 2022 that killed six.",
        years(2022),
    ),
    ("extradited-over", "Two brothers were extradited over a bombing that killed six people.", None),
    ("trial-for", "The trial of two men for the murder of a judge opened on Sunday.", None),
    ("tried-for-of-a-year", "The court tried two men on Sunday for the murder of a judge in 2018.", years(2018)),
    ("pardoned-who", "The president pardoned five soldiers who killed 16 villagers.", None),
    (
        "for-the-month",
        "Two men were sentenced to death for killing nine people last month.",
        (date(2025, 2, 1), date(2025, 2, 28)),
    ),
    ("remembered", "Crowds marked the 20th anniversary of the massacre, in which police killed 40 students.", None),
    ("toll", "The death toll from an attack on a market rose to 17 on Wednesday.", None),
    ("toll-of-a-day", "The death toll from Sunday's attack rose to 17 on Monday.", day(SUNDAY)),
    # near misses
    ("arrested-over", "Police arrested four men over a blast that killed nine people on Sunday.", day(SUNDAY)),
    ("a-judge-killed", "Rebels killed a judge for sentencing two of them to death.", NOW),
    ("shot-after-a-trial", "A judge was shot dead on Sunday after the trial of two rebels.", day(SUNDAY)),
    ("outside-a-trial", "A bomber killed 12 people outside the trial of two rebels.", NOW),
    ("in-an-appeal-court", "Rebels killed a judge in an appeal court.", NOW),
    ("raid-on-a-jail", "Police shot dead three people in a raid on a jail.", NOW),
]


@pytest.mark.parametrize(("text", "days"), [pytest.param(*row[1:], id=row[0]) for row in OWN_YEAR + COURT])
def test_the_day_of_a_deed(parse: Parse, text: str, days: Days) -> None:
    found = of_type(events(parse, text, published=TODAY), "ASSAULT")
    deadly = [e for e in found if e.dead] or [e for e in found if e.other_mentions or e.quantities] or found
    assert deadly, codes(events(parse, text, published=TODAY))
    assert (deadly[0].date_start, deadly[0].date_end) == (days or (None, None))
    if days and (days[1] - days[0]).days > 31:
        assert deadly[0].time_precision == 4


ACTS = [
    ("COERCE", "A court in Lima jailed three men for killing six people in 2019.", NOW),
    ("COERCE", "On Sunday police arrested two men who bombed a bus in 2019.", day(SUNDAY)),
    ("PROTEST", "The five were jailed in December for taking part in a banned march.", None),
    ("ASSAULT/explosives", "In 2013 a court convicted five men of the bombing.", None),
]


@pytest.mark.parametrize(("code", "text", "days"), ACTS)
def test_the_day_of_the_other_act(parse: Parse, code: str, text: str, days: Days) -> None:
    (event,) = of_type(events(parse, text, published=TODAY), code)
    assert (event.date_start, event.date_end) == (days or (None, None))


CLAUSES = (
    "{when}, rebels killed 12 soldiers in Gao", "Rebels killed 12 soldiers in Gao {when}", "Twelve soldiers were killed {when}",
    "Soldiers shelled the village {when}, killing 12 people", "Rebels attacked the base {when} and killed 12 soldiers",
    "The army fought a war {when} in which 12 people were killed", "A raid {when} killed 12 people",
    "The mayor said on Sunday that rebels killed 12 soldiers {when}",
)  # fmt: skip


@settings(deadline=None)
@given(clause=st.sampled_from(CLAUSES), year=st.integers(1900, 2023), decade=st.booleans())
def test_a_clause_with_a_past_year_is_never_of_the_day_of_publication(
    parse: Parse, clause: str, year: int, decade: bool
) -> None:
    when = f"in the {year // 10 * 10}s" if decade else f"in {year}"
    told = clause.format(when=when) + "."
    found = of_type(events(parse, told[0].upper() + told[1:], published=TODAY), "ASSAULT")
    assert found
    assert {e.date_source for e in found} <= {"text", None}
    assert all(e.date_end is None or e.date_end.year <= year // 10 * 10 + 9 for e in found)


def test_a_correction_leaves_out_what_it_corrects(parse: Parse) -> None:
    title = "Correction: Gao attack killed 17, not 19"
    body = (
        "The Gao Herald said 19 people were killed in the attack on a market in Gao. Police said the attack killed 17 people."
    )
    (event,) = of_type(events(parse, f"{title}\n\n{body}", title=title), "ASSAULT")
    assert (event.dead, [q.value for q in event.quantities if q.role == "dead"]) == (17, [17])
