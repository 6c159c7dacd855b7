"""Signings: what was signed by whom, and later sentences that tell more of it."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.chinese.affiliations import Figure
from extractors.chinese.body_forms import Body
from extractors.chinese.builders import Builder, root
from extractors.chinese.counterparts import One, told_apart
from extractors.chinese.dates import Time
from extractors.chinese.instruments import Document
from extractors.chinese.roles import (
    argument_bodies,
    governments_of,
    own_envoy,
    signers_of,
    titled_bodies,
    titled_pairs,
)  # fmt: skip
from extractors.chinese.signing_sides import SigningSides, name_the_titled, older_in
from extractors.chinese.story import Facts, Reading
from extractors.chinese.triggers import Trigger
from extractors.events import Status

_NAMES_SIGNERS = re.compile(
    r"签字人|签字的|签名的|签署人|落笔的|落款人|签字代表|代表[^,。]*签|分别[^,。]*签|各自[^,。]*签"
)
_THIS = re.compile(
    r"(?:这份|该|此|上述|这一|两份|这项)(?:文件|备忘录|谅解备忘录|协议|协定|安排|议定书|意向书)"
)


_CONTRACTED = re.compile(r"[与同和][^,。]{2,40}(?:正式|成功|隆重|顺利|现场)?签约(?!仪式)")
_LABEL = re.compile(
    r"[ (\[]*((?:中方|外方|[\u4e00-\u9fff]{1,3}方)?(?:签约人|签字人|签署人|签字代表|签约代表|签字|签约|"
    r"见证人|见证|见证嘉宾|到场见证|出席|出席人员|出席嘉宾|参加人员|在场|列席|主持人)|"
    r"[\u4e00-\u9fff]{1,3}方):"
)
_LOOKS_ON = re.compile(r"见证|出席|参加|在场|列席|主持")
_LOOKS_ON_SENTENCE = re.compile(
    r"仪式[^。]{0,40}(?:主持|致辞|讲话|致词)|主持[^。]{0,12}仪式|[前后]排[左右中]|[左右][一二三四五]为|"
    r"(?:参加|与会|到会|到场|在场|观礼|在座)[了]?(?:签[约字署]|活动|仪式)?[。;]?$"
)


# 部分机构与获证企业签订合同, 某省四家企业签署协议: nobody in particular.
_SOMEBODY = re.compile(
    r"(?:(?:部分|有关|个别|某|一些|不少|涉案|获证|用人)[^,。]{0,10}?(?:机构|单位|平台|消费者|企业|公司)|"
    r"[两三四五六七八九十几多数\d]家[^,。]{0,8}?(?:企业|公司|经营者|厂|商户|商家)|当事人)[^,。]{0,20}签"
)


class Signings(SigningSides):
    """The part of a story that tells signings."""

    def _signing(self, facts: Facts, signs: list[Trigger]) -> None:
        if _SOMEBODY.search(facts.text) and not facts.figures and not argument_bodies(self.reading, facts):
            return
        if older := older_in(facts, signs):
            self._renews(facts, signs, *older)
            return
        past = all(t.past for t in signs) or self._old_times(facts)
        facts, onlookers = self._looked_on(facts, signs)
        if pairs := titled_pairs(facts):
            self._signed_by_title(facts, signs, pairs, past)
            return
        builder = Builder("signing", (facts.span.start, facts.span.end), facts.span.item, background=past)
        self._add_subject(facts)
        signers, witnesses = signers_of(facts, signs, self._principals())
        if past and not any(signs[0].clause[0] <= at < signs[0].clause[1] for at, _ in facts.figures):
            signers = []
        own, others = told_apart(self.reading, facts, signs[0])
        for figure in signers:
            builder.add_party(self._party(figure))
        if builder.sides() < 2:
            for body in self._signing_bodies(facts, signs):
                builder.add_party(body)
        if builder.sides() < 2 and not builder.parties:
            for body in titled_bodies(facts):
                builder.add_party(body)
        if builder.sides() < 2:
            self._complete(builder, facts, False)
        if builder.sides() < 2:
            for body in titled_bodies(facts):
                builder.add_party(body)
        name_the_titled(builder, titled_bodies(facts))
        role = "participant" if any(t.weak for t in signs) and "互致信函" not in facts.text else "signatory"
        for figure in signers:
            builder.join(figure, role)  # type: ignore[arg-type]
        for figure in (*witnesses, *onlookers):
            builder.join(figure, "witness")
        self._documents(builder, facts, signs)
        self._borrow(builder, facts)
        named = facts.figures or facts.bodies or titled_bodies(facts) or self._signing_lands(signs[0])
        if not named and not self._alludes(facts):
            return
        builder.governments = governments_of(self.reading, facts, builder.parties)
        builder.scope.append((facts.span.start, facts.span.end))
        builder.inherited = [span for b in self.builders if not b.background for span in b.scope]
        self._settle(builder, facts, past=past)
        builder.contracted = len(builder.parties) == 2 and bool(_CONTRACTED.search(facts.text)) and not past
        if past and self._each_year(builder, facts):
            return
        current = self._same_signing(builder, facts)
        if current is not None:
            self._merge(current, builder)
        elif len(others) > 1 and len(own) == 1:
            self._signed_apart(builder, own, others)
        else:
            self.builders.append(builder)

    def _renews(self, facts: Facts, signs: list[Trigger], inner: Trigger, time: Time) -> None:
        """续签了双方2017年订立的《…》: the signing of now, and behind it the one of then."""
        facts.times = [t for t in facts.times if t is not time]
        sites = [s for s in facts.sites if time.end <= s.start < inner.start]
        facts.sites = [s for s in facts.sites if s not in sites]
        before = len(self.builders)
        self._signing(facts, [t for t in signs if t is not inner])
        if len(self.builders) == before or self.builders[-1].type != "signing":
            return
        now = self.builders[-1]
        then = Builder("signing", now.sentence, now.item, list(now.parties), date=time.date, background=True)
        then.documents = [(document, "signed") for document, _ in now.documents]
        then.scope = list(now.scope)
        then.place = sites[0].place if sites else None
        self.builders.append(then)

    def _signed_by_title(
        self, facts: Facts, signs: list[Trigger], pairs: list[tuple[Document, list[Body]]], past: bool
    ) -> None:
        """《甲与乙…》和《甲与丙…》: each document tells whose it is, so there is a signing for each pair."""
        signers, witnesses = signers_of(facts, signs, self._principals())
        apart: dict[frozenset[int], Builder] = {}
        for document, parties in pairs:
            key = frozenset(map(id, parties))
            builder = apart.setdefault(
                key, Builder("signing", (facts.span.start, facts.span.end), facts.span.item, background=past)
            )
            for body in parties:
                builder.add_party(body)
            builder.documents.append((document, signs[0].status))
        for builder in apart.values():
            for figure in signers:
                if builder.has(figure.body):
                    builder.join(figure, "signatory")
            for figure in witnesses:
                builder.join(figure, "witness")
            builder.scope.extend((d.start, d.end) for d, _ in builder.documents)
            self._settle(builder, facts, past=past)
            self.builders.append(builder)

    def _each_year(self, builder: Builder, facts: Facts) -> bool:
        """2009年首次签署,2014年和2019年两次续签: one signing for each year named."""
        years = [t for t in facts.times if t.kind in ("year", "month") and t.date.edtf]
        titled = [d for d in facts.documents if d.title]
        if len(years) < 2 or len(years) != len(facts.times) or titled or builder.sides() < 2:
            return False
        signs = facts.told("sign")
        for year in years:
            status = next((t.status for t in signs if t.start > year.start), signs[-1].status)
            one = Builder("signing", builder.sentence, builder.item, date=year.date, background=True)
            later = [s.start for s in facts.sites if s.start > year.start]
            own = [s for s in facts.sites if later and s.start == later[0]]
            following = [t for t in years if own and year.start < t.start < own[0].start]
            one.place = own[0].place if own and not following else None
            one.parties, one.scope = list(builder.parties), list(builder.scope)
            one.documents = [(document, status) for document, _ in builder.documents]
            self.builders.append(one)
        return True

    def _borrow(self, builder: Builder, facts: Facts) -> None:
        """A signing that names no document, or only 该备忘录, means the one named before."""
        bare = [d for d, _ in builder.documents]
        if any(d.title for d in bare) or (bare and not _THIS.search(facts.text)):
            return
        for current in reversed(self.builders):
            for document, _ in current.documents:
                if not bare or bare[0].type in (document.type, "cooperation_document"):
                    status = facts.told("sign")[0].status
                    builder.documents = [(document, status)]
                    return
        near = [d for f in self._around(facts) for d in f.documents]
        near = near or [d for d in self.reading.documents if d.title and d.start < facts.span.start]
        if not bare and near:
            builder.add_document(near[0], facts.told("sign")[0].status)

    def _signed_apart(self, builder: Builder, own: list[One], others: list[list[One]]) -> None:
        for other in others:
            one = Builder("signing", builder.sentence, builder.item, date=builder.date, place=builder.place)
            for side in (*own, *other):
                one.add_party(self._party(side) if isinstance(side, Figure) else side)
                if isinstance(side, Figure):
                    one.join(side, "signatory")
            strangers = [b for o in others if o is not other for b in self._bodies(o)]
            one.documents = [
                (_share(document, len(others)), status)
                for document, status in builder.documents
                if not self._is_with(document, strangers)
            ]
            one.scope = list(builder.scope)
            self.builders.append(one)

    def _bodies(self, sides: list[One]) -> list[Body | None]:
        return [self._party(side) if isinstance(side, Figure) else side for side in sides]

    def _is_with(self, document: Document, bodies: list[Body | None]) -> bool:
        """Whether the title names one of the bodies: it was signed with that one alone."""
        start, end = document.title or (0, 0)
        named = (b for (a, z), b in self.reading.bodies.at.items() if start <= a and z <= end)
        return any(root(body) is root(other) for body in named for other in bodies if other)

    def _old_times(self, facts: Facts) -> bool:
        return bool(facts.times) and all(t.date.edtf and self._is_old(t.date) for t in facts.times)

    def _same_signing(self, builder: Builder, facts: Facts) -> Builder | None:
        """The signing that the sentence tells more of."""
        for current in reversed(self.builders):
            if current.type != "signing" or current.background != builder.background:
                continue
            own_time = any(t.date.edtf for t in facts.times)
            if own_time and current.date and builder.date and current.date.edtf != builder.date.edtf:
                continue
            if not current.people and builder.people and _alike(current, builder):
                current.date = builder.date if any(t.date.edtf for t in facts.times) else current.date
                return current
            if (
                not facts.documents
                and _NAMES_SIGNERS.search(facts.text)
                and any(current.has(b) for b in builder.parties)
            ):
                return current
            new = [d for d, _ in builder.documents if d.title]
            if new and any(d.title for d, _ in current.documents) and builder.people and current.people:
                continue
            if all(current.has(body) for body in builder.parties) or all(
                builder.has(b) for b in current.parties
            ):
                return current
        return None

    def _merge(self, current: Builder, builder: Builder) -> None:
        for body in builder.parties:
            current.add_party(body)
        for figure, role in builder.people.values():
            current.join(figure, role)
        for document, status in builder.documents:
            current.add_document(document, status)
        current.scope.extend(builder.scope)
        current.governments = current.governments or builder.governments
        current.place = current.place or builder.place
        current.date = current.date or builder.date
        current.virtual = current.virtual or builder.virtual

    def _label(self, facts: Facts) -> str | None:
        """签约人:, 见证人:, 中方: before a list of names, also before its later parts."""
        if match := _LABEL.match(facts.text):
            return match[1]
        index = self.facts.index(facts) if facts in self.facts else 0
        for before in reversed(self.facts[:index]):
            if before.span.paragraph != facts.span.paragraph or not before.text.endswith(";"):
                return None
            if match := _LABEL.match(before.text):
                return match[1]
        return None

    def _documents(self, builder: Builder, facts: Facts, signs: list[Trigger]) -> None:
        for document in facts.documents:
            if (
                document.grounds
                and len(facts.documents) > 1
                and not _signed_right_before(self.reading, document)
            ):
                continue
            if document.type == "cooperation_document" and len(facts.documents) > 1:
                continue
            builder.add_document(document, self._status(document, facts, signs))

    def _status(self, document: Document, facts: Facts, signs: list[Trigger]) -> Status:
        """By the verb before the document, or behind it; that of 2017年订立的备忘录 only if it is alone."""
        plain = self.reading.view.plain
        main = [t for t in facts.triggers if t.kind == "sign" and not plain.startswith("的", t.end)]
        near = [t for t in signs if t.start < document.start and (t in main or not main)]
        later = [t for t in facts.triggers if t.kind == "sign" and t.start > document.start]
        if near:
            return near[-1].status
        return later[0].status if later else signs[0].status

    def _further_signing(self, facts: Facts) -> None:
        signings = [b for b in self.builders if b.type == "signing" and not b.background]
        for figure in facts.witnesses:
            if own_envoy(figure):
                continue
            for builder in signings:
                builder.join(figure, "witness")
        if label := self._label(facts):
            for _, figure in facts.figures:
                signings[-1].join(figure, "witness" if _LOOKS_ON.search(label) else "signatory")
                if not _LOOKS_ON.search(label):
                    signings[-1].add_party(self._party(figure))
        elif _LOOKS_ON_SENTENCE.search(facts.text):
            for _, figure in facts.figures:
                if not own_envoy(figure):
                    signings[-1].join(figure, "witness")
        elif not facts.witnesses and re.search(
            r"签字人|签字的|签名的|签署人|落笔的|落款人|签字代表|代表.*签", facts.text
        ):
            for _, figure in facts.figures:
                signings[-1].join(figure, "signatory")
                signings[-1].add_party(self._party(figure)) if signings[-1].sides() < 2 else None
        if not signings[-1].governments:
            signings[-1].governments = governments_of(self.reading, facts, signings[-1].parties)
        signings[-1].scope.append((facts.span.start, facts.span.end))


def _signed_right_before(reading: Reading, document: Document) -> bool:
    """…签署的《…》: the document is what was signed, even if the news only appeals to it."""
    before = reading.view.plain[max(0, document.start - 6) : document.start]
    return "签" in before and before.endswith("的")


def _alike(one: Builder, other: Builder) -> bool:
    """The same parties and the same kind of document, the later one without a title of its own."""
    kinds = {d.type for d, _ in one.documents}
    same = all(one.has(body) for body in other.parties)
    return same and all(
        d.type in kinds and (d.title is None or d in [k for k, _ in one.documents])
        for d, _ in other.documents
    )


def _share(document: Document, counterparts: int) -> Document:
    """Three memoranda with three bodies are one with each."""
    return replace(document, count=1) if document.count == counterparts else document
