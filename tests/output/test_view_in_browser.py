"""The page of articles in a real browser: values light their words, filters show what is asked for, nothing runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_article import HOSTILE, HOSTILE_ID, IMAGE, NAMED, NAMED_ID, SCRIPT, hostile_record

from browsing import contrast, open_browser, watched_page
from conftest import ROOT, shared_path
from extractor import Extractor
from extractor.output.page import render_page
from extractor.output.page.values import FAMILIES
from extractor.output.rows import rows_of

pytestmark = pytest.mark.slow

BOUGHT = "Cordwain bought Ost AB, a Swedish tannery, for $40 million last year."
TALKS = "Marl & Co is in talks to buy Tidewell for about £2 billion, people familiar with the matter said."
QUIET = "The harbour was quiet on Sunday."
ARTICLES = {"bought": BOUGHT, "talks": TALKS, "quiet": QUIET, HOSTILE_ID: HOSTILE}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(trace=True, with_text=True)


@pytest.fixture(scope="module")
def path(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    records = [extractor.extract(text, id=name) for name, text in ARTICLES.items()]
    path = tmp_path_factory.mktemp("view") / "page.html"
    page = render_page([*records, hostile_record()], title="Five")
    path.write_text("".join(page), encoding="utf-8", newline="")
    return path


@pytest.fixture
def page(browser: Any, path: Path) -> Iterator[Any]:
    with watched_page(browser, path.as_uri()) as page:
        yield page


def shown(page: Any) -> list[str]:
    return page.eval_on_selector_all(
        ".article", "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.id)"
    )


def lit(page: Any) -> list[str]:
    """The words that are lit."""
    return page.eval_on_selector_all("mark.lit", "all => all.map(one => one.textContent)")


def middle(page: Any, words: str) -> tuple[float, float]:
    """Of a mark; asked for by its box, for the driver takes the label above for a part of it."""
    box = page.locator("[data-id=bought] mark", has_text=words).first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def told(page: Any) -> str:
    return page.locator("#told").text_content() if page.locator("#told").is_visible() else ""


def test_the_text_is_the_articles_and_each_mark_its_offsets(page: Any) -> None:
    texts = page.eval_on_selector_all(".text", "all => all.map(one => one.textContent)")
    assert texts == [*ARTICLES.values(), NAMED]
    wrong = page.evaluate(
        """() => [...document.querySelectorAll(".text")].flatMap(one => {
            const text = [...one.textContent];  // code points, as the offsets count
            return [...one.querySelectorAll("mark")].filter(mark =>
                text.slice(+mark.dataset.start, +mark.dataset.end).join("") !== mark.textContent);
        }).length"""
    )
    assert wrong == 0


@pytest.mark.shared
def test_each_value_of_the_reference_article_lights_its_words(
    browser: Any, extractor: Extractor, tmp_path: Path
) -> None:
    text = shared_path("articles", "databricks-mosaicml.txt").read_text(encoding="utf-8")
    path = tmp_path / "page.html"
    path.write_text(
        "".join(render_page([extractor.extract(text)], title="One")), encoding="utf-8", newline=""
    )
    with watched_page(browser, path.as_uri()) as page:
        titles = page.locator(".card[data-sort=deal] h3 bdi").all_text_contents()
        assert titles == ["Databricks → MosaicML", "Snowflake → Neeva"]
        values = page.locator(".value").all()
        assert len(values) > 60
        for value in values:
            value.hover()
            assert lit(page), value.text_content()
            assert told(page).startswith(value.get_attribute("data-field"))
            assert " · rule " in told(page)


def test_a_value_lights_its_words_and_names_its_rule(page: Any) -> None:
    card = page.locator("[data-id=bought] .card").first
    card.locator("[data-field=price]").hover()
    assert lit(page) == ["$40 million"]
    assert told(page).startswith("price 40,000,000 USD · rule ")
    page.mouse.move(5, 5)
    assert (lit(page), told(page)) == ([], "")


def test_a_value_of_each_kind_names_its_rule(browser: Any, extractor: Extractor, tmp_path: Path) -> None:
    articles = sorted((ROOT / "corpus" / "dev").glob("*.txt"))[:16]
    records = [extractor.extract(path.read_text(encoding="utf-8"), id=path.stem) for path in articles]
    kinds = {row.field for record in records for row in rows_of(record)}
    assert kinds >= {"speaker", "announced on", "closes on", "prior funding", "valuation", "price per share"}
    path = tmp_path / "page.html"
    path.write_text("".join(render_page(records, title="Dev")), encoding="utf-8", newline="")
    with watched_page(browser, path.as_uri()) as page:
        page.get_by_role("button", name="Open all").click()
        for kind in sorted(kinds):
            page.locator(f'.value[data-field="{kind}"]').first.hover()
            assert re.fullmatch(rf"{kind} .* · rule \w+", told(page), re.DOTALL)


def test_words_light_the_values_that_were_read_from_them(page: Any) -> None:
    page.mouse.move(*middle(page, "Ost AB"))
    values = page.eval_on_selector_all(".value.lit", "all => all.map(one => one.dataset.field)")
    assert values == ["target"]
    assert told(page).startswith("target Ost AB")


def test_a_tap_does_what_pointing_does(browser: Any, path: Path) -> None:
    with watched_page(browser, path.as_uri(), has_touch=True, viewport={"width": 390, "height": 800}) as page:
        page.locator("[data-id=bought] [data-field=price]").first.tap()
        assert lit(page) == ["$40 million"]
        page.touchscreen.tap(*middle(page, "Cordwain"))
        assert told(page).startswith("acquirer Cordwain")
        page.locator("h1").tap()
        assert told(page) == ""


def test_by_keyboard_alone(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "articles"
    page.keyboard.press("Tab")  # the first article's summary, open already
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        field = page.evaluate(
            "() => document.activeElement.dataset.field ?? document.activeElement.localName"
        )
        if field == "summary":
            break
        seen.append(field)
        assert lit(page)
        assert told(page).startswith(field)
    assert {"acquirer", "target", "price", "kind", "status"} <= set(seen)
    page.keyboard.press("Escape")
    assert (lit(page), told(page)) == ([], "")
    page.locator("[data-id=talks] > summary").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.parentElement.open") is True


def test_a_chosen_value_leads_from_one_of_its_places_to_the_next(
    browser: Any, extractor: Extractor, tmp_path: Path
) -> None:
    text = (
        "Cordwain bought Ost AB for $40 million."
        + "\n\nThe harbour was quiet." * 80
        + "\n\nOst AB makes hides."
    )
    path = tmp_path / "page.html"
    path.write_text("".join(render_page([extractor.extract(text)], title="Long")), encoding="utf-8")
    with watched_page(browser, path.as_uri()) as page:
        target = page.locator("[data-field=target]").first
        target.focus()
        for place in (0, 1, 0):
            page.keyboard.press("Enter")
            marks = page.locator("mark.lit")
            assert marks.count() == 2
            on_screen = [0 < marks.nth(at).bounding_box()["y"] < 900 for at in range(2)]
            assert on_screen == [place == 0, place == 1]


FILTERS: list[tuple[dict[str, str], list[str], str]] = [
    # what is asked for, the articles that are shown, and the count
    ({}, [*ARTICLES, NAMED_ID], "5 of 5 articles, 4 deals"),
    ({"status": "rumored"}, ["talks"], "1 of 5 articles, 1 deal"),
    ({"status": "completed"}, ["bought", NAMED_ID], "2 of 5 articles, 2 deals"),
    ({"kind": "merger"}, [], "0 of 5 articles, 0 deals"),
    ({"kind": "acquisition"}, ["bought", "talks", HOSTILE_ID, NAMED_ID], "4 of 5 articles, 4 deals"),
    ({"family": "quote"}, [HOSTILE_ID], "1 of 5 articles, 1 deal"),
    ({"family": "price", "status": "rumored"}, ["talks"], "1 of 5 articles, 1 deal"),
    ({"words": "HARBOUR"}, ["quiet"], "1 of 5 articles, 0 deals"),
    ({"words": "<script>"}, [HOSTILE_ID, NAMED_ID], "2 of 5 articles, 2 deals"),
]


@pytest.mark.parametrize(
    ("asked", "articles", "count"), FILTERS, ids=[str(sorted(row[0].items())) for row in FILTERS]
)
def test_filters(page: Any, asked: dict[str, str], articles: list[str], count: str) -> None:
    for name in ("family", "kind", "status"):
        page.locator(f"select[name={name}]").select_option(asked.get(name, ""))
    page.locator("input[name=words]").fill(asked.get("words", ""))
    assert shown(page) == articles
    assert page.locator("output[name=shown]").text_content() == count


def test_a_field_alone_is_marked_when_it_is_asked_for(page: Any) -> None:
    page.locator("select[name=family]").select_option("price")
    states = page.eval_on_selector_all(
        ".text mark[data-family]", "all => all.map(one => [one.dataset.family, 'off' in one.dataset])"
    )
    assert {(family == "price", is_off) for family, is_off in states} == {(True, False), (False, True)}


def test_nothing_in_an_article_runs(page: Any) -> None:
    page.get_by_role("button", name="Open all").click()
    assert page.evaluate("() => window.broken") is None
    names = page.locator(".article").last.locator(".value[data-field=acquirer]").all_text_contents()
    assert names == [SCRIPT, IMAGE]
    assert page.locator("img, .article a, .article style, .article script").count() == 0
    assert page.evaluate("() => document.scripts.length") == 1


def test_a_turned_order_is_not_turned(page: Any) -> None:
    """``noillim 05$`` stands as it is written, its turning sign as a number."""
    page.get_by_role("button", name="Open all").click()
    sign = page.locator(".text .sign[data-sign='202E']")
    assert sign.evaluate("one => getComputedStyle(one, '::before').content") == '"202E"'
    places = page.evaluate(
        """() => { const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) { const at = walker.currentNode.data.indexOf(")noillim");
              if (at < 0 || !walker.currentNode.parentElement.closest(".text")) continue;
              return [1, 7].map(n => { const range = new Range(); range.setStart(walker.currentNode, at + n);
                range.setEnd(walker.currentNode, at + n + 1); return range.getBoundingClientRect().left; }); } }"""
    )
    assert places[0] < places[1]


def test_the_record_is_copied(page: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-id=bought] .record summary").click()
    page.locator("[data-id=bought] .copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.locator("[data-id=bought] pre").text_content()


@pytest.mark.parametrize("width", [390, 1200])
def test_a_label_touches_no_words_of_the_line_above(
    browser: Any, extractor: Extractor, tmp_path: Path, width: int
) -> None:
    """A label is no element, so an element of its style is put where it stands."""
    text = (ROOT / "docs" / "examples" / "quillon.txt").read_text(encoding="utf-8")
    path = tmp_path / "page.html"
    path.write_text("".join(render_page([extractor.extract(text)], title="Labels")), encoding="utf-8")
    with watched_page(browser, path.as_uri(), viewport={"width": width, "height": 900}) as page:
        touched = page.evaluate(
            """() => { const marks = [...document.querySelectorAll(".text mark")];
                const lines = marks.flatMap(mark => [...mark.getClientRects()]);
                return marks.filter(mark => mark.dataset.label).flatMap(mark => {
                  const label = document.createElement("span"), own = getComputedStyle(mark, "::before");
                  for (const name of ["position", "transform", "font", "whiteSpace"]) label.style[name] = own[name];
                  label.textContent = mark.dataset.label;
                  mark.prepend(label);
                  const box = label.getBoundingClientRect();
                  label.remove();
                  return lines.filter(line => line.top < box.top && line.bottom > box.top && line.left < box.right
                    && line.right > box.left).map(() => mark.dataset.label); }); }"""
        )
    assert touched == []


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_no_width_makes_the_page_scroll_sideways(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_role("button", name="Open all").click()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_on_paper_all_that_is_asked_for_is_open(page: Any) -> None:
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".article:not([open])").count() == 0
    assert not page.locator("#filter").is_visible()
    assert page.locator(".card").last.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(page: Any, scheme: str) -> None:
    """Contrast of 4.5 and more (WCAG AA), of words, labels and lit words of every field; of lines 3."""
    page.emulate_media(color_scheme=scheme)
    for family in FAMILIES:
        for state in ("", "lit"):
            ink, ground, label, line, paper = page.evaluate(
                """([family, state]) => {
                    const mark = document.querySelector(`#key mark[data-family=${family}]`);
                    mark.className = state;
                    mark.dataset.label = family;
                    const own = getComputedStyle(mark), before = getComputedStyle(mark, "::before");
                    const paper = getComputedStyle(document.documentElement).backgroundColor;
                    return [own.color, own.backgroundColor, before.color, own.borderBottomColor, paper];
                }""",
                [family, state],
            )
            assert contrast(ink, ground) >= 4.5, (family, state)
            assert contrast(label, paper) >= 4.5, (family, state)
            assert contrast(line, paper) >= 3, (family, state)
