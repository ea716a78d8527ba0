"""Settings from the environment: read once, checked all together, never changed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from shared.runtime.variables import BROKER, OVERRIDES, SERVICES, VARIABLES, Variable, address


class WrongSettings(ValueError):
    """Names every wrong variable at once; never shows a value, which may be a secret."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("These settings are wrong:\n" + "\n".join(f"  {problem}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """See ``shared.runtime.variables`` for what each one means. None where the embedded default applies."""

    env: str
    data: Path
    database_url: str | None
    database_urls: Mapping[str, str]
    broker_url: str | None
    issuers: Path | None
    pseudonym_keys: Path
    host: str
    port: int
    worker_port: int
    api_workers: int
    api_threads: int
    pool_size: int
    offline_days: int
    draft_days: int
    attachment_mb: int
    smtp_url: str | None
    mail_from: str
    public_url: str
    council: str
    brand_colour: str
    api_url: str | None
    oidc_url: str | None
    oidc_client: str
    oidc_secret: str
    oidc_person: str
    oidc_roles: Path | None
    portal_key: str
    session_idle_minutes: int
    session_hours: int
    log_level: str
    log_format: str

    @property
    def production(self) -> bool:
        return self.env == "production"

    def database(self, service: str) -> str | None:
        """The address of a service's database, or None for the embedded one."""
        own = self.database_urls.get(service)
        if own or self.database_url is None:
            return own
        return self.database_url.replace("{service}", service)

    @property
    def embedded(self) -> tuple[str, ...]:
        """Whose databases live in the embedded PostgreSQL; the embedded broker has one like a service's."""
        needed = SERVICES if self.broker_url else (*SERVICES, BROKER)
        return tuple(name for name in needed if self.database(name) is None)

    @property
    def keys(self) -> Path:
        """Where local keys are kept."""
        return self.data / "keys"


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Raises: WrongSettings, naming all that is wrong."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    production = environment.get("SIGHTLINE_ENV", "").strip().lower() == "production"
    for variable in VARIABLES:
        try:
            text = _text(variable, environment)
            if not text and variable.needed and production and not _given_apart(variable, environment):
                raise ValueError(
                    "must be set where SIGHTLINE_ENV=production: the embedded default is for one machine"
                )
            values[variable.field] = variable.read(text or variable.default)
        except ValueError as error:
            problems.append(f"{variable.name} {error}")
    values["database_urls"] = _own_databases(environment, problems)
    problems += _unknown(environment)
    if problems:
        raise WrongSettings(problems)
    values["data"] = values["data"] or _data_folder()
    values["pseudonym_keys"] = values["pseudonym_keys"] or values["data"] / "keys" / "pseudonyms.json"
    values["public_url"] = (values["public_url"] or f"http://{values['host']}:{values['port']}").rstrip("/")
    return Settings(**values)


@cache
def current() -> Settings:
    """The settings of this process."""
    return load()


def _text(variable: Variable, environment: Mapping[str, str]) -> str:
    text = environment.get(variable.name, "").strip()
    file = environment.get(f"{variable.name}_FILE", "").strip() if variable.secret else ""
    if text and file:
        raise ValueError(f"is given twice: also as {variable.name}_FILE")
    if not file:
        return text
    try:
        return Path(file).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"cannot be read from {variable.name}_FILE: {type(error).__name__}") from error


def _given_apart(variable: Variable, environment: Mapping[str, str]) -> bool:
    """A process that is told its own service's database needs no pattern for all."""
    return variable.field == "database_url" and bool(_own_databases(environment, []))


def _own_databases(environment: Mapping[str, str], problems: list[str]) -> dict[str, str]:
    found = {}
    for name, service in OVERRIDES.items():
        try:
            text = _text(Variable(name, "", "", secret=True), environment)
            if url := address("postgresql+psycopg")(text):
                found[service] = url
        except ValueError as error:
            problems.append(f"{name} {error}")
    return found


def _unknown(environment: Mapping[str, str]) -> list[str]:
    """A misspelt name would silently mean the default."""
    known = {*OVERRIDES, *(variable.name for variable in VARIABLES)}
    known |= {f"{name}_FILE" for name in OVERRIDES} | {f"{v.name}_FILE" for v in VARIABLES if v.secret}
    apart = ("SIGHTLINE_TEST_", "SIGHTLINE_PUBLIC_DATA", "SIGHTLINE_TOKEN")
    return [
        f"{name} is not a setting of Sightline"
        for name in sorted(environment)
        if name.startswith("SIGHTLINE_") and name not in known and not name.startswith(apart)
    ]


def _data_folder() -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib/sightline")
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "sightline"
