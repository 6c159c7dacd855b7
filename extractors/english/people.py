"""Who is who in an English text: names with the positions they hold and the bodies they act for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.english.bodies import BodyMention
from extractors.english.names import Name, known_share
from extractors.english.organizations import Bodies
from extractors.english.titles import Title
from extractors.english.words import Word
from extractors.events import Mention
from extractors.geography import country_of, demonyms
from extractors.lexicons import word_set
from extractors.reading import Human, Organization

_LEADS = {
    "heads": 1,
    "leads": 1,
    "chairs": 1,
    "runs": 1,
    "directs": 1,
    "headed": 1,
    "led": 1,
    "chaired": 1,
    "represents": 1,
    "represented": 1,
    "manages": 1,
    "oversees": 1,
}
_OF = frozenset({"of", "at", "for", "from", "with", "in"})


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with all that was found in it, as word positions."""

    text: str
    words: list[Word]
    titles: list[Title]
    bodies: list[tuple[int, int, Organization]]
    names: list[Name]

    def body_at(self, first: int) -> tuple[int, Organization] | None:
        """The body whose mention begins at word `first` (after an article)."""
        while first < len(self.words) and self._introduces(self.words[first]):
            first += 1
        for skipped in range(5):
            found = next(((last, o) for f, last, o in self.bodies if f == first + skipped), None)
            if found or not self._of_kind(first + skipped):
                return found
        return None

    def _of_kind(self, at: int) -> bool:
        """A nationality or a kind of body: words that only lead up to the name."""
        if at >= len(self.words):
            return False
        word = self.words[at]
        return word.text in demonyms() or (not word.capital and word.lower in word_set("en_kinds"))

    @staticmethod
    def _introduces(word: Word) -> bool:
        """An article, or a country that owns what follows (`of China's National Institute …`)."""
        if word.lower in ("the", "a", "an", "its", "his", "her", "their", "'", "s"):
            return True
        return word.possessive and country_of(word.text) is not None

    def body_before(self, last: int) -> Organization | None:
        return next((o for _, end, o in self.bodies if end == last), None)

    def word(self, at: int) -> str:
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def low(self, at: int) -> str:
        return self.word(at).lower()

    def mention(self, first: int, last: int) -> Mention:
        start, end = self.words[first].start, self.words[last - 1].end
        return Mention(start, end, " ".join(self.text[start:end].split()))


@dataclass(slots=True)
class Found:
    """A person as read at one place: filled step by step."""

    name: Mention
    titles: list[Mention] = field(default_factory=list)
    body: Organization | None = None
    country: str | None = None


def read_people(line: Line, latest: Organization | None) -> list[Found]:
    """The people of a sentence with title and body as this sentence gives them.

    `latest` is the body named last before the sentence, for `its director`.
    """
    return [_person(line, name, latest) for name in line.names]


def _person(line: Line, name: Name, latest: Organization | None) -> Found:
    found = Found(line.mention(name.first, name.last))
    _title_before(line, name, found)
    if found.titles and found.body is None:
        found.body = _by_pronoun(line, name, latest)
    if not found.titles or found.body is None:
        _title_after(line, name, found)
    if found.body is None:
        _body_after(line, name, found)
    return found


def _by_pronoun(line: Line, name: Name, latest: Organization | None) -> Organization | None:
    """`its general director`, `whose President`: the body named last before it."""
    title = next((t for t in reversed(line.titles) if t.last <= name.first), None)
    if title is None or line.low(title.first - 1) not in ("its", "their", "whose"):
        return None
    before = [o for _, last, o in line.bodies if last <= title.first]
    return before[-1] if before else latest


def _start_of(line: Line, name: Name) -> int:
    first = name.first
    while first and line.word(first - 1) in word_set("en_honorifics"):
        first -= 1
    return first


