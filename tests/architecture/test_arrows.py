"""Who may import whom. The arrows go one way: edges to use cases to domain, services to shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from .source import ROOT, SERVICES, imports, modules, room

# What each room of a service may import from its own service. A composition root sees everything.
ALLOWED = {
    "domain": {"domain"},
    "usecases": {"domain", "usecases", "imports", "documents", "gateway"},
    "tables": {"domain", "tables"},
    "schemas": {"domain", "schemas"},
    "gateway": {"domain", "gateway"},
    "provider": {"domain", "schemas", "provider"},
    "http": {"usecases", "schemas", "http", "domain", "gateway"},
    "subscriptions": {"usecases", "domain"},
}
PURE = ("shared.contracts",)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_all_rooms(service: str) -> None:
    home = ROOT / "services" / service
    for name in ("domain", "usecases", "tables", "schemas", "http"):
        assert (home / f"{name}.py").exists() or (home / name / "__init__.py").exists(), f"no {name}"
    assert (home / "migrations" / "versions").is_dir()
    assert (home / "README.md").exists()


def test_no_service_imports_another_and_shared_imports_none() -> None:
    wrong = []
    for path in modules("services", "shared"):
        parts = path.relative_to(ROOT).parts
        own = ".".join(parts[:2]) if parts[0] == "services" else None
        wrong += [
            f"{path.relative_to(ROOT)} imports {name}"
            for name in imports(path)
            if name.startswith("services.") and not (own and (name == own or name.startswith(own + ".")))
        ]
    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
def test_arrows_inside_a_service_go_one_way(service: str) -> None:
    wrong = []
    for path in modules(f"services/{service}"):
        may = ALLOWED.get(room(path))
        if may is None or (path.name == "__init__.py" and path.parent.name == service):
            continue
        for name in imports(path):
            parts = name.split(".")
            if parts[:2] == ["services", service] and len(parts) > 2 and parts[2] not in may:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("path", [p for p in modules("services") if room(p) == "domain"], ids=str)
def test_the_domain_is_plain_python(path: Path) -> None:
    service = path.relative_to(ROOT).parts[1]
    wrong = [
        name
        for name in imports(path)
        if name.split(".")[0] in ("shared", "services", "flask", "sqlalchemy", "marshmallow", "pika", "httpx")
        and not name.startswith((*PURE, f"services.{service}.domain"))
    ]
    assert wrong == []


def test_tests_of_shared_know_the_tests_only() -> None:
    """shared/ is imported by services and tests, and imports neither."""
    wrong = [
        (str(p), n) for p in modules("shared") for n in imports(p) if n.split(".")[0] in ("tests", "services")
    ]
    assert wrong == []
