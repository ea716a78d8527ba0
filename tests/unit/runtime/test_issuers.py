"""The issuers' file: whom this installation trusts, and clear words about a wrong one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from shared.runtime.issuers import WrongIssuers, trusted
from shared.runtime.settings import Settings, load
from shared.security.local import NAME


def settings(tmp_path: Path, document: object = None) -> Settings:
    file = tmp_path / "issuers.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    return replace(load({"SIGHTLINE_DATA": str(tmp_path)}), issuers=file)


def test_one_machine_trusts_its_own_issuer(tmp_path: Path) -> None:
    (issuer,) = trusted(load({"SIGHTLINE_DATA": str(tmp_path)}))
    assert issuer.name == NAME
    assert Path(issuer.keys).is_relative_to(tmp_path)


def test_a_file_names_issuers_with_their_limits(tmp_path: Path) -> None:
    people, machines = trusted(
        settings(
            tmp_path,
            {
                "https://login.example/v2": {"keys": "https://login.example/keys"},
                "https://machines.example": {
                    "keys": "machines.json",
                    "machine_lifetime_minutes": 60,
                    "roles": ["service_area_system"],
                },
            },
        )
    )
    assert (people.keys, people.roles) == ("https://login.example/keys", None)
    assert machines.keys == str(tmp_path / "machines.json")
    assert (machines.machine_lifetime, machines.roles) == (timedelta(hours=1), {"service_area_system"})


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{", "cannot be read"),
        ({}, "names no issuer"),
        ([], "names no issuer"),
        ({"x": {}}, "x needs `keys`"),
        ({"x": {"keys": "k.json", "algorithms": ["none"]}}, "knows only"),
        ({"x": {"keys": "k.json", "lifetime_minutes": 600}}, "at most 15 minutes"),
    ],
)
def test_a_wrong_file_is_explained(tmp_path: Path, document: object, said: str) -> None:
    with pytest.raises(WrongIssuers, match=said):
        trusted(settings(tmp_path, document))
