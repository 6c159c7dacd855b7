"""Pages made to break a reader: each generator gives the bytes of one page of about `size` characters."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from dataclasses import dataclass

Body = Callable[[int], bytes | str]

_ARTICLE = (
    "<p>On 3 May 2024, the National Institute of Standards and Technology (NIST) and INMETRO signed a "
    "memorandum of understanding on metrology in Rio de Janeiro, Brazil.</p>"
)
_CHINESE = "<p>2024年5月3日，市场监管总局与巴西国家计量院在北京签署计量合作谅解备忘录，局长张三出席。</p>"


def _page(body: str, head: str = "") -> str:
    return (
        "<!doctype html><html><head><meta charset=utf-8><title>News of the day</title>"
        f'<meta property="article:published_time" content="2024-05-06T08:00:00Z">{head}</head>'
        f"<body><article><h1>News of the day</h1>{body}</article></body></html>"
    )


def _fill(unit: str, size: int) -> str:
    return unit * max(1, size // len(unit))


def _around(unit: str) -> Body:
    """The unit over and over behind an article's first paragraph."""
    return lambda size: _page(_ARTICLE + _fill(unit, size))


def _text(unit: str) -> Body:
    return lambda size: _page(_ARTICLE + f"<p>{_fill(unit, size)}</p>")


def _hans(unit: str) -> Body:
    return lambda size: _page(_CHINESE + f"<p>{_fill(unit, size)}</p>")


def _nested(tag: str, depth_of: int = 12) -> Body:
    def made(size: int) -> str:
        depth = size // depth_of
        return _page(f"<{tag}>" * depth + _ARTICLE + f"</{tag}>" * depth)

    return made