def _title_before(line: Line, name: Name, found: Found) -> None:
    first = _start_of(line, name)
    if line.word(first - 1) == "," and not _closes_clause(line, first - 1):
        first -= 1
    for title in line.titles:
        if title.last == first and not (line.word(first) == "," and not _definite(line, title)):
            found.titles.append(line.mention(title.first, title.last))
            _owner_before(line, title, found)
            return
    # "Director of the National Institute X, Jane Doe" / "Minister of Commerce Jane Doe"
    for title in reversed(line.titles):
        if title.last < first and first - title.last <= 22:
            _complement_before(line, title, first, found)
            return


def _closes_clause(line: Line, comma: int) -> bool:
    """`Jane Doe, director of X, John Roe`: the comma closes an apposition and belongs to the name before."""
    return any(n.last <= comma and comma - n.last <= 1 for n in line.names)


def _definite(line: Line, title: Title) -> bool:
    """`the institute's director general, Jane Doe`; a bare title before a comma belongs to the name before it."""
    previous = line.words[title.first - 1] if title.first else None
    if previous is None:
        return True
    return (
        previous.possessive
        or previous.lower
        in ("the", "its", "their", "his", "her", "'s", "and", "by", "with", "whose", "our", "while")
        or any(end == title.first for _, end, _ in line.bodies)
    )


def _complement_before(line: Line, title: Title, first: int, found: Found) -> None:
    if line.low(title.last) not in ("of", "for", "at", "to", "in", "from"):
        return
    if any(title.last < n.first and n.last < first for n in line.names):
        return
    body = line.body_at(title.last + 1)
    outer = line.body_at(body[0] + 1) if body and line.low(body[0]) == "of" else None
    if body and outer is None and line.words[body[0] - 1].possessive and (part := line.body_at(body[0])):
        body = (part[0], body[1])
    body = outer or body
    if body and (body[0] == first or line.word(body[0]) in (",", "(")):
        end = _past_bracket(line, body[0])
        if end == first or (line.word(end) == "," and end + 1 == first):
            if line.low(title.last - 1) != "counterpart":
                found.titles.append(line.mention(title.first, title.last))
            found.body = body[1]
    elif not body and _plain(line, title.last + 1, first):
        found.titles.append(line.mention(title.first, _trim(line, first)))


def _trim(line: Line, last: int) -> int:
    return last - 1 if line.word(last - 1) == "," else last


def _plain(line: Line, first: int, last: int) -> bool:
    """Only words that can complete a title: no verbs, names or further titles."""
    last = _trim(line, last)
    run = line.words[first:last]
    if not run or len(run) > 9 or any(w.text in ".;:()" for w in run):
        return False
    inside = set(range(first, last))
    if any(inside & set(range(f, e)) for f, e, _ in line.bodies) or any(
        t.first in inside for t in line.titles
    ):
        return False
    if len(run) <= 3 and all(w.text.isalpha() and not w.capital for w in run):
        return line.low(first - 1) in ("for", "of") and last == first + len(run)
    return all(w.capital or w.lower in ("of", "and", "for", "the", ",", "&") for w in run)


def _past_bracket(line: Line, at: int) -> int:
    """Behind `(NIST)` when `at` is the opening bracket."""
    if line.word(at) not in ("(", "["):
        return at
    closing = next((i for i in range(at, min(at + 8, len(line.words))) if line.word(i) in (")", "]")), at - 1)
    return closing + 1


def _owner_before(line: Line, title: Title, found: Found) -> None:
    at = title.first
    owner = line.body_before(at) or line.body_before(at - 1) if at else None
    if owner is None and line.word(at - 1) == ")":
        opening = next((i for i in range(at - 1, max(-1, at - 6), -1) if line.word(i) == "("), 0)
        owner = line.body_before(opening)
    if owner:
        found.body = owner
    elif at and (country := country_of(line.word(at - 1))):
        found.country = country


def _title_after(line: Line, name: Name, found: Found) -> None:
    at = _past_aside(line, name.last)
    while line.word(at) in word_set("en_degrees") or (
        line.word(at) == "," and line.word(at + 1) in word_set("en_degrees")
    ):
        at += 1
    if line.word(at) not in (",", "(", "—", "–", "-", ":"):
        _clause_after(line, at, found)
        return
    at += 1
    if line.low(at) == "who":
        _clause_after(line, at, found)
        return
    _apposition(line, at, found)


