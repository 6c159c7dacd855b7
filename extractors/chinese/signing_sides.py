"""Whose signing a sentence tells: who signs, who looks on, and for whom the document's title says it is."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.chinese.affiliations import Figure
from extractors.chinese.body_forms import Body
from extractors.chinese.builders import Builder, root
from extractors.chinese.dates import Time
from extractors.chinese.roles import argument_bodies
from extractors.chinese.story import Facts
from extractors.chinese.telling import Telling
from extractors.chinese.triggers import Trigger, words
from extractors.geography import country_names

_SEES = re.compile(r"(?:见证|观摩|目睹)了?(?![下者])")
_LANDS_SIGN = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<a>[\u4e00-\u9fff]{2,8}?)(?:又|曾|已)?[与同和](?P<b>[\u4e00-\u9fff]{2,8}?)"
    r"(?:双方|两国|正式|共同|已|又|曾|先后|分别|首次|\d+月|当天|当日|日前|近日)?(?:[在于][^,。]{2,16}?)?(?:正式|共同|首次)?[续草]?签"
)


class SigningSides(Telling):
    """Finds the sides of a signing."""

    def _looked_on(self, facts: Facts, signs: list[Trigger]) -> tuple[Facts, list[Figure]]:
        """某某见证了甲与乙签署…: what signs stands after the word, who looks on before it."""
        plain = self.reading.view.plain
        seen = _SEES.search(plain, signs[0].clause[0], signs[0].start)
        if seen is None:
            return facts, []
        bodies = [(at, body) for at, body in facts.bodies if at >= seen.end()]
        if len({id(root(body)) for at, body in bodies if at < signs[0].clause[1]}) < 2:
            return facts, []
        near = [figure for at, figure in facts.figures if signs[0].clause[0] <= at < seen.start()]
        before = near or [figure for at, figure in facts.figures if at < seen.start()][:1]
        figures = [(at, figure) for at, figure in facts.figures if at >= seen.end()]
        return replace(facts, figures=figures, bodies=bodies, witnesses=[]), before

    def _signing_bodies(self, facts: Facts, signs: list[Trigger]) -> list[Body]:
        """The bodies up to the end of the part that tells the signing, or all if these are not two."""
        end = max(t.clause[1] for t in signs)
        near = argument_bodies(self.reading, facts, until=end)
        if len({id(root(body)) for body in near}) > 1:
            return near
        lands = self._signing_lands(signs[0]) if not near and not facts.figures else []
        return lands or argument_bodies(self.reading, facts)

    def _signing_lands(self, sign: Trigger) -> list[Body]:
        """中国与东盟在新加坡签署…: two lands that sign themselves."""
        plain, geo = self.reading.view.plain, self.reading.bodies.geo
        for match in _LANDS_SIGN.finditer(plain, *sign.clause):
            first, second = geo.get(match.start("a")), geo.get(match.start("b"))
            if first and second and (first.end, second.end) == (match.end("a"), match.end("b")):
                return [self.reading.bodies.state(first), self.reading.bodies.state(second)]
        return []

    def _principals(self) -> list[Figure]:
        """Whom 两人 means: those who met, else those of the sentence before."""
        talks = self._last("meeting")
        met = [figure for figure, _ in talks.people.values()] if talks and not self.figures else []
        chairs = [figure for figure, _ in talks.people.values()] if talks else []
        return chairs if len({id(f.body) for f in chairs}) > 1 else met or self.figures

    def _alludes(self, facts: Facts) -> bool:
        """The sentence points to those named before."""
        pointing = (*words("roles", "both"), *words("roles", "pronouns"))
        return (
            any(word in facts.text for word in pointing)
            or bool(facts.documents and self.builders)
            or (bool(self.builders) and any(t.status == "renewed" for t in facts.triggers))
        )


def older_in(facts: Facts, signs: list[Trigger]) -> tuple[Trigger, Time] | None:
    """A signing with a time of its own that only tells which document is meant: 2017年签署的《…》."""
    plain = facts.reading.view.plain
    for sign in signs:
        others = [t for t in signs if t is not sign and t.clause == sign.clause]
        if not others or not plain.startswith("的", sign.end):
            continue
        since = max((t.end for t in others if t.end <= sign.start), default=sign.clause[0])
        times = [t for t in facts.times if since <= t.start and t.end <= sign.start and t.date.edtf]
        if times:
            return sign, times[-1]
    return None


def name_the_titled(builder: Builder, titled: list[Body], *, whole: bool = False) -> None:
    """Who signs does so for the body of that country which the document's title names.

    `whole`: the story has been told, so also a ministry gives way to the body that the title names.
    """
    if whole:
        lands = {body.country for body in titled}
        roots = [root(b) for b in titled]
        kept = [b for b in builder.parties if b.country not in lands or root(b) in roots]
        builder.parties = [*kept, *(b for b in titled if not any(root(k) is root(b) for k in kept))]
        return
    for index, party in enumerate(builder.parties):
        same = [b for b in titled if b is not party and b.country == party.country and not builder.has(b)]
        if same and not party.ids and party.name in _lands():
            builder.parties[index] = same[0]


@cache
def _lands() -> frozenset[str]:
    return frozenset(country_names("zh"))
