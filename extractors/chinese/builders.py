"""Events while they are put together from the sentences of an item."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.bodies import registry
from extractors.chinese.affiliations import Figure
from extractors.chinese.body_forms import Body
from extractors.chinese.instruments import Document
from extractors.chinese.story import Reading
from extractors.events import EventDate, EventType, Mention, Place, Role, Status
from extractors.geography import country_names
from extractors.reading import Draft, Organization


@dataclass(slots=True, eq=False)
class Builder:
    """A draft that sentences still add to."""

    type: EventType
    sentence: tuple[int, int]
    item: int
    parties: list[Body] = field(default_factory=list)
    people: dict[int, tuple[Figure, Role]] = field(default_factory=dict)
    documents: list[tuple[Document, Status]] = field(default_factory=list)
    date: EventDate | None = None
    place: Place | None = None
    scope: list[tuple[int, int]] = field(default_factory=list)
    background: bool = False
    virtual: bool = False
    contracted: bool = False
    governments: list[Body] = field(default_factory=list)
    inherited: list[tuple[int, int]] = field(default_factory=list)

    def join(self, figure: Figure, role: Role) -> None:
        """Add a person; a signatory stays one."""
        known = self.people.get(id(figure))
        if known is None or role == "signatory":
            self.people[id(figure)] = (figure, role)

    def add_party(self, body: Body | None) -> None:
        """Add a party unless it, its parent or its department is one already."""
        if body is None:
            return
        for index, known in enumerate(self.parties):
            if root(known) is root(body) or (known.country is not None and _same(known, body)):
                if known.parent is None and body.parent is known:
                    self.parties[index] = body
                return
        self.parties.append(body)

    def has(self, body: Body | None) -> bool:
        """Whether a body, its parent or a department of it is a party."""
        return body is not None and any(root(known) is root(body) for known in self.parties)

    def add_document(self, document: Document, status: Status) -> None:
        """Add a document unless it was named before: with its title, as a bare kind, or as `文件`."""
        if _generic(document) and self.documents:
            return
        self.documents = [(known, told) for known, told in self.documents if not _generic(known)]
        for index, (known, _) in enumerate(self.documents):
            if known.type == document.type and (known.title is None or document.title is None):
                if known.title is None and document.title is not None:
                    self.documents[index] = (document, status)
                return
            if known.title and document.title and known.title == document.title:
                return
        self.documents.append((document, status))

    def sides(self) -> int:
        """How many different parties there are."""
        return len({id(root(body)) for body in self.parties})

    def draft(self, reading: Reading) -> Draft:
        """The finished draft."""
        view = reading.view
        instruments = tuple(document.instrument(view, status) for document, status in self.documents)
        return Draft(
            type=self.type,
            sentence=view.mention(*self.sentence),
            parties=tuple(self._organizations(reading)),
            people=tuple((reading.people.human(figure), role) for figure, role in self.people.values()),
            instruments=instruments,
            date=self.date,
            place=None if self.virtual else self.place,
            item=self.item,
            # What an item of a digest does not say is not to be had from the other items.
            virtual=self.virtual or (self.item > 0 and self.place is None),
            background=self.background,
        )

    def _has_agency(self, ruler: Body) -> bool:
        return any(body.country == ruler.country and body not in self.governments for body in self.parties)

    def _only_sends(self, land: Body) -> bool:
        """A country there by its ambassador only, beside a body of its own."""
        others = [b for b in self.parties if b is not land and b.country == land.country]
        elsewhere = any(b.country != land.country for b in self.parties)
        return bool(others) and elsewhere and not land.ids and land.name in country_names("zh")

    def _organizations(self, reading: Reading) -> list[Organization]:
        found: list[Organization] = []
        parties = [b for b in self.parties if b not in self.governments or not self._has_agency(b)]
        parties = [b for b in parties if not self._only_sends(b)]
        for body in parties:
            organization = reading.bodies.organization(body)
            rulers = [g for g in self.governments if g.country == body.country and g is not body]
            if rulers:
                ruler = reading.bodies.organization(rulers[0])
                names: tuple[Mention, ...] = tuple(dict.fromkeys(ruler.names + organization.names))
                organization = Organization(names, ruler.country, ruler.body_id)
            found.append(organization)
        return found


def _generic(document: Document) -> bool:
    """`两份合作文件`: which kind they are is told elsewhere, or not at all."""
    return document.type == "cooperation_document" and document.title is None


def root(body: Body) -> Body:
    """The body itself, or the one that it is a department of."""
    while body.parent is not None:
        body = body.parent
    return body


def _same(one: Body, other: Body) -> bool:
    return bool(one.ids & other.ids)


def kin(one: Body, other: Body) -> bool:
    """Whether the registry knows one body as part of the other."""
    return bool(_line(one) & _line(other))


def _line(body: Body) -> frozenset[str]:
    """The ids of a body and of the one it belongs to."""
    ids = root(body).ids | body.ids
    parents = {registry().by_id[i].parent_id for i in ids if i in registry().by_id}
    return frozenset(
        ids | {i for i in parents if i in registry().by_id and registry().by_id[i].kind != "government"}
    )