_ASIDES = frozenset(
    [
        "left",
        "right",
        "centre",
        "center",
        "middle",
        "second",
        "third",
        "first",
        "pictured",
        "photo",
        "seated",
        "standing",
    ]
)


def _past_aside(line: Line, at: int) -> int:
    """Behind `(left)`, `(second from right)`: where somebody stands in a picture says nothing of who they are."""
    return _past_bracket(line, at) if line.word(at) == "(" and line.low(at + 1) in _ASIDES else at


def _apposition(line: Line, at: int, found: Found) -> None:
    """`, the NIST director`, `, deputy director general of the Estonian … Authority`, `, President, KISA`."""
    if [line.low(at + i) for i in range(3)] == ["at", "the", "time"]:
        at += 3
    while line.low(at) in (
        "the",
        "a",
        "an",
        "its",
        "then",
        "now",
        "currently",
        "today",
        "also",
        "their",
        "his",
        "her",
        "as",
    ):
        at += 1
    owner: Organization | None = None
    body = line.body_at(at)
    title = _title_starting(line, at)
    if body and not title:
        owner, at = body[1], _past_bracket(line, body[0])
        title = _title_starting(line, at + (line.word(at) in (",", ";")))
        if title is None:
            found.body = found.body or owner
            return
    elif title is None and (country := country_of(line.word(at))):
        found.country = country
        title = _title_starting(line, at + 1)
    if title is None:
        return
    _take(line, title, owner, found)


def _title_starting(line: Line, at: int) -> Title | None:
    """A title that begins at `at`, or after a few lower-case or topic words (`time and frequency division chief`)."""
    for title in line.titles:
        if title.first == at:
            return title
        if title.first == at + 1 and line.words[at].acronym and line.words[at].text.isupper():
            return Title(at, title.last, title.strong)
        if 0 < title.first - at <= 4 and all(
            w.text.isalpha()
            and not w.possessive
            and (w.lower == "and" or not w.capital or w.text in word_set("en_topics"))
            for w in line.words[at : title.first]
        ):
            if any(f <= at < last for f, last, _ in line.bodies) or line.low(at) in (
                "was",
                "were",
                "on",
                "in",
                "and",
                "who",
                "of",
                "to",
                "with",
            ):
                continue
            return Title(at, title.last, title.strong)
    return None


def _take(line: Line, title: Title, owner: Organization | None, found: Found) -> None:
    """Take the title with what completes it: a body after `of`, else its own field of work."""
    end = title.last
    body: Organization | None = owner
    linking = line.low(end)
    if line.word(end) == "(" and not line.body_at(end + 1) and _past_bracket(line, end) - end < 8:
        end = _past_bracket(line, end)
        linking = line.low(end)
    if linking in _OF or linking == ",":
        following = line.body_at(end + 1)
        outer = (
            line.body_at(following[0] + 1)
            if following and line.low(following[0]) in ("of", "at", "in", ",")
            else None
        )
        if following and outer and not following[1].body_id and not following[1].country:
            end, body = (following[0] if linking == "of" else end), body or outer[1]
        elif following:
            body = body or following[1]
        elif linking in ("of", "for"):
            end, body = _field_of_work(line, end, body)
    if not found.titles:
        found.titles.append(line.mention(title.first, end))
        if end > title.last and line.word(title.last) != "(":
            found.titles.append(line.mention(title.first, title.last))
    found.body = found.body or body


def _field_of_work(line: Line, at: int, body: Organization | None) -> tuple[int, Organization | None]:
    """`for Laboratory Programs`, `of Industry, Trade and Supply`: up to the clause's end; a body may follow."""
    end = at + 1
    while end < len(line.words) and _continues(line, at, end):
        end += 1
    while end > at + 1 and line.low(end - 1) in ("and", "of", "the", ",", "for"):
        end -= 1
    following = line.body_at(end + 1) if line.low(end) in ("of", "at", "for", ",") else None
    return (end if end > at + 1 else at), body or (following[1] if following else None)


