"""Every environment variable that Sightline reads, in one table; the README's table is checked against it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

APIS = ("directory", "activities", "actions", "feedback", "notifications", "reporting")
SERVICES = (*APIS, "portal")
"""Each has a database of its own; the portal has no API but pages."""
BROKER = "broker"  # the name, among databases, of the embedded broker's


@dataclass(frozen=True, slots=True)
class Variable:
    """One setting. ``field`` is its name in ``Settings``; ``default`` is text, read like any other value.

    A ``secret`` may also be given as ``<name>_FILE``, the path of a file that holds it. ``needed`` ones have no
    default in production.
    """

    name: str
    field: str
    doc: str
    default: str = ""
    read: Callable[[str], Any] = str
    secret: bool = False
    needed: bool = False


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f"is not one of: {', '.join(words)}")
        return text.lower()

    return read


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise ValueError(f"is not a whole number from {least} to {most}")
        return int(text)

    return read


def address(*schemes: str) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        if text and urlsplit(text).scheme not in schemes:
            raise ValueError(f"does not start with {' or '.join(f'{scheme}://' for scheme in schemes)}")
        return text or None

    return read


def _colour(text: str) -> str:
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        raise ValueError("is not a colour of the form #12436d")
    return text.lower()


def _path(text: str) -> Path | None:
    return Path(text).expanduser().absolute() if text else None


def _database(text: str) -> str | None:
    url = address("postgresql+psycopg")(text)
    if url and "{service}" not in url:
        raise ValueError("has no {service} in it: every service has a database of its own")
    return url


VARIABLES = (
    Variable("SIGHTLINE_ENV", "env", "`local` or `production`", "local", _one_of("local", "production")),
    Variable(
        "SIGHTLINE_DATA",
        "data",
        "folder of everything the embedded default keeps, and of local keys; default `/var/lib/sightline` for root,"
        " else `~/.local/share/sightline`",
        read=_path,
    ),
    Variable(
        "SIGHTLINE_DATABASE_URL",
        "database_url",
        "`postgresql+psycopg://user:password@host/sightline_{service}`; empty: embedded PostgreSQL",
        read=_database,
        secret=True,
        needed=True,
    ),
    Variable(
        "SIGHTLINE_BROKER_URL",
        "broker_url",
        "`amqp://user:password@host:5672/vhost`; empty: the embedded broker",
        read=address("amqp", "amqps"),
        secret=True,
        needed=True,
    ),
    Variable(
        "SIGHTLINE_ISSUERS",
        "issuers",
        "JSON file of the trusted token issuers and their published keys; empty: a local issuer",
        read=_path,
        needed=True,
    ),
    Variable(
        "SIGHTLINE_PSEUDONYM_KEYS",
        "pseudonym_keys",
        "JSON file of the key rings for children's identifiers; empty: made in the data folder",
        read=_path,
        needed=True,
    ),
    Variable("SIGHTLINE_HOST", "host", "address that HTTP is served on", "127.0.0.1"),
    Variable("SIGHTLINE_PORT", "port", "port of an API, and of `sightline up`", "8080", _number(1, 65535)),
    Variable(
        "SIGHTLINE_WORKER_PORT",
        "worker_port",
        "port of a worker's health and metrics",
        "8081",
        _number(1, 65535),
    ),
    Variable("SIGHTLINE_API_WORKERS", "api_workers", "API processes per service", "1", _number(1, 64)),
    Variable(
        "SIGHTLINE_API_THREADS", "api_threads", "request threads per API process", "16", _number(1, 256)
    ),
    Variable(
        "SIGHTLINE_DATABASE_POOL",
        "pool_size",
        "database connections kept per process and service; as many again in a rush",
        "8",
        _number(1, 200),
    ),
    Variable(
        "SIGHTLINE_SMTP_URL",
        "smtp_url",
        "`smtp://user:password@host:587` or `smtps://`; empty: a mailbox page",
        read=address("smtp", "smtps"),
        secret=True,
    ),
    Variable(
        "SIGHTLINE_OFFLINE_DAYS",
        "offline_days",
        "how many days after an audit or observation was written down it may arrive",
        "30",
        _number(1, 365),
    ),
    Variable(
        "SIGHTLINE_DRAFT_DAYS",
        "draft_days",
        "days after which a draft that nobody saved again is forgotten",
        "90",
        _number(7, 3650),
    ),
    Variable(
        "SIGHTLINE_ATTACHMENT_MB",
        "attachment_mb",
        "largest file that is kept as evidence, in megabytes",
        "10",
        _number(1, 50),
    ),
    Variable("SIGHTLINE_MAIL_FROM", "mail_from", "sender of e-mails", "sightline@localhost"),
    Variable(
        "SIGHTLINE_PUBLIC_URL",
        "public_url",
        "address that links in messages start with; empty: host and port",
        read=address("http", "https"),
    ),
    Variable("SIGHTLINE_COUNCIL", "council", "the council's name, at the top of every page"),
    Variable(
        "SIGHTLINE_BRAND_COLOUR",
        "brand_colour",
        "the council's colour, for the header of every page",
        "#12436d",
        _colour,
    ),
    Variable(
        "SIGHTLINE_API_URL",
        "api_url",
        "where the portal finds the APIs: `http://sightline-{service}:8080`, or one address for all; empty: the public"
        " one",
        read=address("http", "https"),
    ),
    Variable(
        "SIGHTLINE_OIDC_URL",
        "oidc_url",
        "issuer that people sign in with, by OpenID Connect; empty: a local one, refused in production",
        read=address("http", "https"),
    ),
    Variable("SIGHTLINE_OIDC_CLIENT", "oidc_client", "the portal's client id there", "sightline"),
    Variable("SIGHTLINE_OIDC_SECRET", "oidc_secret", "its secret; empty: a public client", secret=True),
    Variable(
        "SIGHTLINE_OIDC_PERSON",
        "oidc_person",
        "claim that holds the person's id of the directory",
        "sub",
    ),
    Variable(
        "SIGHTLINE_OIDC_ROLES",
        "oidc_roles",
        "JSON file that says which app role is which role here; empty: they are called the same",
        read=_path,
    ),
    Variable(
        "SIGHTLINE_PORTAL_KEY",
        "portal_key",
        "private Ed25519 key (JWK) of the tokens that the portal signs; empty: the local issuer's, refused in"
        " production",
        secret=True,
    ),
    Variable(
        "SIGHTLINE_SESSION_IDLE_MINUTES",
        "session_idle_minutes",
        "minutes of doing nothing after which somebody is signed out",
        "30",
        _number(5, 240),
    ),
    Variable(
        "SIGHTLINE_SESSION_HOURS",
        "session_hours",
        "hours after which everybody signs in again",
        "12",
        _number(1, 24),
    ),
    Variable(
        "SIGHTLINE_LOG_LEVEL",
        "log_level",
        "`debug`, `info`, `warning` or `error`; `sightline up` by itself: `warning`",
        "info",
        _one_of("debug", "info", "warning", "error"),
    ),
    Variable(
        "SIGHTLINE_LOG_FORMAT",
        "log_format",
        "`json`, `text`, or `auto`: text on a terminal",
        "auto",
        _one_of("json", "text", "auto"),
    ),
)
OVERRIDES = {f"SIGHTLINE_{service.upper()}_DATABASE_URL": service for service in SERVICES}
