"""What is written says what the code does: links, settings, targets, routes, permissions, events, metrics."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from services.notifications import delivery
from services.reporting.usecases import checking
from shared.contracts import registered
from shared.observability import metrics
from shared.runtime.cli import COMMANDS
from shared.runtime.service import services
from shared.runtime.variables import OVERRIDES, VARIABLES
from shared.security.policy import POLICY
from tests.architecture.routes import NAMES, routes_of
from tests.architecture.source import ROOT, modules

APART = {".venv", ".tools", ".git", "build", "var", "node_modules", ".pytest_cache", ".hypothesis"}
PAGES = sorted(path for path in ROOT.rglob("*.md") if not APART & set(path.relative_to(ROOT).parts))
README = (ROOT / "README.md").read_text()
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
DECISION = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md")
FOREIGN = (
    "../" + "shared/tools",
    "../" + "shared/seed",
    "artifact" + "ory",
    "index" + "-url",
    "ne" + "xus",
    "/work" + "/",
)
WATCHED = (metrics, delivery, checking)  # modules that count; named so that importing them is no accident


def ids(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    return FENCE.sub("", page.read_text())


def readme_of(service: str) -> str:
    return (ROOT / "services" / service / "README.md").read_text()


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    targets = (found.split("#")[0] for found in LINK.findall(prose(page)))
    wrong = [t for t in targets if t and "://" not in t and not (page.parent / t).exists()]
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_link_into_a_page_finds_its_heading(page: Path) -> None:
    for link in LINK.findall(prose(page)):
        target, mark, anchor = link.partition("#")
        if mark and "://" not in link:
            headings = re.findall(r"^#+ (.+)$", (page.parent / target if target else page).read_text(), re.M)
            marks = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in marks, link


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_page_speaks_of_sightline_alone(page: Path) -> None:
    text = page.read_text()
    assert [word for word in FOREIGN if word in text.lower()] == []
    assert re.findall(r"\b[Ii]ssue #?\d+|(?<![\w&])#\d+\b", prose(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_python_on_a_page_is_python(page: Path) -> None:
    for language, code in FENCE.findall(page.read_text()):
        if language == "python":
            ast.parse(code)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_files_that_a_page_names_exist(page: Path) -> None:
    """Code spans that look like a path from the project's folder."""
    named = re.findall(r"`((?:shared|services|tests|docs)/[\w/.-]+)`", prose(page))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_commands_that_a_page_names_exist(page: Path) -> None:
    said = re.findall(r"(?:^\$ |`|^)(?:\.venv/bin/)?sightline ([a-z]+)\b", page.read_text(), re.MULTILINE)
    assert set(said) <= {*COMMANDS, "is"}
    made = re.findall(r"(?:^\$ |`)make ([a-z]+)\b", page.read_text(), re.MULTILINE)
    assert set(made) <= set(targets())


def test_every_page_can_be_found_from_the_index() -> None:
    seen, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop().resolve()
        if page in seen or page.suffix != ".md" or not page.is_file():
            continue
        seen.add(page)
        ahead += [
            page.parent / link.split("#")[0] for link in LINK.findall(page.read_text()) if "://" not in link
        ]
    assert [ids(page) for page in PAGES if page.resolve() not in seen] == []


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_the_readme_lists_each_setting_with_its_default_and_meaning(variable) -> None:
    file = " or `_FILE`" if variable.secret else ""
    default = f"`{variable.default}`" if variable.default else "empty"
    assert f"| `{variable.name}`{file} | {default} | {variable.doc} |" in README


def test_the_readme_lists_the_databases_of_single_services_and_no_setting_that_is_none() -> None:
    assert [name for name in OVERRIDES if f"| `{name}` or `_FILE` | empty |" not in README] == []
    listed = set(re.findall(r"^\| `(SIGHTLINE_\w+)`", README, re.MULTILINE))
    assert listed == {*OVERRIDES, *(variable.name for variable in VARIABLES)}


def targets() -> dict[str, str]:
    """What `make help` prints: each target with its words."""
    makefile = (ROOT / "Makefile").read_text()
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", makefile, re.MULTILINE))


def test_the_readme_lists_each_target_in_the_words_of_make_help() -> None:
    for name, words in targets().items():
        assert re.search(rf"^make {name} +{re.escape(words)}$", README, re.MULTILINE), name


@pytest.mark.parametrize("service", NAMES)
def test_a_service_s_readme_lists_its_routes(service: str) -> None:
    text = readme_of(service)
    for route in (route for route in routes_of(service) if route.operation):
        path = re.sub(r"<[^>]*>", "{}", route.rule.removeprefix(f"/api/{service}/v1"))
        listed = {re.sub(r"\{[^}]*\}", "{}", one) for one in re.findall(rf"`{route.method} (/[^`?]*)", text)}
        assert path in listed, route


@pytest.mark.parametrize("service", NAMES)
def test_a_service_s_readme_lists_its_permissions(service: str) -> None:
    assert [permission for permission in POLICY[service] if f"`{permission}`" not in readme_of(service)] == []


@pytest.mark.parametrize("service", NAMES)
def test_a_service_s_readme_lists_the_events_it_tells_and_hears(service: str) -> None:
    text, kinds = readme_of(service), registered().values()
    told = {kind.what for kind in kinds if kind.source == service}
    heard = {kind.what for handler in services()[service].handlers for kind in handler.types}
    listed = {kind.what for kind in kinds if f"`{kind.what}`" in text}
    if spared := re.search(r"(?s)In: all but (.+?) and its own\.", text):  # a page may list what is not heard
        unheard = set(re.findall(r"`([a-z_.]+)`", spared[1]))
        assert heard == {kind.what for kind in kinds} - told - unheard
        listed |= heard
    assert sorted((told | heard) - listed) == []


def test_operations_lists_every_metric() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    counted = {family.name for family in REGISTRY.collect() if family.name.startswith("sightline_")}
    asked = {
        name
        for path in modules("shared", "services")
        for name in re.findall(r'"(sightline_[a-z_]+)"', path.read_text())
    }
    own = {name for name in counted | asked if not name.startswith("sightline_notes")}
    assert sorted(name for name in own if f"`{name}`" not in text and f"`{name}_total`" not in text) == []


def test_each_decision_is_dated_short_and_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text()
    for page in folder.glob("*.md"):
        if page.name != "README.md":
            assert DECISION.fullmatch(page.name), page.name
            assert f"({page.name})" in index
            text = page.read_text()
            assert len(text.splitlines()) <= 40, page.name
            assert all(
                f"## {part}" in text for part in ("Question", "Decision", "Instead of", "Consequences")
            )


def test_the_framework_s_rows_that_the_code_names_are_on_its_page() -> None:
    page = (ROOT / "docs" / "framework.md").read_text()
    listed: set[int] = set()
    for row in re.findall(r"^\| (S[^|]+) \|", page, re.MULTILINE):
        numbers = [int(number) for number in re.findall(r"S(\d\d)", row)]
        listed |= set(range(min(numbers), max(numbers) + 1))
    assert listed == set(range(1, 55))