def _continues(line: Line, at: int, end: int) -> bool:
    word = line.words[end]
    if any(f == end for f, _, _ in line.bodies) or any(n.first == end for n in line.names) or end - at > 9:
        return False
    if word.text == ",":
        follows = line.words[end + 1 : end + 2]
        return bool(follows) and follows[0].text in word_set("en_topics") and line.words[at + 1].capital
    if not word.text[:1].isalpha():
        return False
    if line.words[at + 1].capital:
        return word.capital or word.lower in ("and", "of", "the", "&", "for")
    return not word.capital and word.lower not in (
        "who",
        "that",
        "and",
        "signed",
        "on",
        "in",
        "at",
        "was",
        "is",
        "said",
        "met",
        "to",
        "visited",
        "told",
        "with",
        "led",
        "by",
    )


def _clause_after(line: Line, at: int, found: Found) -> None:
    """`who heads the NIST international office`, `who has been acting director of …`."""
    if line.low(at) != "who":
        return
    for i in range(at + 1, min(at + 6, len(line.words))):
        if line.low(i) in _LEADS:
            body = line.body_at(i + 1)
            found.body = body[1] if body else found.body
            return
        title = next((t for t in line.titles if t.first == i), None)
        if title:
            _take(line, title, None, found)
            return


def _for_before(line: Line, name: Name, found: Found) -> bool:
    """`For NITE: Mr. Tokunaga`, `on behalf of LATMC, its chairwoman, Inga Ozola`."""
    title = next((t for t in line.titles if 0 <= name.first - t.last <= 2), None)
    at = title.first if title else _start_of(line, name)
    while line.low(at - 1) in ("its", "the", "by"):
        at -= 1
    if line.word(at - 1) not in (",", ":"):
        return False
    body = next(((f, o) for f, last, o in line.bodies if last == at - 1), None)
    first = body[0] - (line.low(body[0] - 1) == "the") if body else 0
    if (
        body
        and line.low(first - 1) in ("for", "of")
        and (line.low(first - 1) == "for" or line.low(first - 2) == "behalf")
    ):
        found.body = body[1]
        return True
    return False


def _body_after(line: Line, name: Name, found: Found) -> None:
    at = name.last
    if _for_before(line, name, found):
        return
    if _signs_for(line, name, found):
        return
    if line.low(at) in ("of", "from", "for", "at") or line.word(at) in ("(", ",") or line.word(at) == "with":
        body = line.body_at(at + 1)
        if body is None and line.word(at) == "," and line.low(at + 1) in ("of", "for", "from"):
            body = line.body_at(at + 2)
        if body:
            found.body = body[1]
        elif country := country_of(line.word(at + 1)):
            found.country = found.country or country
    elif line.word(name.first - 1) and line.words[name.first - 1].possessive:
        found.body = line.body_before(name.first)
    elif found.body is None and found.titles and line.word(at) == ",":
        body = line.body_at(at + 1)
        found.body = body[1] if body else None


def _signs_for(line: Line, name: Name, found: Found) -> bool:
    """`signed for the university`, `, on behalf of Gosstandart`: up to the next person."""
    stop = min([n.first for n in line.names if n.first > name.last] + [name.last + 22, len(line.words)])
    for i in range(name.last, stop):
        behalf = line.low(i) == "of" and line.low(i - 1) == "behalf"
        if line.low(i) in ("for", "representing") or behalf:
            body = line.body_at(i + 1)
            if body:
                found.body = body[1]
                return True
    return False


_OFFICES = {
    "Minister": "Ministry",
    "Secretary": "Department",
    "Superintendent": "Superintendence",
    "Commissioner": "Commission",
}


