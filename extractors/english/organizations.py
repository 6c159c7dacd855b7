"""Which body each mention means: full names, acronyms, short forms and `the Institute` brought together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from extractors.bodies import registry
from extractors.english.bodies import BodyMention
from extractors.events import Mention
from extractors.geography import country_of, demonyms
from extractors.lexicons import word_set
from extractors.reading import Organization


@dataclass(slots=True)
class _Cluster:
    names: list[Mention] = field(default_factory=list)
    shorts: set[str] = field(default_factory=set)
    countries: list[str] = field(default_factory=list)
    sure: bool = False


@dataclass(frozen=True)
class Bodies:
    """The bodies of a text and where each is mentioned, in order of the text."""

    organizations: tuple[Organization, ...]
    mentions: tuple[tuple[Mention, Organization], ...]

    def within(self, start: int, end: int) -> list[tuple[Mention, Organization]]:
        """The mentions that lie between two characters."""
        first = bisect_left(self._starts, start)
        return [(m, o) for m, o in self.mentions[first : bisect_right(self._starts, end)] if m.end <= end]

    def mentioned_at(self, at: int) -> bool:
        """Whether a character is part of a mention."""
        return at in self._covered

    @cached_property
    def by_first_word(self) -> dict[str, list[Organization]]:
        """The bodies with a name of several words that begins with the word."""
        found: dict[str, list[Organization]] = {}
        for body in self.organizations:
            for word in dict.fromkeys(n.text.split()[0] for n in body.names if " " in n.text):
                found.setdefault(word, []).append(body)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [m.start for m, _ in self.mentions]

    @cached_property
    def _covered(self) -> set[int]:
        return {at for m, _ in self.mentions for at in range(m.start, m.end)}


def resolve(found: list[BodyMention]) -> Bodies:
    """Bring mentions together into bodies."""
    clusters: list[_Cluster] = []
    by_key: dict[str, _Cluster] = {}
    for mention in sorted(map(_undemonymed, found), key=lambda m: (not m.sure, m.short is None, m.start)):
        _place(mention, clusters, by_key)
    kept = _together([c for c in clusters if c.sure])
    near = tuple(dict.fromkeys(n.text for c in kept for n in c.names))
    made = {id(c): _organization(c, near) for c in kept}
    placed = sorted(((n, made[id(c)]) for c in kept for n in c.names), key=lambda pair: pair[0].start)
    ordered = sorted(made.values(), key=lambda o: min(n.start for n in o.names))
    return Bodies(tuple(ordered), tuple(placed))


def _undemonymed(mention: BodyMention) -> BodyMention:
    """`French General Directorate … (DGCCRF)`: what the acronym lacks is no part of the name."""
    first, _, rest = mention.text.partition(" ")
    if first in ("US", "U.S.", "UK", "U.K.") and rest.startswith("National "):
        return replace(mention, text=rest, start=mention.end - len(rest), owner=country_of(first))
    if (
        mention.short is None
        or mention.short.text[0] == first[0]
        or first not in demonyms()
        or not rest.startswith(("Federal ", "General "))
    ):
        return mention
    start = (
        mention.start + len(mention.text) - len(rest)
        if mention.end - mention.start == len(mention.text)
        else mention.start
    )
    return replace(mention, text=rest, start=start, owner=mention.owner or country_of(first))


def _place(mention: BodyMention, clusters: list[_Cluster], by_key: dict[str, _Cluster]) -> None:
    cluster = _existing(mention, clusters, by_key)
    if cluster is None:
        cluster = _Cluster()
        clusters.append(cluster)
    cluster.names.append(Mention(mention.start, mention.end, mention.text))
    by_key.setdefault(_key(mention.text), cluster)
    cluster.sure = cluster.sure or mention.sure
    if mention.owner:
        cluster.countries.append(mention.owner)
    if mention.short:
        cluster.names.append(Mention(mention.short.start, mention.short.end, mention.short.text))
        cluster.shorts.add(mention.short.text)
        by_key.setdefault(_key(mention.short.text), cluster)


def _existing(mention: BodyMention, clusters: list[_Cluster], by_key: dict[str, _Cluster]) -> _Cluster | None:
    same = by_key.get(_key(mention.text))
    if same and not _conflict(same, mention):
        return same
    by_short = by_key.get(_key(mention.short.text)) if mention.short else None
    if by_short:
        return by_short
    return next((c for c in clusters if _variant(c, mention)), None)


def _conflict(cluster: _Cluster, mention: BodyMention) -> bool:
    told = mention.owner or country_of(mention.text)
    if told and cluster.countries and told not in cluster.countries:
        return True
    return bool(mention.short and cluster.shorts and mention.short.text not in cluster.shorts)


def _variant(cluster: _Cluster, mention: BodyMention) -> bool:
    """A longer or shorter form of a name already there: `U.S. Food and Drug Administration`."""
    if _conflict(cluster, mention):
        return False
    return any(_nested(n.text, mention.text) or _initials(n.text, mention.text) for n in cluster.names)


def _nested(one: str, other: str) -> bool:
    short, long = sorted((_tokens(one), _tokens(other)), key=len)
    if len(short) < 2 or len(short) == len(long):
        return False
    if long[: len(short)] == short:
        rest = long[len(short) :]
        return rest[0] in ("of", "for", "in") and country_of(" ".join(rest)) is not None
    return long[-len(short) :] == short and country_of(" ".join(long[: -len(short)])) is not None


def _initials(one: str, other: str) -> bool:
    """Whether one form is the other's initials (NIST; CNAS keeps but the first letters)."""
    short, long = sorted((one, other), key=len)
    if " " in short or not short.isupper() or len(short) < 3:
        return False
    letters = "".join(w[0] for w in long.replace("-", " ").split() if w[0].isupper())
    return letters == short or (len(short) > 3 and letters.startswith(short))


