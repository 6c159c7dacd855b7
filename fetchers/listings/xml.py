"""XML from the web, parsed without entities, network or DTDs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from fetchers.documents import Page
from fetchers.errors import ListingError


def parse_xml(page: Page) -> etree._Element:
    """The root element; ListingError for anything that is no plain XML document."""
    if b"<!ENTITY" in page.body[:65536] or b"<!DOCTYPE" in page.body[:2048].upper():
        raise ListingError("not_xml", page.url, "a document type or entities, which no feed needs")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(page.body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ListingError("not_xml", page.url, f"{error}"[:200]) from None
    return root


def children(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Every element below `root` with this local name, whatever its namespace."""
    for element in root.iter():
        if isinstance(element.tag, str) and etree.QName(element).localname == name:
            yield element


def text_of(element: etree._Element, name: str) -> str:
    """The text of the first child with this local name, or nothing."""
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname == name:
            return "".join(str(part) for part in child.itertext()).strip()
    return ""
