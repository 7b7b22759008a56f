"""The service's page in a real browser: paste, drop, the sample, and what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from serving import TEXT, Service, running

from browsing import open_browser, watched_page
from conftest import shared_path

pytestmark = pytest.mark.slow

SCRIPT = "<script>window.broken=1</script>"


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running(body=20_000) as service:
        yield service


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Any, service: Service) -> Iterator[Any]:
    with watched_page(browser, service.url) as page:
        yield page


def paste(page: Any, text: str) -> None:
    page.evaluate("() => document.querySelector('.article')?.remove()")
    page.get_by_label("Paste an article").fill(text)
    page.get_by_role("button", name="Extract").click()
    page.locator(".article").wait_for()


@pytest.mark.shared
def test_the_reference_article(page: Any, service: Service) -> None:
    text = shared_path("articles", "databricks-mosaicml.txt").read_text(encoding="utf-8")
    paste(page, text)
    assert page.locator(".text").text_content() == text
    titles = page.locator(".card[data-sort=deal] h3 bdi").all_text_contents()
    assert titles == ["Databricks → MosaicML", "Snowflake → Neeva"]
    price = page.locator(".value[data-field=price]")
    price.hover()
    assert page.locator("mark.lit").all_text_contents() == ["$1.3 billion"]
    assert "rule subject_buys_object" in page.locator("#told").text_content()
    for value in page.locator(".value").all():
        value.hover()
        assert page.locator("mark.lit").count() > 0


def test_the_record_that_is_copied_is_that_of_extract(page: Any, service: Service) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paste(page, TEXT)
    page.locator(".record summary").click()
    page.get_by_role("button", name="Copy JSON").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = json.loads(page.evaluate("() => navigator.clipboard.readText()"))
    answer = service.ask("POST", "/extract", TEXT, {"content-type": "text/plain; charset=utf-8"})
    assert copied == answer.json


def test_the_sample_by_keyboard_alone(page: Any) -> None:
    for _ in range(4):  # past the skip link, the text and Extract
        page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Load the sample"
    page.keyboard.press("Enter")
    page.locator(".article").wait_for()
    assert page.evaluate("() => document.activeElement.id") == "articles"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.dataset.field") == "kind"
    assert page.locator("#told").is_visible()
    assert page.locator(".card[data-sort=deal]").count() == 2


def test_a_dropped_file_is_read_as_its_bytes_are(page: Any) -> None:
    page.evaluate(
        """() => { const data = new DataTransfer();
            data.items.add(new File([new Uint8Array([0xff, 0xfe, ...[..."Marl bought Ost."].flatMap(c => [c.charCodeAt(0), 0])])], "old news.txt"));
            document.getElementById("paste").dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true, bubbles: true })); }"""
    )
    page.locator(".article").wait_for()
    assert page.locator(".article").get_attribute("data-id") == "old news"
    assert page.locator(".text").text_content() == "Marl bought Ost."
    assert json.loads(page.locator("pre").text_content())["document"]["encoding"] == "utf-16"


def test_a_script_in_an_article_or_a_name_never_runs(page: Any) -> None:
    text = (
        f"Borealis {SCRIPT} bought Quillon for $5 million.\n"
        'Dunlin"><img src=x onerror=window.broken=1> Ltd bought </textarea><svg onload=window.broken=1> Corp.'
    )
    paste(page, text)
    assert page.locator(".text").text_content() == text
    assert page.evaluate("() => [window.broken, document.scripts.length]") == [None, 1]
    assert page.locator("main :is(script, img, svg)").count() == 0


def test_what_is_wrong_is_said(page: Any) -> None:
    page.get_by_label("Paste an article").fill("a" * 20_001)
    with page.expect_response("**/view*"):
        page.get_by_role("button", name="Extract").click()
    page.locator("output[data-wrong]").wait_for()
    assert page.locator("output[name=state]").text_content() == "Send at most 20000 bytes at a time."
    assert page.locator(".article").count() == 0
