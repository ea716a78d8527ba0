"""Signing in and out: by the provider, for whom the directory knows, for no longer than is needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from services.portal.http import headers
from shared.security.local import NotInProduction

from .conftest import SITE, Portal


def test_whoever_is_nobody_is_sent_to_sign_in_and_comes_back(portal: Portal) -> None:
    sent = portal.visitor().get("/actions?status=open")
    assert sent.status_code == 302
    assert sent.location == "/sign-in?next=%2Factions%3Fstatus%3Dopen"


def test_somebody_signs_in_and_finds_their_home(portal: Portal) -> None:
    visitor = portal.signed_in("team_manager")
    visitor.get("/")
    assert "Hello, " in visitor.page
    assert "Team manager" in visitor.page
    assert "Operations" not in visitor.page


def test_the_flow_has_state_nonce_and_a_challenge(portal: Portal) -> None:
    went = portal.visitor().get("/sign-in").location
    asked = parse_qs(urlsplit(went).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) > 20 for name in ("state", "nonce", "code_challenge"))


@pytest.mark.parametrize("state", ["", "another"])
def test_an_answer_to_another_sign_in_is_turned_away(portal: Portal, state: str) -> None:
    visitor = portal.visitor()
    visitor.get("/sign-in")
    answer = visitor.get(f"/signed-in?code=abc&state={state}")
    assert answer.status_code == 403
    assert "Start again" in visitor.page


def test_a_code_is_good_once(portal: Portal) -> None:
    visitor = portal.visitor()
    there = visitor.get("/sign-in").location.removeprefix(SITE)
    kept = visitor.get_cookie("sightline-sign-in")
    password = (portal.settings.keys / "local-sign-in").read_text()
    back = visitor.post(there, data={"role": "qa_manager", "password": password}).location.removeprefix(SITE)
    assert visitor.get(back).status_code == 302
    thief = portal.visitor()
    assert kept is not None
    thief.set_cookie("sightline-sign-in", kept.value)
    assert thief.get(back).status_code == 403


def test_a_wrong_password_lets_nobody_in(portal: Portal) -> None:
    visitor = portal.visitor()
    there = visitor.get("/sign-in").location.removeprefix(SITE)
    answer = visitor.post(there, data={"role": "qa_manager", "password": "guess"})
    assert answer.status_code == 422
    assert "Error: " in visitor.page
    assert "guess" not in visitor.page


def test_each_sign_in_is_a_new_session(portal: Portal) -> None:
    visitor = portal.visitor()
    visitor.set_cookie("sightline-session", "chosen-by-somebody-else")
    there = visitor.get("/sign-in").location.removeprefix(SITE)
    password = (portal.settings.keys / "local-sign-in").read_text()
    back = visitor.post(there, data={"role": "qa_manager", "password": password}).location.removeprefix(SITE)
    visitor.get(back)
    kept = visitor.get_cookie("sightline-session")
    assert kept is not None
    assert kept.value != "chosen-by-somebody-else"


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-in"]
)
def test_nobody_is_sent_elsewhere(portal: Portal, to: str) -> None:
    visitor = portal.signed_in("qa_manager")
    answer = visitor.get("/sign-in", query_string={"next": to})
    assert answer.location == "/"


def test_signing_out_ends_the_session_for_good(portal: Portal) -> None:
    visitor = portal.signed_in("team_manager")
    secret = visitor.get_cookie("sightline-session")
    assert secret is not None
    out = visitor.send("/")
    assert out.status_code == 405 or out.status_code == 404
    visitor.get("/")
    assert visitor.post("/sign-out", data={"csrf_token": visitor.token}).status_code == 302
    visitor.set_cookie("sightline-session", secret.value)
    assert visitor.get("/").status_code == 302


def test_signing_out_everywhere_ends_every_session_of_the_person(portal: Portal) -> None:
    here, there, other = (portal.signed_in(role) for role in ("team_manager", "team_manager", "qa_manager"))
    here.get("/")
    here.post("/sign-out", data={"csrf_token": here.token, "everywhere": "yes"})
    assert there.get("/").status_code == 302
    assert other.get("/").status_code == 200


def test_a_session_is_over_after_a_while_of_nothing(portal: Portal) -> None:
    visitor = portal.signed_in("qa_manager")
    _age(portal, "seen_at", timedelta(minutes=29))
    assert visitor.get("/").status_code == 200
    _age(portal, "seen_at", timedelta(minutes=31))
    assert visitor.get("/").status_code == 302


def test_a_session_is_over_at_the_end_of_the_day_however_busy(portal: Portal) -> None:
    visitor = portal.signed_in("qa_manager")
    _age(portal, "began_at", timedelta(hours=13))
    assert visitor.get("/").status_code == 302


def test_the_secret_is_not_in_the_database(portal: Portal) -> None:
    secret = portal.signed_in("qa_manager").get_cookie("sightline-session")
    assert secret is not None
    with portal.database.engine.connect() as connection:
        assert secret.value not in str(connection.execute(text("SELECT * FROM session")).all())


def test_a_form_without_its_token_is_not_taken(portal: Portal) -> None:
    visitor = portal.signed_in("qa_manager")
    assert visitor.post("/sign-out").status_code == 403
    assert visitor.post("/sign-out", data={"csrf_token": "guess"}).status_code == 403
    assert visitor.get("/").status_code == 200


def test_cookies_are_bound_to_https_where_browsers_come_by_it(made: Callable[..., Portal]) -> None:
    portal = made(SIGHTLINE_PUBLIC_URL="https://localhost")
    answer = portal.visitor().get("/sign-in", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-sightline-sign-in=")
    assert all(flag in cookie for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_every_page_tells_the_browser_to_run_nothing_else(portal: Portal) -> None:
    for path in ("/", "/sign-in", "/accessibility", "/nothing", "/brand.css"):
        answer = portal.visitor().get(path)
        assert {name: answer.headers.get(name) for name in headers.HEADERS} == headers.HEADERS
    assert "unsafe" not in headers.POLICY


def test_it_does_not_start_in_production_with_the_local_provider(
    made: Callable[..., Portal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGHTLINE_ENV", "production")
    with pytest.raises(NotInProduction):
        made()


def _age(portal: Portal, what: str, by: timedelta) -> None:
    with portal.database.engine.begin() as connection:
        connection.execute(text(f"UPDATE session SET {what} = now() - :by"), {"by": by})
