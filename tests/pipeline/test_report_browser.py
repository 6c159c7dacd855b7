"""The report in a real browser: searched, sorted, opened, without network and without a complaint."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from pipeline.past import Past
from pipeline.report import report_html
from pipeline.rows import Rows

_BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
_DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (_BROWSER and _DRIVER),
    reason="needs chromium and chromedriver (Debian: apt-get install chromium-driver)",
)

# Whoever wants to look at the page sets this to a folder for pictures of it.
_PICTURES = os.environ.get("PACTWIRE_PICTURES")
_WIDE, _PHONE = (1280, 1600), (390, 844)


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(_BROWSER)
    # The container's root may not use Chromium's sandbox, and its /dev/shm is small.
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    try:
        opened = webdriver.Chrome(options, webdriver.ChromeService(str(_DRIVER)))
    except WebDriverException as error:
        pytest.skip(f"chromium does not start here: {error.msg}")
    yield opened
    opened.quit()


@pytest.fixture
def page(browser: webdriver.Chrome, saved_run: Path) -> Iterator[webdriver.Chrome]:
    """The report of the saved pages, freshly opened; afterwards nothing may have been complained about."""
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.set_window_size(*_WIDE)
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get((saved_run / "report.html").resolve().as_uri())
    yield browser
    assert browser.get_log("browser") == []


def _shown(page: webdriver.Chrome) -> list[Any]:
    return [body for body in page.find_elements(By.CSS_SELECTOR, "#records tbody") if body.is_displayed()]


def _search(page: webdriver.Chrome, words: str) -> list[Any]:
    box = page.find_element(By.ID, "search")
    box.clear()
    box.send_keys(words, Keys.SPACE)
    return _shown(page)


def _cells(page: webdriver.Chrome, column: int) -> list[str]:
    rows = "return [...document.querySelectorAll('#records .record')]"
    found: list[str] = page.execute_script(f"{rows}.map(row => row.cells[{column}].textContent.trim())")
    return found


def _picture(page: webdriver.Chrome, name: str) -> None:
    if _PICTURES:
        page.save_screenshot(str(Path(_PICTURES) / f"{name}.png"))


def test_it_opens_closed_and_newest_first(page: webdriver.Chrome) -> None:
    assert len(_shown(page)) > 10
    assert not any(detail.is_displayed() for detail in page.find_elements(By.CSS_SELECTOR, ".detail"))
    dates = page.execute_script(
        "return [...document.querySelectorAll('[data-date]')].map(c => c.dataset.date)"
    )
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=True)
    assert dates[: len(dated)] == dated
    _picture(page, "light")


def test_search_leaves_the_rows_with_all_words(page: webdriver.Chrome) -> None:
    everything = len(_shown(page))
    some = _search(page, "NIST memorandum")
    assert 0 < len(some) < everything
    for body in some:
        text = body.get_attribute("textContent").lower()
        assert "memorandum" in text
        assert "nist" in text
    assert page.find_element(By.ID, "shown").text == f"{len(some)} of {everything}"
    assert 0 < len(_search(page, "标准化")) < everything
    assert _search(page, "zzzz") == []
    assert page.find_element(By.ID, "none").is_displayed()
    assert len(_search(page, "")) == everything


def test_filters_work_together(page: webdriver.Chrome) -> None:
    everything = len(_shown(page))
    field = page.find_element(By.ID, "field")
    field.send_keys("metrology")
    narrowed = _shown(page)
    assert 0 < len(narrowed) < everything
    assert all("metrology" in body.get_attribute("data-field") for body in narrowed)
    page.find_element(By.ID, "agency").send_keys("nist")
    both = _shown(page)
    assert 0 < len(both) < len(narrowed)
    assert all("|nist|" in body.get_attribute("data-agency") for body in both)


def test_every_column_sorts_both_ways(page: webdriver.Chrome) -> None:
    for column, button in enumerate(page.find_elements(By.CSS_SELECTOR, "#records thead button")):
        header = page.find_elements(By.CSS_SELECTOR, "#records thead th")[column]
        button.click()
        order = header.get_attribute("aria-sort")
        once = [cell for cell in _cells(page, column) if cell]
        button.click()
        assert {order, header.get_attribute("aria-sort")} == {"ascending", "descending"}
        twice = [cell for cell in _cells(page, column) if cell]
        assert sorted(once) == sorted(twice)
        assert once[0] != twice[0]
        assert once[0] == twice[-1] or column == 0


def test_a_row_opens_to_its_sources(page: webdriver.Chrome) -> None:
    body = _shown(page)[0]
    body.find_element(By.CSS_SELECTOR, ".open").click()
    detail = body.find_element(By.CSS_SELECTOR, ".detail")
    assert detail.is_displayed()
    marks = detail.find_elements(By.CSS_SELECTOR, "blockquote mark")
    assert len(marks) >= 2
    assert all(mark.text and mark.get_attribute("title") for mark in marks)
    there = detail.find_element(By.CSS_SELECTOR, "a.there").get_attribute("href")
    assert there.startswith("http")
    assert "#:~:text=" in there
    colour = marks[0].value_of_css_property("background-color")
    assert colour not in ("rgba(0, 0, 0, 0)", "transparent")
    _picture(page, "open")
    body.find_element(By.CSS_SELECTOR, ".record td:nth-child(3)").click()
    assert not detail.is_displayed()


def test_a_link_to_an_agreement_opens_it(page: webdriver.Chrome) -> None:
    key = _shown(page)[-1].get_attribute("id")
    page.execute_script("location.hash = arguments[0]", key)
    assert page.find_element(By.ID, f"{key}-sources").is_displayed()


def test_keyboard_alone_is_enough(page: webdriver.Chrome) -> None:
    button = _shown(page)[0].find_element(By.CSS_SELECTOR, ".open")
    button.send_keys(Keys.ENTER)
    assert button.get_attribute("aria-expanded") == "true"


def test_nothing_is_asked_of_the_network(page: webdriver.Chrome) -> None:
    asked = [
        entry["message"]
        for entry in page.get_log("performance")
        if "Network.requestWillBeSent" in entry["message"]
    ]
    assert asked
    assert all("file:///" in message for message in asked)
    assert page.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_the_policy_stops_what_is_not_the_page_s_own(page: webdriver.Chrome) -> None:
    ran = page.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        "document.body.append(s); return window.ran === undefined"
    )
    assert ran
    assert any("Content Security Policy" in entry["message"] for entry in page.get_log("browser"))


_EVIL = '"><script>window.caught = 1</script><img src=x onerror="window.caught = 1"><svg onload=alert(1)>'


def test_hostile_words_are_only_words(browser: webdriver.Chrome, rows: Rows, tmp_path: Path) -> None:
    for table in rows.values():
        for row in table:
            row |= {name: _EVIL for name in ("title", "name", "text", "organization") if row.get(name)}
    for row in rows["evidence"]:
        row |= {"sentence": _EVIL, "mark_start": 2, "mark_end": 30}
    rows["agreements"][0]["parties"] = [_EVIL, _EVIL]
    rows["documents"][0]["url"] = "javascript:window.caught = 1"
    (tmp_path / "report.html").write_bytes(report_html(rows, {}, Past()))
    browser.get_log("browser")
    browser.get((tmp_path / "report.html").as_uri())
    (body,) = _shown(browser)
    body.find_element(By.CSS_SELECTOR, ".open").click()
    assert _EVIL in body.text
    assert browser.execute_script("return window.caught") is None
    assert browser.find_elements(By.TAG_NAME, "img") == []
    assert browser.get_log("browser") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_in_both_schemes(page: webdriver.Chrome, scheme: str) -> None:
    feature = {"name": "prefers-color-scheme", "value": scheme}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    _shown(page)[0].find_element(By.CSS_SELECTOR, ".open").click()
    paper = page.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")
    for selector in ("body", ".lead", "a", ".detail mark", ".from"):
        element = page.find_element(By.CSS_SELECTOR, selector)
        back = element.value_of_css_property("background-color")
        back = paper if back == "rgba(0, 0, 0, 0)" else back
        assert _contrast(element.value_of_css_property("color"), back) >= 4.5, selector
    assert (_light(paper) < 0.1) == (scheme == "dark")
    _picture(page, f"{scheme}-open")


def test_a_phone_needs_no_sideways_scrolling(page: webdriver.Chrome) -> None:
    metrics = {"width": _PHONE[0], "height": _PHONE[1], "deviceScaleFactor": 2, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    _picture(page, "phone")
    body = _shown(page)[0]
    body.find_element(By.CSS_SELECTOR, ".open").click()
    assert page.execute_script("return document.documentElement.scrollWidth") <= _PHONE[0]
    page.execute_script("arguments[0].scrollIntoView()", body)
    _picture(page, "phone-open")


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