def settle_offices(found: Sequence[Found], known: Bodies) -> None:
    """`Minister of Commerce of Cambodia` acts for the Ministry of Commerce, where the text names it."""
    for person in found:
        if person.body is None and person.titles:
            head, _, subject = person.titles[0].text.partition(" of ")
            body = _office(head.split()[-1], subject, known) if subject else None
            if body:
                person.body = body
                if head.endswith("Minister"):
                    bare = Mention(person.titles[0].start, person.titles[0].start + len(head), head)
                    person.titles = [bare, *person.titles]


def _office(head: str, subject: str, known: Bodies) -> Organization | None:
    wanted = f"{_OFFICES.get(head, head)} of {subject}"
    return next(
        (
            o
            for o in known.organizations
            if any(n.text.startswith(wanted) or wanted.startswith(n.text) for n in o.names)
        ),
        None,
    )


def humans(found: Sequence[Found]) -> tuple[list[Human], list[tuple[Mention, Human]]]:
    """One `Human` for all mentions of a person, and where each full name stands."""
    groups: list[list[Found]] = []
    for person in found:
        group = next((g for g in groups if _same_person(g[0].name.text, person.name.text)), None)
        if group is None:
            groups.append([person])
        else:
            group.append(person)
    made = [_human(g) for g in groups]
    placed = [(p.name, h) for g, h in zip(groups, made, strict=True) for p in g]
    return made, sorted(placed, key=lambda pair: pair[0].start)


def _same_person(one: str, other: str) -> bool:
    a, b = one.lower().split(), other.lower().split()
    short, long = sorted((a, b), key=len)
    return all(p in long for p in short)


def _human(group: list[Found]) -> Human:
    names = sorted(
        {p.name.text: p.name for p in reversed(group)}.values(), key=lambda n: (-len(n.text.split()), n.start)
    )
    titles = {t.text.lower(): t for p in reversed(group) for t in reversed(p.titles)}
    body = next((p.body for p in group if p.body), None)
    country = body.country if body and body.country else next((p.country for p in group if p.country), None)
    first = next((p.titles for p in group if p.titles), [])
    ordered = tuple(first) + tuple(t for t in titles.values() if t not in first)
    return Human(tuple(names), ordered, body.names if body else (), body, country)


def surname_mentions(line: Line, people: Sequence[Human]) -> list[tuple[Mention, Human]]:
    """`Mr. Luo`, `Jumanazarov`: later mentions by one part of a name that only one person bears."""
    parts: dict[str, list[Human]] = {}
    for person in people:
        tokens = person.names[0].text.split()
        for token in {*tokens, " ".join(tokens[1:]), " ".join(tokens[-2:])}:
            if len(token) > 1:
                parts.setdefault(token.lower(), []).append(person)
    inside = {i for n in line.names for i in range(n.first, n.last)} | {
        i for f, e, _ in line.bodies for i in range(f, e)
    }
    found: list[tuple[Mention, Human]] = []
    for i, word in enumerate(line.words):
        owners = parts.get(word.lower, [])
        if (
            word.capital
            and i not in inside
            and len(owners) == 1
            and word.text not in word_set("en_common_capitals")
        ):
            found.append((Mention(word.start, word.end, word.text), owners[0]))
    return found


def with_later_titles(
    people: list[Human], placed: list[tuple[Mention, Human]], lines: Sequence[Line]
) -> tuple[list[Human], list[tuple[Mention, Human]]]:
    """`Nurlan Toktobaev, who heads …` is `Minister Toktobaev` later on: take the title from there."""
    told: dict[int, Mention] = {}
    for line in lines:
        starts = {w.start: i for i, w in enumerate(line.words)}
        for mention, person in surname_mentions(line, people):
            title = next((t for t in line.titles if t.last == starts.get(mention.start)), None)
            if title and not person.titles:
                told.setdefault(id(person), line.mention(title.first, title.last))
    made = {id(p): replace(p, titles=(told[id(p)],)) if id(p) in told else p for p in people}
    return [made[id(p)] for p in people], [(m, made[id(p)]) for m, p in placed]


__all__ = [
    "BodyMention",
    "Human",
    "Line",
    "humans",
    "known_share",
    "read_people",
    "surname_mentions",
    "with_later_titles",
]
