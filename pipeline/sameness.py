"""How sure it is that two reports tell of one event.

A pair is first held against what speaks against it: another kind of event, parties that do not fit, days
that do not meet, news older than the event. What remains is weighed: `score` says how much speaks for it, and
None that it cannot be. Day-exact reports of the same parties are one event even where they name different
instruments (one ceremony, many papers); where a date is vague, everything else told must agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.body_likeness import likeness, pieces_of
from extractors.name_likeness import Likeness, name_likeness
from pipeline.families import Families
from pipeline.reports import Report, Side, titles_agree

ENOUGH = 3.0
_STRONG, _WEAK = 1.0, 0.4
_SAME_DAY, _SAME_DAYS, _SAME_MONTH, _VAGUE = 1.5, 1.3, 0.8, 0.6
# One ceremony, many papers: what is told of them speaks only so much against one event on one day.
_WORST = -0.5
_NEAR_DAYS = 3
_MONTH_DAYS = 62
_NEWS_LAG = 12
_ALIKE_NAMES = 0.6
_TITLE_AGREES, _TITLE_DIFFERS = 0.7, 0.4
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Parties:
    """How many parties are the same, may be the same, and are left over on the side that names fewer."""

    strong: int
    weak: int
    left: int


def score(a: Report, b: Report, families: Families) -> float | None:
    """How much speaks for one event (`ENOUGH` and more: it is one), or None if something rules it out."""
    if a.doc_id == b.doc_id or a.type != b.type or _planned(a) != _planned(b):
        return None
    parties = _parties(a, b, families)
    if parties is None:
        return None
    when = _when(a, b)
    sure_day = when is not None and _width(a) <= _NEAR_DAYS and _width(b) <= _NEAR_DAYS
    people = _people(a, b)
    if when is None:
        when = _days_apart(a, b, parties, people)
        if when is None:
            return None
    titles = _titles(a, b)
    if parties.strong + parties.weak < _FEWEST and max(people, titles) <= 0:
        return None
    points = [_kinds(a, b), titles, _fields(a, b), _place(a, b), people, _news(a, b)]
    if not sure_day and min(points) < 0:
        return None
    return when + _STRONG * parties.strong + _WEAK * parties.weak + max(sum(points), _WORST)


def _planned(report: Report) -> bool | None:
    """Whether an announcement is of something to come; others are acts."""
    if report.type != "announcement":
        return None
    return not report.statuses or "planned" in report.statuses


def _parties(a: Report, b: Report, families: Families) -> _Parties | None:
    fewer, more = sorted((a.sides, b.sides), key=len)
    open_sides, rest, strong, weak = list(more), [], 0, 0
    for side in fewer:
        found = next((other for other in open_sides if other.line == side.line), None)
        if found is None:
            rest.append(side)
        else:
            open_sides.remove(found)
            strong += 1
    for side in rest:
        found = next((other for other in open_sides if _may_be(side, other, families)), None)
        if found is not None:
            open_sides.remove(found)
            weak += 1
    left = len(fewer) - strong - weak
    if not strong or (left and (a.type != "conference" or strong < _FEWEST)):
        return None
    return _Parties(strong, weak, left)


def _may_be(one: Side, other: Side, families: Families) -> bool:
    """A part and its whole, a government and one of its bodies, or a body that is not known."""
    if one.known and other.known:
        if one.country != other.country or one.country is None:
            return False
        governing = families.is_government(one.party_id) or families.is_government(other.party_id)
        return families.are_kin(one.party_id, other.party_id) or governing
    if None not in (one.country, other.country) and one.country != other.country:
        return False
    if one.chinese != other.chinese:
        return True
    return likeness(pieces_of(one.name), pieces_of(other.name)) >= _ALIKE_NAMES


def _when(a: Report, b: Report) -> float | None:
    if a.days is None or b.days is None:
        return _VAGUE if a.date == b.date and a.date is not None else None
    if _told_before(a, b) or _told_before(b, a):
        return None
    if a.days[0] > b.days[1] or b.days[0] > a.days[1]:
        return None
    if a.exact and b.exact:
        return _SAME_DAY
    widest = max(_width(a), _width(b))
    if widest <= _NEAR_DAYS:
        return _SAME_DAYS
    return _SAME_MONTH if widest <= _MONTH_DAYS else _VAGUE


def _width(report: Report) -> int:
    return report.days[1] - report.days[0] if report.days else _MONTH_DAYS + 1


def _told_before(a: Report, b: Report) -> bool:
    """Whether one report was published before the day that the other tells: it tells of something else."""
    if a.type == "announcement" or a.told_by is None or b.days is None:
        return False
    return a.told_by < b.days[0] - 1


def _days_apart(a: Report, b: Report, parties: _Parties, people: float) -> float | None:
    """Sources that differ by a day or two tell of one signing only if its people or titles agree."""
    if not (a.exact and b.exact and a.days and b.days) or parties.weak or parties.left:
        return None
    agreeing = people > 0 or _titles(a, b) > 0
    near = abs(a.days[0] - b.days[0]) <= _NEAR_DAYS
    return _VAGUE if a.type == "signing" and near and agreeing else None


def _kinds(a: Report, b: Report) -> float:
    if not a.kinds or not b.kinds:
        return 0.0
    return 0.4 if a.kinds & b.kinds else -0.3


def _titles(a: Report, b: Report) -> float:
    told = [(one, other) for one in a.titles for other in b.titles if one.chinese == other.chinese]
    if any(titles_agree(*pair, _TITLE_AGREES) for pair in told):
        return 0.6
    return -0.3 if told and not any(titles_agree(*pair, _TITLE_DIFFERS) for pair in told) else 0.0


def _fields(a: Report, b: Report) -> float:
    if not a.fields or not b.fields:
        return 0.0
    return 0.3 if a.fields & b.fields else -0.2


def _place(a: Report, b: Report) -> float:
    if a.country is None or b.country is None:
        return 0.0
    return 0.2 if a.country == b.country else -0.3


def _people(a: Report, b: Report) -> float:
    """Somebody in common; against it speaks if both name people of one country, and none is the same."""
    comparable = False
    for name, country in a.people:
        for other, other_country in b.people:
            if country == other_country:
                comparable = True
                if name_likeness(name, other, country) >= Likeness.POSSIBLE:
                    return 0.5
    return -0.3 if comparable and a.type != "conference" else 0.0


def _news(a: Report, b: Report) -> float:
    """Told within days of each other, or one of them within days of the other's event."""
    if a.told_by is None or b.told_by is None:
        return 0.0
    return 0.4 if abs(a.told_by - b.told_by) <= _NEWS_LAG else 0.0
