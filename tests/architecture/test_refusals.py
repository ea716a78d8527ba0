"""Whoever is told no by a rule learns which rule, in which version, and where it comes from."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from shared.contracts.errors import FRAMEWORK, Forbidden, Problem, Refusal, Withheld
from shared.web.problems import described
from tests.architecture.source import ROOT, modules, parsed
from tests.unit.activities.rulings import RULES

SOURCE = re.compile(r"(S\d\d|Promise \d)(, S\d\d)*(; [a-z].+)?")
ARGUMENTS: dict[str, Any] = {"source": "S20", "fields": {"field": ["is wrong"]}}


def rules() -> list[type[Problem]]:
    """Every refusal class of every service, and what they share."""
    for path in modules("services", "shared/contracts", "shared/web"):
        if "migrations" not in path.parts:
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    found = {one for base in (Refusal, Withheld) for one in _below(base)}
    return sorted(
        (one for one in found if one.__module__.startswith(("services.", "shared."))),
        key=lambda one: str(one),
    )


def _below(base: type[Problem]) -> Iterator[type[Problem]]:
    for one in base.__subclasses__():
        yield one
        yield from _below(one)


def made(rule: type[Problem]) -> Problem:
    parameters = inspect.signature(rule).parameters.values()
    needed = [one for one in parameters if one.default is one.empty and one.kind not in (2, 4)]
    return rule(**{one.name: ARGUMENTS.get(one.name, "somebody") for one in needed})


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.__module__}.{rule.__name__}")
def test_every_refusal_says_its_rule_version_and_source(rule: type[Problem]) -> None:
    said = described(made(rule))
    assert re.fullmatch(r"[a-z][a-z-]+", said["rule"])
    assert said["rule"] not in ("rule", "permission")
    assert SOURCE.fullmatch(said["source"]), said
    assert said["version"] == FRAMEWORK
    assert said["status"] == (403 if issubclass(rule, Withheld) else 409)


@pytest.mark.parametrize("rule", [one for one in rules() if issubclass(one, Refusal)])
def test_a_rule_of_the_book_gives_its_own_version_and_source(rule: type[Problem]) -> None:
    if "by" in inspect.signature(rule).parameters:
        said = described(rule("No.", by=RULES.closing_days))  # type: ignore[call-arg]
        assert (said["version"], said["source"]) == ("closing-days 1", RULES.closing_days.source)


def test_there_are_refusals_of_every_service_that_has_rules() -> None:
    told = {one.__module__.split(".")[1] for one in rules() if one.__module__.startswith("services.")}
    assert told == {"activities", "actions", "directory", "feedback", "notifications", "reporting"}
    assert len(rules()) > 100


def test_nobody_says_no_without_a_rule_of_a_name() -> None:
    """A bare refusal has no source, and a bare 403 is for a missing permission alone."""
    bare = {one.__name__ for one in (Refusal, Forbidden, Withheld)}
    wrong = {path: calls for path in modules("services") if (calls := set(_called(path)) & bare)}
    assert wrong == {}


def _called(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            yield node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