def _tokens(name: str) -> list[str]:
    return _key(name).split()


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    text = name.replace("U.S.", "US").replace("&", "and").replace("’", "'").replace("-", " ")
    return " ".join(
        w for w in "".join(c if c.isalnum() or c in " '" else " " for c in text).lower().split() if w != "the"
    )


def _together(clusters: list[_Cluster]) -> list[_Cluster]:
    """Clusters that the registry or their own words show to be one body."""
    kept: list[_Cluster] = []
    for cluster in clusters:
        twin = next((k for k in kept if _one_body(k, cluster)), None)
        if twin is None:
            kept.append(cluster)
        else:
            twin.names += cluster.names
            twin.shorts |= cluster.shorts
            twin.countries += cluster.countries
    return kept


def _one_body(one: _Cluster, other: _Cluster) -> bool:
    if one.countries and other.countries and not set(one.countries) & set(other.countries):
        return False
    mine, theirs = _registered(one), _registered(other)
    if mine and theirs:
        return mine == theirs
    return any(_reordered(a.text, b.text) for a in one.names for b in other.names)


def _registered(cluster: _Cluster) -> str | None:
    country = next(iter(cluster.countries), None)
    matches = (registry().resolve(n.text, country=country) for n in cluster.names)
    return next((m.body.body_id for m in matches if m and m.matched_by != "fuzzy"), None)


def _reordered(one: str, other: str) -> bool:
    """The same words in another order: `Uzbekistan Standards Center`, `Center of Standards of Uzbekistan`."""
    a, b = ({w for w in _tokens(n) if w not in ("of", "and", "for", "in", "republic")} for n in (one, other))
    return a == b and (len(a) > 2 or bool(a & {"department", "ministry"}))


def _organization(cluster: _Cluster, near: tuple[str, ...]) -> Organization:
    names = tuple(_distinct(cluster.names))
    country = next(iter(cluster.countries), None)
    match = next((m for n in names if (m := registry().resolve(n.text, country=country, near=near))), None)
    told = next((c for n in names if (c := country_of(n.text))), None)
    country = country or (match.body.country if match else None) or told
    return Organization(names, country, match.body.body_id if match else None)


def is_unit(body: Organization) -> bool:
    """A part of a body that the text does not name with it: `Consumer Department`."""
    if body.body_id or body.country or len(body.names) > 1:
        return False
    return bool(set(body.names[0].text.split()) & word_set("en_unit_heads"))


def _distinct(names: list[Mention]) -> list[Mention]:
    first: dict[str, Mention] = {}
    for name in sorted(names):
        first.setdefault(_key(name.text), name)
    return sorted(first.values(), key=lambda n: (-len(n.text.split()), -len(n.text), n.start))
