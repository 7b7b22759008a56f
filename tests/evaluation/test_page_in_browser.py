"""The page in a real browser, headless Chromium: what is marked, what the filters show, what never runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gold_by_hand import TEXT
from hostile import HOSTILE, HOSTILE_ID, known_evaluation

from browsing import contrast, open_browser, watched_page
from extractor.evaluation.page import render_page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """The page of the three known articles."""
    path = tmp_path / "report.html"
    path.write_text("".join(render_page(known_evaluation())), encoding="utf-8", newline="")
    with watched_page(browser, path.as_uri()) as page:
        yield page


def shown(page: Any) -> list[str]:
    """The articles that are to be seen, in order."""
    return page.eval_on_selector_all(
        ".article", "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.id)"
    )


def test_each_side_is_the_article_and_each_mark_its_offsets(page: Any) -> None:
    sides = page.eval_on_selector_all("[data-side]", "all => all.map(one => one.textContent)")
    assert sorted(sides) == sorted([TEXT] * 4 + [HOSTILE] * 2)
    wrong = page.evaluate(
        """() => [...document.querySelectorAll("[data-side]")].flatMap(side => {
            const text = [...side.textContent];  // code points, as the offsets count
            return [...side.querySelectorAll("mark")].filter(mark =>
                text.slice(+mark.dataset.start, +mark.dataset.end).join("") !== mark.textContent);
        }).length"""
    )
    assert wrong == 0
    assert page.locator("[data-side] mark").count() > 60


def test_nothing_in_an_article_runs(page: Any) -> None:
    page.get_by_role("button", name="Open all").click()
    assert page.evaluate("() => window.broken") is None
    assert page.locator("img, [data-side] a, [data-side] style, [data-side] script").count() == 0
    assert page.evaluate("() => document.scripts.length") == 1
    assert page.get_by_role("heading", name="Predicted").last.is_visible()  # no style of an article hides it


def test_the_policy_lets_no_other_script_run(browser: Any, tmp_path: Path) -> None:
    """Even if something were to get out of its quotes."""
    html = "".join(render_page(known_evaluation()))
    path = tmp_path / "broken.html"
    path.write_text(
        html.replace("<main>", '<main><script>window.broken=1</script><img src=x onerror="window.broken=1">')
    )
    page = browser.new_page()
    page.goto(path.as_uri())
    assert page.evaluate("() => window.broken") is None
    assert page.locator("#filter").is_visible()  # its own does
    page.close()


FILTERS: list[tuple[dict[str, str | bool], list[str], int]] = [
    # what is asked for, the articles that are shown, and how many errors
    ({}, ["poor", HOSTILE_ID, "good"], 5),
    ({"field": "price"}, ["poor", HOSTILE_ID], 2),
    ({"field": "investors"}, ["poor", HOSTILE_ID], 2),
    ({"field": "investors", "kind": "spurious"}, [HOSTILE_ID], 1),
    ({"field": "quote+speaker"}, ["poor"], 1),
    ({"field": "target"}, [], 0),
    ({"field": "target", "all": True}, ["poor", HOSTILE_ID, "good"], 0),
    ({"kind": "missed"}, ["poor", HOSTILE_ID], 3),
    ({"kind": "spurious", "all": True}, [HOSTILE_ID, "poor", "good"], 1),
    ({"id": "OO"}, ["poor", "good"], 3),
    ({"id": "script", "kind": "incorrect"}, [], 0),
]


@pytest.mark.parametrize(
    ("asked", "articles", "errors"), FILTERS, ids=[str(sorted(row[0])) for row in FILTERS]
)
def test_filters(page: Any, asked: dict[str, str | bool], articles: list[str], errors: int) -> None:
    for name in ("field", "kind"):
        page.locator(f"select[name={name}]").select_option(str(asked.get(name, "")))
    page.locator("input[name=id]").fill(str(asked.get("id", "")))
    page.locator("input[name=all]").set_checked(bool(asked.get("all")))
    assert shown(page) == articles
    noun = "error" if errors == 1 else "errors"
    assert page.locator("output").text_content() == f"{len(articles)} of 3 articles, {errors} {noun}"
    page.get_by_role("button", name="Open all").click()
    rows = page.eval_on_selector_all(
        ".errors tbody tr", "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.field)"
    )
    assert len(rows) == errors
    assert not asked.get("field") or set(rows) <= {asked["field"]}


def test_a_field_alone_is_marked_when_it_is_asked_for(page: Any) -> None:
    page.locator("select[name=field]").select_option("price")
    states = page.eval_on_selector_all(
        "[data-side] mark", "all => all.map(one => [one.dataset.state, one.dataset.marks.includes('price=')])"
    )
    assert {(state == "off", of_price) for state, of_price in states} == {(True, False), (False, True)}
    page.locator("select[name=field]").select_option("")
    assert page.locator("[data-side] mark[data-state=off]").count() == 0


def test_by_keyboard_alone(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => location.hash") == "#articles"
    page.locator("select[name=field]").focus()
    page.keyboard.type("pri")
    assert shown(page) == ["poor", HOSTILE_ID]
    page.locator(f".article[data-id={HOSTILE_ID!r}] summary".replace("\\", "\\\\")).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.parentElement.open") is True
    page.locator(".article[data-id=poor] .errors a").first.focus()
    page.keyboard.press("Enter")
    assert page.eval_on_selector("mark:target", "one => one.textContent") == "$1.3 billion"


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_no_width_makes_the_page_scroll_sideways(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_role("button", name="Open all").click()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(page: Any, scheme: str) -> None:
    """Contrast of 4.5 and more (WCAG AA), of plain text and of every sort of mark."""
    page.emulate_media(color_scheme=scheme)
    pairs = page.evaluate(
        """() => ["correct", "partial", "incorrect", "missed", "spurious", "folded"].flatMap(state => {
            const mark = document.querySelector(`.key mark[data-state=${state}]`);
            mark.dataset.label = "field";
            const own = getComputedStyle(mark), label = getComputedStyle(mark, "::before");
            const paper = getComputedStyle(document.documentElement).backgroundColor;
            const ground = own.backgroundColor === "rgba(0, 0, 0, 0)" ? paper : own.backgroundColor;
            return [[own.color, ground], [label.color, paper], [label.color, ground]];
        })"""
    )
    for colour, ground in pairs:
        assert contrast(colour, ground) >= 4.5, (colour, ground)
