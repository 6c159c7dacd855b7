"""Written times by a strict grammar: days, spans, months, weekdays and words of time, resolved to EDTF."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractors.calendars import Anchor, edtf, infer_year, month_of, recent, shifted, span, weekday
from extractors.chinese.view import View
from extractors.events import EventDate
from extractors.lexicons import table
from extractors.reading import Context

_N = r"[〇零○一二三四五六七八九十廿卅\d]"
_YEAR = rf"(?P<year>(?:19|20)\d\d|[一二][〇零○九]{_N}{{2}}|民国{_N}{{2,4}})年"
_REL_YEAR = r"(?P<relyear>今年|去年|明年|本年|上年|前年|同年|当年|那年|该年|后年)"
_MONTH = rf"(?P<month>{_N}{{1,3}})月"
_DAY = rf"(?P<day>{_N}{{1,3}})[日号]"
_TO = r"(?:至|到|-|—|~|～|—|、)"
_TO_DAY = rf"(?:{_TO}(?:(?P<month2>{_N}{{1,3}})月)?(?P<day2>{_N}{{1,3}})日)"
_PART = r"(?P<part>初|上旬|中旬|下旬|中|底|末|份)?"
_WRITTEN = re.compile(rf"(?:{_YEAR}|{_REL_YEAR})?,?{_MONTH}{_DAY}(?:\([^()]{{1,6}}\))?{_TO_DAY}?")
_WRITTEN_SPAN = re.compile(
    rf"(?:{_YEAR}|{_REL_YEAR})?{_MONTH}(?P<day>{_N}{{1,3}}){_TO}(?P<day2>{_N}{{1,3}})日"
)
_ISO = re.compile(r"(?<![\d.])(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_FESTIVAL = re.compile(r"(?<!\d)(?P<month>\d{1,2})·(?P<day>\d{1,2})”?(?=当天|当日)")
_MONTH_ONLY = re.compile(rf"(?:{_YEAR}|{_REL_YEAR})?{_MONTH}{_PART}(?!{_N})")
_DAY_ONLY = re.compile(
    rf"(?P<rel>本月|上月|当月)?(?<![\d月年])(?P<day>\d{{1,2}})日(?:(?:至|到|-|—|、)(?P<day2>\d{{1,2}})日)?(?![内间元本报])"
    rf"|(?P<rel2>本月|上月|当月)(?P<day3>{_N}{{1,3}})(?:日?(?:至|到|-|—|、)(?P<day4>{_N}{{1,3}}))?日"
    rf"|(?<![\d月年])(?P<day5>\d{{1,2}})(?:至|—|-)(?P<day6>\d{{1,2}})日"
)
_TODAY_DAY = re.compile(r"今\(\d{1,2}\)日|昨\(\d{1,2}\)日")
_WEEKDAY = re.compile(r"(?P<which>上上|上个|上|本|这|下)?(?:周|星期|礼拜)(?P<name>[一二三四五六日天])(?!期)")
_WEEK = re.compile(r"(?P<which>上|本|下)(?:周|星期)(?![一二三四五六日天])")
_YEAR_ONLY = re.compile(
    rf"{_YEAR}(?!前|第|版|度|[年以之])|(?P<relyear>今年|去年|前年|明年)(?P<season>春天|夏天|秋天|冬天|春季|秋季|夏季|冬季|年底|年初|上半年|下半年|春|秋|夏|冬)?|年底前|年内|年初"
)
_VALUES = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_PLANNED = re.compile(r"(?:将|拟|计划|定|预定|预计|准备|订|争取)[于在]?\Z|将于|拟于")
_PLANNED_AFTER = re.compile(
    r",?(?:该[\u4e00-\u9fff]{1,2}|双方|两国|两部门)?将(?:与|同|于|在|由|和|正式|举行|签)"
)
_DATELINE = re.compile(
    rf"(?P<month>{_N}{{1,3}})月(?P<day>{_N}{{1,3}})日(?:电|讯|专电|消息)|,(?P<year>(?:19|20)\d\d)年(?P<month2>\d{{1,2}})月(?P<day2>\d{{1,2}})日—"
)
_EXCLUDED_BEFORE = re.compile(r"(?:截至|截止|至今年|自)$")


@dataclass(frozen=True, slots=True)
class Time:
    """A written time at `start`..`end` of the plain text; `kind` tells `same` (当天) from `day`."""

    start: int
    end: int
    date: EventDate
    kind: str


class Dates:
    """All times of a text, read from left to right, each helping the next (当天, 次日, bare days)."""

    def __init__(self, view: View, context: Context) -> None:
        self.view = view
        self.plain = view.plain
        self.anchor = Anchor.of(context.published, context.url)
        if self.anchor.year is None:
            self.anchor = Anchor(None, self._only_year())
        self.writing = self._dateline() or self.anchor
        self.last: str | None = None
        self.last_year: int | None = None
        self.found: list[Time] = []
        self._read()

    def _dateline(self) -> Anchor | None:
        """The day that 今天 is: that of the dateline, where the text has one."""
        match = _DATELINE.search(self.plain)
        if not match:
            return None
        month, day = _number(match["month"] or match["month2"]), _number(match["day"] or match["day2"])
        if month is None or day is None:
            return None
        year = int(match["year"]) if match["year"] else infer_year(self.anchor, month, day)
        value = edtf(year, month, day)
        return Anchor.of(value) if value and value[0] != "X" else None

    def _only_year(self) -> int | None:
        """Without a publication date, the first year that the text itself gives to news."""
        head = re.search(r"(20\d\d|19\d\d)年第", self.plain) or re.search(r"(20\d\d)-\d{1,2}-\d", self.plain)
        return int(head[1]) if head else None

    def _read(self) -> None:
        readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Time | None]], ...] = (
            (_WRITTEN_SPAN, self._written), (_WRITTEN, self._written), (_ISO, self._iso),
            (_FESTIVAL, self._iso), (_TODAY_DAY, self._today_day),
            (_DAY_ONLY, self._day_only), (_MONTH_ONLY, self._month),
            (_WEEKDAY, self._weekday), (_WEEK, self._week),
            (_DAYS, self._days), (_WORDS, self._word), (_YEAR_ONLY, self._year),
            (_words("months"), self._months),
        )  # fmt: skip
        place = 0
        while place < len(self.plain):
            if self.plain[place] not in _STARTS:
                place += 1
                continue
            for pattern, reader in readers:
                match = pattern.match(self.plain, place)
                time = reader(match) if match else None
                if time:
                    self._keep(time)
                    place = time.end
                    break
            else:
                place += 1

    def _keep(self, time: Time) -> None:
        self.found.append(time)
        value = time.date.edtf
        if value and value[:4].isdigit():
            self.last_year = int(value[:4])
        if value and value[:4].isdigit() and self.anchor.year and abs(int(value[:4]) - self.anchor.year) > 1:
            return
        if value and time.kind in ("day", "span", "month", "same"):
            self.last = value.split("/")[-1]

    def _time(self, match: re.Match[str], value: str | None, kind: str, basis: str) -> Time | None:
        if value is None and kind != "recent":
            return None
        mention = self.view.mention(match.start(), match.end())
        return Time(match.start(), match.end(), EventDate(value, basis if value else "none", mention), kind)  # type: ignore[arg-type]

    def _written(self, match: re.Match[str]) -> Time | None:
        groups = match.groupdict()
        month, day, last = _number(match["month"]), _number(match["day"]), groups["day2"]
        if month is None or day is None:
            return None
        year, basis = self._year_of(match, month, day)
        start = edtf(year, month, day)
        if not last:
            return self._time(match, start, "day", basis)
        month2 = _number(groups["month2"]) if groups.get("month2") else month
        end = edtf(year if (month2 or month) >= month else (year or 0) + 1, month2, _number(last))
        return self._time(match, span(start, end), "span", basis)

    def _iso(self, match: re.Match[str]) -> Time | None:
        month, day = int(match["month"]), int(match["day"])
        year, basis = self._year_of(match, month, day)
        return self._time(match, edtf(year, month, day), "day", basis)

    def _year_of(self, match: re.Match[str], month: int, day: int | None) -> tuple[int | None, str]:
        groups = match.groupdict()
        if groups.get("year"):
            return _year(groups["year"]), "written"
        relative = groups.get("relyear")
        if relative in ("同年", "当年", "那年", "该年"):
            return self.last_year or self.anchor.year, "relative"
        if relative:
            return self._relative_year(relative), "relative"
        told = self._year_of_list()
        if told and self.anchor.day is None:
            return told, "year_inferred"
        planned = bool(_PLANNED.search(self.plain[max(0, match.start() - 6) : match.start()])) or bool(
            _PLANNED_AFTER.match(self.plain, match.end())
        )
        return infer_year(self.anchor, month, day, planned=planned), "year_inferred"

    def _year_of_list(self) -> int | None:
        years = [time.date.edtf[:4] for time in self.found if time.date.edtf and time.date.basis == "written"]
        return int(years[-1]) if years and years[-1].isdigit() else None

    def _relative_year(self, word: str) -> int | None:
        if self.anchor.year is None:
            return None
        return self.anchor.year + int(table("zh_dates")["years"].get(word, 0))

    def _today_day(self, match: re.Match[str]) -> Time | None:
        return self._time(match, shifted(self.anchor, 0 if match[0][0] == "今" else -1), "day", "relative")

    def _day_only(self, match: re.Match[str]) -> Time | None:
        groups = match.groupdict()
        first = _number(groups["day"] or groups["day3"] or groups["day5"] or "")
        last = groups["day2"] or groups["day4"] or groups["day6"]
        if first is None or not 1 <= first <= 31:
            return None
        base = self._month_for(groups["rel"] or groups["rel2"], first)
        if base is None or len(base) < len("2020-01"):
            return None
        year, month = (int(part) if part.isdigit() else None for part in base.split("-")[:2])
        start = edtf(year, month, first)
        end = edtf(year, month, _number(last)) if last else None
        return self._time(match, span(start, end), "span" if end else "day", "relative")

    def _month_for(self, word: str | None, day: int) -> str | None:
        if word:
            return month_of(self.anchor, -1 if word == "上月" else 0)
        if self.last and len(self.last) >= 7:
            return self.last[:7]
        if self.anchor.day and day > self.anchor.day.day + 2:
            return month_of(self.anchor, -1)
        return month_of(self.anchor) if self.anchor.day else None

    def _month(self, match: re.Match[str]) -> Time | None:
        month = _number(match["month"])
        if month is None or self.plain.startswith(("刊", "饼", "球"), match.end()):
            return None
        year, basis = self._year_of(match, month, None)
        return self._time(match, edtf(year, month), "month", basis)

    def _weekday(self, match: re.Match[str]) -> Time | None:
        wanted = "一二三四五六日".find(match["name"].replace("天", "日"))
        weeks = {"上": -1, "上个": -1, "上上": -2, "下": 1}.get(match["which"] or "", 0)
        return self._time(match, weekday(self.anchor, wanted, weeks=weeks), "day", "relative")

    def _week(self, match: re.Match[str]) -> Time | None:
        days = {"上": -7, "下": 7}.get(match["which"], 0)
        value = shifted(self.anchor, days)
        return self._time(match, value[:7] if value and days else month_of(self.anchor), "month", "relative")

    def _days(self, match: re.Match[str]) -> Time | None:
        return self._time(
            match,
            shifted(
                self.writing, int(table("zh_dates")["days"].get(match[0], -1 if match[0] == "昨" else 0))
            ),
            "day",
            "relative",
        )

    def _months(self, match: re.Match[str]) -> Time | None:
        return self._time(
            match, month_of(self.anchor, int(table("zh_dates")["months"][match[0]])), "month", "relative"
        )

    def _word(self, match: re.Match[str]) -> Time | None:
        words = table("zh_dates")
        if match[0] in words["recent"]:
            return self._time(match, recent(self.anchor), "recent", "relative")
        steps = 1 if match[0] in words["next_day"] else -1 if match[0] in words["day_before"] else 0
        if not self.last or len(self.last) < 10 or "X" in self.last:
            return self._time(match, self.last, "same", "relative") if self.last and not steps else None
        return self._time(match, _moved(self.last, steps), "same", "relative")

    def _year(self, match: re.Match[str]) -> Time | None:
        groups = match.groupdict()
        if groups["year"]:
            year, basis = _year(groups["year"]), "written"
        elif groups["relyear"]:
            year, basis = self._relative_year(groups["relyear"]), "relative"
        else:
            year, basis = self.anchor.year, "relative"
        return self._time(match, edtf(year), "year", basis)


def _moved(day: str, steps: int) -> str | None:
    return shifted(Anchor.of(day), steps)


def _words(key: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(table("zh_dates")[key], key=len, reverse=True)))


# 昨 and 今 alone stand for the day before words of place and company.
_DAYS = re.compile(_words("days").pattern + r"|[昨今](?=[在于与同和,])")
_WORD_KEYS = ("recent", "same_day", "next_day", "day_before")
_WORDS = re.compile(
    "|".join(sorted((w for key in _WORD_KEYS for w in table("zh_dates")[key]), key=len, reverse=True))
)
_STARTS = frozenset(
    "0123456789〇零一二三四五六七八九十廿今去明本上前同当民昨后这下日近不最次翌第隔此即周星礼年那该"
)


def _year(text: str) -> int | None:
    if text.startswith("民国"):
        number = _number(text[2:])
        return 1911 + number if number else None
    digits = "".join(str(_VALUES.get(character, character)) for character in text)
    return int(digits) if digits.isdigit() else None


def _number(text: str) -> int | None:
    """A number below a hundred in digits or characters (二十一, 廿一)."""
    if text.isdigit() and text.isascii():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, found, ones = text.partition("十")
    if not found:
        return _VALUES.get(text) if len(text) == 1 else None
    high = _VALUES.get(tens, 1) if tens else 1
    low = _VALUES.get(ones, 0) if ones else 0
    return high * 10 + low
