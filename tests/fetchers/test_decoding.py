"""Charsets as sites declare them, rightly or wrongly."""

from __future__ import annotations

import codecs
import gzip

import pytest

from fetchers.decoding import codec_for, decode
from fetchers.decompression import DecompressionError, decompress

ZHU = "朱镕基 签署 〇 𠮷"


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030", "GB_2312-80", "cp936", "x-gbk"])
def test_gb2312_means_gb18030(label: str) -> None:
    found = decode(ZHU.encode("gb18030"), f"text/html; charset={label}")
    assert (found.text, found.basis, found.warnings) == (ZHU, "http", ())


def test_the_bom_comes_before_the_header() -> None:
    assert decode(codecs.BOM_UTF8 + ZHU.encode(), "text/html; charset=gbk").text == ZHU
    assert decode(ZHU.encode("utf-16"), "text/html; charset=gbk").basis == "bom"


def test_the_header_comes_before_meta_and_meta_before_the_default() -> None:
    body = '<meta charset="gbk">签署'.encode()
    assert decode(body, "text/html; charset=utf-8").text.endswith("签署")
    body = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">签署'.encode("gbk")
    assert decode(body, "text/html").text.endswith("签署")
    assert decode("签署".encode("gbk"), "text/html", "gbk").basis == "default"


@pytest.mark.parametrize(
    "label",
    ["rot13", "base64", "idna", "unicode_escape", "utf-7", "utf8mb4", "utf-8,gbk", "punycode", "", "x" * 500],
)
def test_labels_that_name_no_text_encoding_are_as_if_absent(label: str) -> None:
    assert codec_for(label) is None
    assert decode("签署".encode(), f"text/html; charset={label}").text == "签署"


def test_a_label_with_a_nul_is_absent() -> None:
    assert decode("签署".encode(), "text/html; charset=ro\0t13").text == "签署"


def test_nul_is_removed_and_bad_bytes_are_told() -> None:
    found = decode(b"a\0b\xff", "text/html; charset=utf-8")
    assert found.text == "ab\ufffd"
    assert found.warnings == ("undecodable_bytes:1",)


def test_a_cut_character_at_the_end_is_told() -> None:
    assert decode("签署".encode()[:-1]).warnings


def test_latin_1_means_windows_1252() -> None:
    assert decode(b"\x93NIST\x94", "text/html; charset=iso-8859-1").text == "“NIST”"


def test_mojibake_is_told_not_mended() -> None:
    found = decode("Chinaâ€™s".encode())
    assert found.text == "Chinaâ€™s"
    assert found.warnings == ("mojibake",)


def test_inflation_stops_at_the_limit() -> None:
    with pytest.raises(DecompressionError) as caught:
        decompress(gzip.compress(b"\0" * 10_000_000), "gzip", 100_000)
    assert caught.value.reason == "too_large"


def test_gzip_in_several_members() -> None:
    assert decompress(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", 100) == b"one two"


def test_the_limit_counts_all_members() -> None:
    with pytest.raises(DecompressionError, match="inflates to more"):
        decompress(gzip.compress(b"x" * 60) * 2, "gzip", 100)


def test_plain_magic_without_coding_is_left_alone() -> None:
    body = gzip.compress(b"x")
    assert decompress(body, "", 1000) == body