def _attributes(size: int) -> str:
    told = " ".join(f"a{n}=b" for n in range(size // 8))
    return _page(f"<div {told}>{_ARTICLE}</div>")


def _noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def _letters(alphabet: str) -> Body:
    def made(size: int) -> str:
        return _page(f"<p>{''.join(random.Random(7).choices(alphabet, k=size))}</p>")

    return made


def _mixed(size: int) -> bytes:
    half = _page(_CHINESE * 3)
    return half.encode("utf-8") + half.encode("gb18030") * (size // 2000 + 1)


PAGES: dict[str, Body] = {
    # shape of the markup
    "nested div": _nested("div"),
    "nested span": _nested("span"),
    "nested table": _nested("table"),
    "nested list": _nested("ul"),
    "nested font": _nested("font"),
    "nested form": _nested("form"),
    "nested svg": _nested("svg"),
    "nested quote": _nested("blockquote"),
    "nested b and i": _around("<b><i>"),
    "misnested": _around("<b><p></b></p>"),
    "unclosed paragraphs": _around("<p>x"),
    "unclosed cells": _around("<td>x"),
    "unclosed options": _around("<option>x"),
    "unclosed links": _around('<a href="/a">x'),
    "closing tags only": _around("</div>"),
    "attributes": _attributes,
    "one long attribute": lambda size: _page(f'<div title="{"x" * size}">{_ARTICLE}</div>'),
    "attributes without end": lambda size: _page(_ARTICLE + f"<div {_fill('a=1 ', size)}"),
    "same attribute": lambda size: _page(f"<div {_fill('id=1 ', size)}>{_ARTICLE}</div>"),
    "huge colspan": _around("<table><tr><td colspan=9007199254740991 rowspan=9007199254740991>x</table>"),
    "comments": _around("<!-- x -->"),
    "comment without end": lambda size: _page(_ARTICLE + "<!--" + "x" * size),
    "comment openings": _around("<!--"),
    "declarations": _around("<!"),
    "processing": _around("<?x "),
    "cdata": _around("<![CDATA[x]]>"),
    "script without end": lambda size: _page(_ARTICLE + "<script>" + "x(" * (size // 2)),
    "style without end": lambda size: _page(_ARTICLE + "<style>" + "x{" * (size // 2)),
    "style in the text": _text("p { color: red } "),
    "style braces": _text(".a{"),
    "textarea without end": lambda size: _page(_ARTICLE + "<textarea>" + "x" * size),
    "plaintext": lambda size: _page(_ARTICLE + "<plaintext>" + "<p>" * (size // 3)),
    "less-than signs": _around("<"),
    "entities": _around("&amp;"),
    "entities without end": _around("&amp"),
    "numeric entities": _around("&#x1F;"),
    "large entities": _around("&#99999999999;"),
    "entity bomb": lambda size: (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
        f"<html><body><p>{_fill('&c;', size)}</p></body></html>"
    ),
    "external entity": lambda size: (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _page("<p>&x;</p>" * (size // 10))
    ),
    "headings": _around("<h1>NIST signs</h1>"),
    "line breaks": _around("<br>"),
    "metas": lambda size: _page(_ARTICLE, _fill('<meta name="PubDate" content="2024-05-06">', size)),
    "titles": lambda size: _page(_ARTICLE, _fill("<title>x</title>", size)),
    "base and refresh": lambda size: _page(
        _ARTICLE * (size // 200 + 1),
        '<base href="javascript:alert(1)"><meta http-equiv="refresh" content="0;url=http://127.0.0.1/">',
    ),
    "iframes": _around("<iframe src=/x></iframe>"),
    "templates": _around(f"<template>{_ARTICLE}</template>"),
    "images of data": _around('<img src="data:image/png;base64,AAAA">'),
    "hidden": _around("<div style='display:none'>x</div>"),
    "links": _around('<a href="https://www.example.org/a/b/c.html">NIST</a> '),
    "long links": lambda size: _page(_ARTICLE + f'<a href="http://{"a" * size}.org/">x</a>'),
    "dated links": _around("<li><a href=/news/1>News</a> 2024-05-03</li>"),
    # bytes
    "empty": lambda size: b"",
    "white space": lambda size: b" " * size,
    "zeros": lambda size: b"\x00" * size,
    "noise": _noise,
    "png": lambda size: b"\x89PNG\r\n\x1a\n" + _noise(size),
    "pdf": lambda size: b"%PDF-1.7\n" + _noise(size),
    "gzip inside": lambda size: gzip.compress(b"\x00" * size * 100),
    "utf-16": lambda size: ("\ufeff" + _page(_ARTICLE * (size // 200 + 1))).encode("utf-16-le"),
    "utf-32": lambda size: _page(_ARTICLE * (size // 400 + 1)).encode("utf-32"),
    "two encodings": _mixed,
    "cut in a character": lambda size: _page(_CHINESE * (size // 50 + 1)).encode()[:-7] + b"\xe4\xb8",
    "surrogates": lambda size: _page("<p>" + "\ud83d" * size + "</p>").encode("utf-8", "surrogatepass"),
    "charset of code": lambda size: _page(_ARTICLE, "<meta charset=unicode_escape>") + "\\x41" * (size // 4),
    "json": lambda size: '{"a": [' + "[" * size,
    "feed": lambda size: '<?xml version="1.0"?><rss>' + _fill("<item><title>x</title></item>", size),
    # text
    "brackets": _text("("),
    "quotes": _text("'"),
    "quotation marks": _text("“"),
    "book titles": _hans("《"),
    "rulers": _hans("——"),
    "emoji": _text("👩‍👩‍👧‍👦"),
    "address and emoji": lambda size: _page(_ARTICLE + f"<p>https://a.org/{'👍🏽' * (size // 2)}</p>"),
    "combining marks": _text("e\u0301\u0302\u0303"),
    "right to left": _text("\u202enoitazidradnatS "),
    "zero width": _text("N\u200bI\u200bS\u200bT "),
    "one word": _text("x"),
    "digits": _text("1"),
    "dots": _text("."),
    "commas": _text(", "),
    "names": _text("Paul Mwangi, Director of "),
    "honorifics": _text("Mr. "),
    "initials": _text("A. "),
    "bodies": _text("National Institute of Standards and "),
    "acronyms": _text("NIST and SAMR and "),
    "dates": _text("3 May 2024, "),
    "numeric dates": _text("02/03/2024 "),
    "signings": _text("NIST and SAMR signed a memorandum of understanding on 3 May 2024 in Beijing. "),
    "lines of signings": _around("<p>NIST signed.</p>"),
    "meetings": _around("<p>Paul Mwangi, Director of KEBS, met Anna Smith of BSI.</p>"),
    "Chinese names": _hans("局长张三、"),
    "Chinese bodies": _hans("中国国家市场监督管理总局与"),
    "Chinese signings": _hans("中国与美国签署谅解备忘录。"),
    "Chinese meetings": _around("<p>局长张三会见了李四。</p>"),
    "Chinese dates": _hans("2024年5月3日，"),
    "Chinese without stop": _letters("中国美市场监管总局签署会见与和在合作备忘录"),
    "letters": _letters("abcdefghij "),
    "everything": _letters("aA1.,;()'\"<>&中。，《》\n\t\u200b\u202e👍é "),
    "digest": _around("<p>1. On March 11, 2025, the two sides met in Beijing to talk about standards.</p>"),
}


@dataclass(frozen=True)
class HostilePage:
    name: str
    size: int

    def body(self) -> bytes:
        made = PAGES[self.name](self.size)
        return made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")
