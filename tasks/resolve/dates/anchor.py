"""What a relative expression is relative to: the publication date, the tense around it, the date told before it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tasks.resolve.dates.values import days, nth_weekday, plus, shift_month, shifted, week_value

PAST, OPEN, FUTURE = -1, 0, 1
AGAINST = 240  # days that an option against the tense counts further away: 'was due on Dec. 24'
FEBRUARY = 2
FAR_AGAINST = 300  # of holidays, which are seldom told long ahead
SOON, NOT_SOON = 3, 4  # a month so near ahead is meant, even beside a past verb: the one behind would be 'last November'


@dataclass(slots=True)
class Anchor:
    """`today` is None without a publication date: then only absolute expressions get full values.

    `tense` tells where the verb around the character position points; `told` is the value of the last date told before.
    """

    today: date | None
    tense: Callable[[int], int]
    told: list[str] = field(default_factory=list)
    period: str = ""  # the quarter that the text speaks of

    def ago(self, count: float, unit: str, sign: int = -1) -> str:
        """'two weeks ago' is 2015-W39; '24 hours ago' is the day."""
        if self.today is None:
            return "PAST_REF" if sign < 0 else "FUTURE_REF"
        if unit.startswith("T"):
            hours = count * {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit]
            return shifted(self.today, sign * int(hours // 24), "D")
        return shifted(self.today, sign * round(count), unit)

    def after(self, count: float, unit: str, sign: int) -> str:
        """'two days later': counted from the day told last."""
        base = next((start for v in reversed(self.told) if (start := days(v).start)), self.today)
        if base is None or unit.startswith("T"):
            return ""
        return shifted(base, sign * round(count), unit)

    def relative(self, by: int, unit: str) -> str:
        """'last month' (-1), 'this month' (0), 'next month' (1)."""
        if self.today is None:
            return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(unit, "XXXX")
        return shifted(self.today, by, unit)

    def weekday(self, number: int, at: int, which: str = "") -> str:
        """The nearest such day in the direction of the tense; today's own weekday is today."""
        if self.today is None:
            return f"XXXX-WXX-{number}"
        back = (self.today.isoweekday() - number) % 7
        direction = self.tense(at) if which in ("", "this") else FUTURE if which in ("next", "coming") else PAST
        if direction == FUTURE:
            ahead = (-back) % 7
            return (self.today + timedelta(ahead or (7 if which in ("next", "coming") else 0))).isoformat()
        return (self.today - timedelta(back or (7 if which in ("last", "previous") else 0))).isoformat()

    def month(self, month: int, at: int, which: str = "") -> str:
        if self.today is None:
            return f"XXXX-{month:02}"
        return f"{self.year_of(month, at, which):04}-{month:02}"

    def year_of(self, month: int, at: int, which: str) -> int:
        """'January' is the nearest one, 'last' and 'next' and a future verb decide where it lies."""
        assert self.today is not None
        this, this_month = self.today.year, self.today.month
        if which in ("last", "this past"):
            return this if month < this_month else this - 1
        if which in ("next", "coming"):
            return this if month > this_month else this + 1
        if which == "this":
            return this
        ahead = (month - this_month) % 12  # months until it comes
        future = ahead <= (SOON if self.tense(at) == PAST else NOT_SOON) or self.tense(at) == FUTURE
        return self.today.year + (month < this_month) if future else self.today.year - (month > this_month)

    def day_of_month(self, month: int, day: int, at: int) -> str:
        """A day without a year: the nearest one, unless the tense says otherwise."""
        if self.today is None:
            return f"XXXX-{month:02}-{day:02}"
        options = []
        for year in (self.today.year - 1, self.today.year, self.today.year + 1):
            try:
                options.append(date(year, month, day))
            except ValueError:
                continue
        if not options:
            return ""
        return self.nearest(options, at, AGAINST).isoformat()

    def season(self, code: str, at: int, which: str) -> str:
        if self.today is None:
            return f"XXXX-{code}"
        first = {"WI": 12, "SP": 3, "SU": 6, "FA": 9}[code]
        now, year = self.today.month, self.today.year
        if which == "next":
            return f"{year if first > now else year + 1}-{code}"
        if code == "WI" and now <= FEBRUARY:
            year -= 1  # the winter that began in December
        if which in ("last", "this past"):
            return f"{year if first + 2 < now else year - 1}-{code}"
        return f"{year}-{code}"

    def holiday(self, rule: str, at: int) -> str:
        if self.today is None:
            return f"XXXX-{rule}" if "-" in rule[:3] else "XXXX-XX-XX"
        years = (self.today.year - 1, self.today.year, self.today.year + 1)
        return self.nearest([holiday_in(year, rule) for year in years], at, FAR_AGAINST).isoformat()

    def nearest(self, options: Sequence[date], at: int, against: int) -> date:
        """The option nearest to today; one against the direction of the tense counts so many days further away."""
        today, tense = self.today or min(options), self.tense(at)
        return min(options, key=lambda d: abs((d - today).days) + (against if tense * (d - today).days < 0 else 0))

    def weekend(self, by: int) -> str:
        return f"{week_value(self.today + timedelta(7 * by))}-WE" if self.today else "XXXX-WXX-WE"

    def quarter(self, number: int, year: str = "") -> str:
        """'the third quarter': of the year told, else the last one that has begun."""
        if year:
            return f"{year}-Q{number}"
        if self.today is None:
            return f"XXXX-Q{number}"
        current = (self.today.month + 2) // 3
        return f"{self.today.year if number <= current else self.today.year - 1}-Q{number}"

    def quarter_told(self, back: int = 0) -> str:
        """The quarter that the text speaks of, or the same one `back` years before; the last full one if none is told."""
        if not self.period and self.today is not None:
            year, month = shift_month(self.today.year, self.today.month, -3)
            self.period = f"{year:04}-Q{(month + 2) // 3}"
        year_text, _, part = self.period.partition("-")
        return f"{int(year_text) - back:04}-{part}" if year_text.isdigit() else "XXXX-QX"


def holiday_in(year: int, rule: str) -> date:
    if "/" in rule:
        month, weekday, n = map(int, rule.split("/"))
        return nth_weekday(year, month, weekday, n)
    return date(year, int(rule[:2]), int(rule[3:]))


__all__ = ["FUTURE", "OPEN", "PAST", "Anchor", "plus"]
