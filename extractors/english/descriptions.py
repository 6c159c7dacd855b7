"""What is said of each person beside the name: the position before it, behind it, or of several at once."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.english.line import Line
from extractors.english.office_phrases import Office, fullest, is_part, offices, plural
from extractors.english.sightings import Sighting
from extractors.english.titles import Title
from extractors.geography import country_of
from extractors.lexicons import table, word_set
from extractors.reading import Organization

_LEADS = frozenset(table("en_people")["leads"])
_ASIDES = frozenset(table("en_people")["picture_asides"])
_FILLERS = frozenset(table("en_people")["before_title"])
_NO_OPENERS = frozenset(table("en_people")["no_title_openers"])
_ACADEMIC = frozenset(table("en_people")["academic"])
_OPEN_TITLES = frozenset({"the", "and", "by", "with", "while", "of", "–", "-", ":"})
_CLOSES = frozenset({",", ";", ")", ".", "", ":", "–", "—", "and", "of", "at"})
_OPENS = (",", "(", "—", "–", "-", ":")


class Descriptions:
    """The people of one sentence; `seen` has one sighting for each name of the line, in order."""

    def __init__(self, line: Line, latest: Organization | None) -> None:
        self.line = line
        self.seen = [Sighting(line.mention(n.first, n.last)) for n in line.names]
        # Where the description of each person ends, and whether a title was read.
        self.ends = [n.last for n in line.names]
        self._offices = offices(line)
        self._used: set[int] = set()
        self._latest = latest
        for group in _rows(line):
            if not self._described_together(group):
                for i in group:
                    self._describe(i)
                self._share(group)

    def _describe(self, i: int) -> None:
        before = self._before(i)
        self._take(i, before)
        if not before or all(o.title.last - o.title.first == 1 and self._academic(o) for o in before):
            self._read_after(i)
        elif self.seen[i].body is None:
            self._read_body_after(i)

    def _academic(self, office: Office) -> bool:
        return self.line.low(office.title.first) in _ACADEMIC

    def _take(self, i: int, chain: Sequence[Office]) -> None:
        """Give the person the titles of a phrase (and of those joined to it) with its body or country."""
        seen = self.seen[i]
        spans = [span for office in chain for span in fullest(office.spans)]
        titles = [self.line.mention(*span) for span in spans if self._is_title(span[0], chain)]
        # A title of learning stands before the name; the position behind it says more.
        seen.titles = titles + seen.titles
        for office in chain:
            self._used.add(office.title.first)
            seen.body = seen.body or office.body or self._owner(i, office)
            seen.unit = seen.unit or office.unit
            seen.country = seen.country or office.country

    def _is_title(self, first: int, chain: Sequence[Office]) -> bool:
        """No title are `counterpart`, `colleagues`: what somebody is to others."""
        title = next(o.title for o in chain if o.title.first == first)
        return self.line.low(title.last - 1).removesuffix("s") not in word_set("en_no_titles")

    def _owner(self, i: int, office: Office) -> Organization | None:
        """Whom `its`, `whose` or `his` stands for."""
        if office.owner != "pronoun":
            return None
        if self.line.low(office.first) in ("his", "her") and i:
            return self.seen[i - 1].body
        before = [o for _, last, o in self.line.bodies if last <= office.first]
        return before[-1] if before else self._latest

    # -- before the name

    def _before(self, i: int) -> list[Office]:
        """The phrase that ends right before the name, with those joined to it by `and`."""
        name = self.line.names[i]
        start = name.start
        office = next((o for o in self._offices if o.last == start and self._free(o)), None)
        if office is None and self.line.word(start - 1) == ",":
            office = next((o for o in self._offices if o.last == start - 1 and self._free(o)), None)
            if office and not self._definite(i, office):
                office = None
        if office is None:
            return []
        return [*self._joined_before(office), office]

    def _free(self, office: Office) -> bool:
        return office.title.first not in self._used

    def _definite(self, i: int, office: Office) -> bool:
        """`its director general, Jane Doe`; a bare title before a comma belongs to the name before it."""
        at = office.first
        lead = self.line.low(at - 1)
        if i and self.line.names[i - 1].last == at - 1 and not office.owner and lead == ",":
            return False
        return bool(office.owner) or at == 0 or lead in _OPEN_TITLES

    def _joined_before(self, office: Office) -> list[Office]:
        """`Minister of Trade and chairman of the board, X`: the phrase before an `and` without article."""
        if self.line.low(office.first - 1) not in ("and", "&") or office.owner:
            return []
        joined = (o for o in self._offices if o.last == office.first - 1 and self._free(o))
        return list(joined)[:1]

    # -- behind the name

    def _read_after(self, i: int) -> None:
        line, name = self.line, self.line.names[i]
        at = self._past_asides(name.last)
        if line.word(at) in _OPENS and line.low(at + 1) == "who":
            at += 1
        if line.low(at) == "who":
            self._clause(i, at)
            return
        if line.word(at) in _OPENS:
            chain = self._apposition(i, at + 1)
            if chain:
                self._take(i, chain)
                self.ends[i] = max(o.last for o in chain)
                return
        self._read_body_after(i)

    def _past_asides(self, at: int) -> int:
        """Behind degrees and `(left)`, `(second from right)`: where in a picture somebody stands."""
        if self.line.word(at) == "(" and self.line.low(at + 1) in _ASIDES:
            at = self.line.past_bracket(at)
        degrees = word_set("en_degrees")
        while self.line.word(at + (self.line.word(at) == ",")) in degrees:
            at += 1
        return at

    def _apposition(self, i: int, at: int) -> list[Office]:
        """`, the NIST director`, `, President, KISA`, `, KISA, President`, `(ABNT; President of …)`."""
        office = self._office_at(i, at)
        if office is None:
            found = self.line.body_at(at)
            end = self.line.past_bracket(found[0]) if found else at
            if found and self.line.word(end) in (",", ";", ":"):
                office = self._office_at(i, end + 1)
                if office and (office.owner in ("named", "the") or self._belongs_to_next(i, office)):
                    office = None
                if office:
                    self.seen[i].body = found[1]
        if office is None:
            return []
        return [office, *self._joined_behind(i, office)]

    def _office_at(self, i: int, at: int) -> Office | None:
        """A phrase that begins at `at`, behind fillers, or after a few words that say of what."""
        if [self.line.low(at + k) for k in range(3)] == ["at", "the", "time"]:
            at += 3
        for first in range(at, at + 4):
            for office in self._offices:
                if self._free(office) and first in (office.first, office.title.first):
                    return None if self._belongs_to_next(i, office) else office
            if self.line.low(first) not in _FILLERS:
                break
            at = first + 1
        return self._office_of_topics(i, at)

    def _office_of_topics(self, i: int, at: int) -> Office | None:
        """`, TBT counsellor`, `, time and frequency division chief`."""
        line = self.line
        for office in self._offices:
            first = office.title.first
            if not 0 < first - at <= 4 or line.low(at) in _NO_OPENERS or not self._free(office):
                continue
            words = line.words[at:first]
            acronym = len(words) == 1 and words[0].acronym and words[0].text.isupper()
            plain = not any(f <= at < last for f, last, _ in line.bodies) and all(
                w.text.isalpha()
                and not w.possessive
                and (w.lower == "and" or not w.capital or w.text in word_set("en_topics"))
                for w in words
            )
            if (acronym or plain) and not self._belongs_to_next(i, office):
                spans = tuple((at, last) for _, last in office.spans)
                title = Title(at, office.title.last, office.title.strong)
                self._used.add(first)
                return Office(at, office.last, title, spans, office.body, office.unit, office.country)
        return None

    def _belongs_to_next(self, i: int, office: Office) -> bool:
        """`A, Director B`; `A, the Director of X, B` where B has no description of its own behind."""
        if i + 1 >= len(self.line.names):
            return False
        following = self.line.names[i + 1]
        start = following.start
        return start in (office.last, office.title.last)

    def _joined_behind(self, i: int, office: Office) -> list[Office]:
        """`Vice Minister of X and Administrator of Y`: a further title of the same person."""
        at = office.last
        if self.line.word(at) == ",":
            at += 1
        if self.line.low(at) not in ("and", "&", "as"):
            return []
        at += 1
        while self.line.low(at) in ("then", "concurrently", "also", "well", "as"):
            at += 1
        joined = next((o for o in self._offices if at in (o.title.first,) and self._free(o)), None)
        if joined is None or joined.owner or self._belongs_to_next(i, joined):
            return []
        if i + 1 < len(self.line.names):
            following = self.line.names[i + 1].start
            if self.line.word(joined.last) == "," and joined.last + 1 == following:
                return []
        return [joined]

    def _read_body_after(self, i: int) -> None:
        """`of KATS`, `(NIST)`, `, KATS,`, `from the Agency`: the body alone."""
        line, seen = self.line, self.seen[i]
        at = self._past_asides(line.names[i].last)
        link = line.low(at)
        if link == "," and line.low(at + 1) in ("of", "from", "for", "at", "both"):
            at += 1 + (line.low(at + 1) == "both")
        elif link not in ("of", "from", "for", "at", "(", ",", "with"):
            return
        found = line.body_at(at + 1)
        if link == "," and found and not self._closed(found[0]):
            found = None
        if found is None:
            if country := self._country(at + 1):
                seen.country = seen.country or country
            return
        end, body = found
        outer = None
        if line.low(line.past_bracket(end)) in ("of", "at", "in", ","):
            outer = line.body_at(line.past_bracket(end) + 1)
        if outer and not body.body_id and not body.country:
            seen.body = outer[1]
        elif is_part(body):
            seen.unit = body
        else:
            seen.body = body
        self.ends[i] = max(self.ends[i], end)

    def _closed(self, at: int) -> bool:
        """An apposition that a sign or the end of the sentence closes."""
        return self.line.low(self.line.past_bracket(at)) in _CLOSES

    def _country(self, at: int) -> str | None:
        while self.line.low(at) in ("the", "a"):
            at += 1
        return country_of(self.line.word(at))

    def _clause(self, i: int, at: int) -> None:
        """`who heads the NIST international office`, `who has been acting director of …`."""
        line = self.line
        for j in range(at + 1, min(at + 10, len(line.words))):
            office = next((o for o in self._offices if j in (o.first, o.title.first) and self._free(o)), None)
            if office:
                self._take(i, [office])
                self.ends[i] = office.last
                return
            if line.low(j) in _LEADS and (found := line.body_at(j + 1)):
                self.seen[i].body = self.seen[i].body or found[1]
                self.ends[i] = found[0]
                return
            if line.word(j) in (",", ";", "."):
                return

    # -- several people at once

    def _described_together(self, group: Sequence[int]) -> bool:
        """`the heads of X and Y, A and B`; `A and B, heads of X and Y respectively`."""
        if len(group) < 2:
            return False
        line = self.line
        first, last = line.names[group[0]], line.names[group[-1]]
        start, end = first.start, last.last
        several = [o for o in self._offices if plural(line, o.title) and self._free(o)]
        open_at = (start, start - 1) if line.word(start - 1) in (",", ":") else (start,)
        office = next((o for o in several if o.last in open_at), None)
        if office is None and line.word(end) in _OPENS:
            office = next((o for o in several if end < o.title.first <= end + 4), None)
        if office is None:
            return False
        for k, i in enumerate(group):
            self._take(i, [office])
            if len(office.bodies) == len(group):
                self.seen[i].body = office.bodies[k]
            self._read_body_after(i) if not office.body else None
        self.ends[group[-1]] = max(office.last, end)
        return True

    def _share(self, group: Sequence[int]) -> None:
        """`A and B of KATS`, `NCA experts A and B`: what is told of one of them holds for all."""
        told = [self.seen[i] for i in group]
        owners = [s.body for s in told if s.body]
        if len(group) > 1 and len(owners) == 1 and told[-1].body and not told[-1].titles:
            for seen in told[:-1]:
                seen.shared = owners[0]


def _rows(line: Line) -> list[list[int]]:
    """The names that stand in a row, with nothing but commas, `and` and honorifics between them."""
    rows: list[list[int]] = []
    for i, name in enumerate(line.names):
        if i:
            between = line.words[line.past_bracket(line.names[i - 1].last) : name.start]
            if all(w.lower in (",", "and", "&") for w in between):
                rows[-1].append(i)
                continue
        rows.append([i])
    return rows


def described(line: Line, latest: Organization | None) -> Descriptions:
    """What a sentence says of each of its people; `its director` belongs to the body named last."""
    return Descriptions(line, latest)
