"""One sentence of English as words, and what stands at which of them: positions, bodies, names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.english.names import Name, names
from extractors.english.organizations import Bodies
from extractors.english.short_forms import short_forms
from extractors.english.titles import Title, titles
from extractors.english.words import Word
from extractors.events import Mention
from extractors.geography import country_of, demonyms
from extractors.lexicons import word_set
from extractors.reading import Organization
from extractors.witness import Witness


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a sentence; titles, bodies and names are given by the positions of their words."""

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
        """The body whose mention ends right before word `last`."""
        return next((o for _, end, o in self.bodies if end == last), None)

    def word(self, at: int) -> str:
        """The word at a position; empty outside the sentence."""
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def low(self, at: int) -> str:
        """The same in lower case."""
        return self.word(at).lower()

    def mention(self, first: int, last: int) -> Mention:
        """Words `first` to `last` (exclusive) as they stand in the text, without line breaks."""
        start, end = self.words[first].start, self.words[last - 1].end
        return Mention(start, end, " ".join(self.text[start:end].split()))

    def covered(self) -> set[int]:
        """The words that belong to the names of bodies."""
        return {i for first, last, _ in self.bodies for i in range(first, last)}

    def verb_between(self, first: int, last: int) -> bool:
        """Whether a comma or a word in the form of a past verb stands between two words."""
        between = self.words[first:last]
        return any(w.text in (",", ";", "(") or (not w.capital and w.lower.endswith("ed")) for w in between)

    def past_bracket(self, at: int) -> int:
        """Behind `(NIST)` when `at` is the opening bracket."""
        if self.word(at) not in ("(", "["):
            return at
        reach = range(at, min(at + 8, len(self.words)))
        return next((i for i in reach if self.word(i) in (")", "]")), at - 1) + 1


def with_titles(text: str, words: list[Word]) -> Line:
    """The words of a sentence of `text` with the positions that they name."""
    return Line(text, words, titles(words), [], [])


def with_bodies(line: Line, known: Bodies) -> Line:
    """The line with the bodies of the text that are mentioned in it."""
    if not line.words:
        return line
    found = [*known.within(line.words[0].start, line.words[-1].end), *short_forms(line.words, known)]
    return replace(line, bodies=_placed(line.words, found))


def with_names(line: Line, witness: Witness) -> Line:
    """The line with personal names; only titles that no body covers and that something supports are kept."""
    taken = line.covered()
    free = [t for t in line.titles if not taken & set(range(t.first, t.last))]
    free = sorted([*free, *_bodies_as_titles(line)], key=lambda t: t.first)
    titled = {i for t in free for i in range(t.first, t.last)}
    named = replace(line, titles=free, names=names(line.words, taken | titled, free, witness))
    return replace(named, titles=[t for t in free if t.strong or _supported(named, t)])


def _bodies_as_titles(line: Line) -> list[Title]:
    """`U.S. Trade Representative Ron Kirk`: the office is called like its holder."""
    return [
        Title(first, last, strong=True)
        for first, last, _ in line.bodies
        if last - first > 1
        and last < len(line.words)
        and line.low(last - 1) in word_set("en_title_heads")
        and line.words[last].capital
        and not line.words[last - 1].possessive
    ]


def _supported(line: Line, title: Title) -> bool:
    """`head`, `chief`, `chair` are positions beside a name or before `of the Agency`."""
    beside = any(
        title.last == n.first or n.last <= title.first <= n.last + 8 or 0 < n.first - title.last <= 22
        for n in line.names
    )
    return beside or any(0 < first - title.last <= 2 for first, _, _ in line.bodies)


def _placed(
    words: list[Word], found: list[tuple[Mention, Organization]]
) -> list[tuple[int, int, Organization]]:
    starts = {w.start: i for i, w in enumerate(words)}
    placed: list[tuple[int, int, Organization]] = []
    for mention, owner in sorted(found, key=lambda pair: pair[0].start):
        first = starts.get(mention.start)
        if first is None:
            continue
        last = next((i for i in range(first, len(words)) if words[i].end >= mention.end), len(words) - 1)
        placed.append((first, last + 1, owner))
    return placed
