"""Every part in a real browser: nothing for axe to find, nothing wider than the screen, nothing the policy forbids."""

from __future__ import annotations

import mimetypes
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from services.portal.assets.build import OUT
from services.portal.http.rendering import brand_stylesheet
from tests.browser.every_part import FRAME, every_part

SITE = "http://portal.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
BRANDS = ("#12436d", "#ffd500", "#a3195b")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("NO CHROMIUM ON THIS MACHINE, SO NO PAGE IS LOOKED AT (apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Browser, width: int, colour: str, *, script: bool = True) -> tuple[Page, list[str]]:
    """The page with every part, and what the browser complains of while it is there."""
    html = every_part(replace(FRAME, brand_colour=colour))

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        if path == "/":
            route.fulfill(body=html, content_type="text/html", headers={"content-security-policy": POLICY})
        elif path == "/brand.css":
            route.fulfill(body=brand_stylesheet(colour), content_type="text/css")
        else:
            kind = mimetypes.guess_type(path)[0]
            route.fulfill(body=(OUT / path.removeprefix("/assets/")).read_bytes(), content_type=kind)

    page = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=script)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route(f"{SITE}/**", answer)
    page.goto(f"{SITE}/", wait_until="networkidle")
    return page, said


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("colour", BRANDS)
def test_axe_finds_nothing(browser: Browser, built: None, width: int, colour: str) -> None:
    page, said = opened(browser, width, colour)
    assert said == []
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    page.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_narrow_page_is_as_wide_as_its_screen(browser: Browser, built: None, script: bool) -> None:
    page, _ = opened(browser, 360, BRANDS[0], script=script)
    right = max(
        box["x"] + box["width"]
        for part in page.locator("header *, main > *, footer *").all()
        if (box := part.bounding_box())
    )
    assert right <= 360
    page.close()


def test_components_start_and_the_menu_opens(browser: Browser, built: None) -> None:
    page, _ = opened(browser, 360, BRANDS[0])
    assert page.locator(".govuk-service-navigation__list").is_hidden()
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Samples").is_visible()
    page.get_by_label("Strengths").fill("12345")
    page.get_by_text("You have 395 characters remaining").first.wait_for(state="attached")
    page.close()


def test_without_script_everything_is_there(browser: Browser, built: None) -> None:
    page, _ = opened(browser, 360, BRANDS[0], script=False)
    assert page.get_by_role("link", name="Samples").is_visible()
    assert page.get_by_role("button", name="Save and continue").is_visible()
    page.close()
