"""Settings: read from the environment, wrong ones named all at once, no embedded default in production."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.runtime.settings import WrongSettings, load
from shared.runtime.variables import BROKER, OVERRIDES, SERVICES, VARIABLES

PRODUCTION = {
    "SIGHTLINE_ENV": "production",
    "SIGHTLINE_DATABASE_URL": "postgresql+psycopg://app:secret@db/sightline_{service}",
    "SIGHTLINE_BROKER_URL": "amqps://app:secret@broker:5671/sightline",
    "SIGHTLINE_ISSUERS": "/etc/sightline/issuers.json",
    "SIGHTLINE_PSEUDONYM_KEYS": "/etc/sightline/pseudonyms.json",
}


def problems_of(environment: dict[str, str]) -> list[str]:
    with pytest.raises(WrongSettings) as wrong:
        load(environment)
    return wrong.value.problems


def test_nothing_set_means_embedded_and_local() -> None:
    settings = load({})
    assert (settings.env, settings.database("actions"), settings.broker_url) == ("local", None, None)
    assert settings.pseudonym_keys == settings.data / "keys" / "pseudonyms.json"
    assert settings.public_url == "http://127.0.0.1:8080"


def test_every_field_comes_from_the_table() -> None:
    fields = set(load({}).__dataclass_fields__) - {"database_urls"}
    assert fields == {variable.field for variable in VARIABLES}


def test_a_service_has_its_own_database() -> None:
    settings = load(
        {
            "SIGHTLINE_DATABASE_URL": "postgresql+psycopg://app@db/sightline_{service}",
            "SIGHTLINE_REPORTING_DATABASE_URL": "postgresql+psycopg://app@elsewhere/figures",
        }
    )
    assert settings.database("actions") == "postgresql+psycopg://app@db/sightline_actions"
    assert settings.database("reporting") == "postgresql+psycopg://app@elsewhere/figures"


def test_only_what_nobody_gave_is_embedded() -> None:
    everything = {"SIGHTLINE_DATABASE_URL": "postgresql+psycopg://app@db/sightline_{service}"}
    assert load({}).embedded == (*SERVICES, BROKER)
    assert load({"SIGHTLINE_BROKER_URL": "amqp://app@broker/"}).embedded == SERVICES
    assert load(everything).embedded == ()
    own = {"SIGHTLINE_ACTIONS_DATABASE_URL": "postgresql+psycopg://app@db/actions"}
    assert set(load(own).embedded) == {*SERVICES, BROKER} - {"actions"}


def test_all_wrong_values_are_named_at_once_and_no_secret_is_shown() -> None:
    problems = problems_of(
        {
            "SIGHTLINE_ENV": "test",
            "SIGHTLINE_PORT": "0",
            "SIGHTLINE_API_THREADS": "many",
            "SIGHTLINE_DATABASE_URL": "postgresql://app:hunter2@db/one_for_all",
            "SIGHTLINE_BROKER_URL": "redis://:hunter2@host",
        }
    )
    assert [problem.split()[0] for problem in problems] == [
        "SIGHTLINE_ENV",
        "SIGHTLINE_DATABASE_URL",
        "SIGHTLINE_BROKER_URL",
        "SIGHTLINE_PORT",
        "SIGHTLINE_API_THREADS",
    ]
    assert "hunter2" not in "\n".join(problems)


def test_one_database_for_all_services_is_refused() -> None:
    (problem,) = problems_of({"SIGHTLINE_DATABASE_URL": "postgresql+psycopg://app@db/one_for_all"})
    assert "{service}" in problem


def test_a_misspelt_variable_is_refused_rather_than_ignored() -> None:
    assert problems_of({"SIGHTLINE_DATABSE_URL": "x"}) == [
        "SIGHTLINE_DATABSE_URL is not a setting of Sightline"
    ]


def test_production_has_no_embedded_default() -> None:
    assert load(PRODUCTION).production
    missing = [problem.split()[0] for problem in problems_of({"SIGHTLINE_ENV": "Production "})]
    assert missing == [name for name in PRODUCTION if name != "SIGHTLINE_ENV"]


def test_in_production_a_process_may_know_its_own_database_alone() -> None:
    own = PRODUCTION | {"SIGHTLINE_ACTIONS_DATABASE_URL": "postgresql+psycopg://actions@db/actions"}
    del own["SIGHTLINE_DATABASE_URL"]
    assert load(own).database("actions") == "postgresql+psycopg://actions@db/actions"


@pytest.mark.parametrize("name", [v.name for v in VARIABLES if v.secret] + list(OVERRIDES))
def test_a_secret_may_be_a_file(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    scheme = {"SIGHTLINE_BROKER_URL": "amqp", "SIGHTLINE_SMTP_URL": "smtps"}.get(name, "postgresql+psycopg")
    secret.write_text(f"{scheme}://app:from-file@host/{{service}}\n")
    assert "from-file" in str(load({f"{name}_FILE": str(secret)}))
    assert problems_of({f"{name}_FILE": str(secret), name: "also"})[0].startswith(f"{name} is given twice")
    assert "cannot be read" in problems_of({f"{name}_FILE": str(tmp_path / "absent")})[0]
