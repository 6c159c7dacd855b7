"""From bytes to text by what is declared, in a fixed order; no detector ever guesses."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Label -> codec. As in the WHATWG Encoding Standard, GB2312 and GBK mean their superset,
# and Latin-1 means windows-1252: that is what pages so labelled contain.
_CODECS = {
    "utf8": "utf-8", "utf16": "utf-16", "utf16le": "utf-16-le", "utf16be": "utf-16-be",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "xgbk": "gb18030", "cp936": "gb18030",
    "gb231280": "gb18030", "hzgb2312": "hz", "big5": "big5hkscs", "big5hkscs": "big5hkscs",
    "iso88591": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "usascii": "cp1252", "cp1252": "cp1252",
    "windows1252": "cp1252", "iso885915": "iso8859-15", "windows1251": "cp1251", "koi8r": "koi8-r",
    "shiftjis": "cp932", "eucjp": "euc_jp", "euckr": "cp949", "windows1250": "cp1250",
    "iso88592": "iso8859-2",
}  # fmt: skip
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})\s*[\"']?\s*(?:;|$)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 8192
_MOJIBAKE = ("â€™", "â€œ", "â€“", "ï¼Œ", "ã€‚", "é”Ÿ", "锟斤拷")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the codec used, what decided on it (`bom`, `http`, `meta`, `default`), and what was odd."""

    text: str
    codec: str
    basis: str
    warnings: tuple[str, ...] = ()


def decode(body: bytes, content_type: str = "", default: str = "utf-8") -> Decoded:
    """Decode a page; undecodable bytes become U+FFFD and a warning, never an exception."""
    codec, basis = _choose(body, content_type, default)
    text = body.decode(codec, "replace").replace("\x00", "").removeprefix("\ufeff")
    warnings = []
    if "\ufffd" in text:
        warnings.append(f"undecodable_bytes:{text.count(chr(0xFFFD))}")
    if any(mark in text for mark in _MOJIBAKE):
        warnings.append("mojibake")
    return Decoded(text, codec, basis, tuple(warnings))


def _choose(body: bytes, content_type: str, default: str) -> tuple[str, str]:
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return codec, "bom"
    header = _HEADER.search(content_type[:400])
    if header and (codec_name := codec_for(header[1])):
        return codec_name, "http"
    meta = _XML.search(body[:_HEAD_BYTES]) or _META.search(body[:_HEAD_BYTES])
    if meta and (codec_name := codec_for(meta[1].decode("ascii"))):
        # A meta element that could be read as ASCII cannot be in a two-byte encoding.
        return ("utf-8" if codec_name.startswith("utf-16") else codec_name), "meta"
    return codec_for(default) or "utf-8", "default"


def codec_for(label: str) -> str | None:
    """The Python codec for a declared label, or None for a label that names no known text encoding."""
    return _CODECS.get(re.sub(r"[\s_:.-]", "", label.lower()))
