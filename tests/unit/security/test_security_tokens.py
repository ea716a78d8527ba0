"""Which tokens are trusted. Every attack here was once somebody's incident."""

from __future__ import annotations

import hmac
import json
import time
from base64 import urlsafe_b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from shared.security import Issuer, Principal, Unauthorised, Verifier
from shared.security.keys import KeysUnavailable, PublishedKeys
from shared.security.local import LocalIssuer, NotInProduction

NAME = "https://login.example"
KEY = OKPKey.generate_key("Ed25519", parameters={"kid": "k1"})
EC = ECKey.generate_key("P-256", parameters={"kid": "e1"})
STRANGER = OKPKey.generate_key("Ed25519", parameters={"kid": "k1"})


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    usual = {
        "iss": NAME,
        "sub": "P0042",
        "aud": "sightline.actions",
        "iat": now,
        "exp": now + 600,
        "jti": "t1",
        "roles": ["team_manager"],
        "areas": ["early-help"],
    }
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


def signed(body: dict[str, Any] | None = None, *, key: Any = KEY, alg: str = "Ed25519", **header: Any) -> str:
    headers = {"alg": alg, "kid": key.kid, **header}
    return jwt.encode(headers, body or claims(), key, algorithms=[alg])


def unsigned(header: dict[str, Any], body: dict[str, Any]) -> str:
    parts = (urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, body))
    return ".".join((*parts, ""))


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "jwks.json"
    path.write_text(json.dumps({"keys": [KEY.as_dict(private=False), EC.as_dict(private=False)]}))
    return path


@pytest.fixture
def verifier(published: Path) -> Verifier:
    return Verifier("actions", [Issuer(name=NAME, keys=str(published))])


def judged(verifier: Verifier, token: str) -> Principal:
    return verifier.principal(f"Bearer {token}")


def refused(verifier: Verifier, token: str) -> str:
    with pytest.raises(Unauthorised) as caught:
        judged(verifier, token)
    return caught.value.detail


def test_a_good_token_says_who_asks(verifier: Verifier) -> None:
    assert judged(verifier, signed()) == Principal(
        person="P0042",
        roles=frozenset({"team_manager"}),
        areas=frozenset({"early-help"}),
        issuer=NAME,
        token_id="t1",
    )


def test_both_algorithms_and_both_audiences_are_taken(verifier: Verifier) -> None:
    assert judged(verifier, signed(key=EC, alg="ES256")).person == "P0042"
    assert judged(verifier, signed(claims(aud=["other", "sightline"]))).person == "P0042"


def test_alg_none_is_refused(verifier: Verifier) -> None:
    for alg in ("none", "None", "nOnE", ""):
        assert "algorithm" in refused(verifier, unsigned({"alg": alg, "kid": "k1"}, claims()))


@pytest.mark.parametrize("secret", [KEY.as_pem(private=False), KEY.public_key.public_bytes_raw()])
def test_a_public_key_used_as_a_secret_is_refused(verifier: Verifier, secret: bytes) -> None:
    what = unsigned({"alg": "HS256", "kid": "k1"}, claims())
    signature = hmac.digest(secret, what.rstrip(".").encode(), "sha256")
    assert "algorithm" in refused(verifier, what + urlsafe_b64encode(signature).rstrip(b"=").decode())


def test_an_algorithm_that_is_not_on_the_list_is_refused(verifier: Verifier) -> None:
    rsa = RSAKey.generate_key(2048, parameters={"kid": "k1"})
    assert "algorithm" in refused(verifier, signed(key=rsa, alg="RS256"))


def test_an_algorithm_of_another_key_kind_is_refused(verifier: Verifier) -> None:
    header = {"alg": "ES256", "kid": "k1"}
    token = unsigned(header, claims()) + signed().rsplit(".", 1)[1]
    assert "signature" in refused(verifier, token)


def test_an_unknown_key_or_none_is_refused(verifier: Verifier) -> None:
    other = OKPKey.generate_key("Ed25519", parameters={"kid": "k2"})
    assert "key" in refused(verifier, signed(key=other))
    assert "key" in refused(verifier, signed(kid=""))


def test_the_right_key_id_with_another_key_is_refused(verifier: Verifier) -> None:
    assert "signature" in refused(verifier, signed(key=STRANGER))


def test_changed_claims_are_refused(verifier: Verifier) -> None:
    head, _, signature = signed().split(".")
    changed = urlsafe_b64encode(json.dumps(claims(sub="P0001")).encode()).rstrip(b"=").decode()
    assert "signature" in refused(verifier, f"{head}.{changed}.{signature}")


@pytest.mark.parametrize(
    "header",
    [
        {"jku": "https://evil.example/jwks.json"},
        {"x5u": "https://evil.example/cert.pem"},
        {"jwk": STRANGER.as_dict(private=False)},
        {"x5c": ["MIIB"]},
        {"crit": ["exp"]},
        {"typ": "id_token"},
    ],
)
def test_a_header_that_brings_its_own_key_is_refused(verifier: Verifier, header: dict[str, Any]) -> None:
    head = {"alg": "Ed25519", "kid": "k1", **header}
    assert "header" in refused(verifier, unsigned(head, claims()))


def test_another_issuer_and_none_are_refused(verifier: Verifier) -> None:
    for issuer in ("https://evil.example", "", None, 7, [NAME]):
        assert "issuer" in refused(verifier, signed(claims(iss=issuer)))


@pytest.mark.parametrize("audience", ["sightline.reporting", "sightline.", "", None, [], ["sightline.x"]])
def test_a_token_for_another_service_is_refused(verifier: Verifier, audience: Any) -> None:
    assert "another service" in refused(verifier, signed(claims(aud=audience)))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"iat": -1000, "exp": -31}, "expired"),
        ({"iat": 100, "exp": 400}, "not valid yet"),
        ({"nbf": 60}, "not valid yet"),
        ({"exp": 901}, "longer"),
        ({"exp": 10**9}, "longer"),
    ],
)
def test_times_are_held_to(verifier: Verifier, changes: dict[str, int], why: str) -> None:
    now = int(time.time())
    moved = {name: now + seconds for name, seconds in changes.items()}
    assert why in refused(verifier, signed(claims(**moved)))


@pytest.mark.parametrize("name", ["exp", "iat"])
@pytest.mark.parametrize("value", [None, "tomorrow", True, [1]])
def test_a_token_without_times_is_refused(verifier: Verifier, name: str, value: Any) -> None:
    assert name in refused(verifier, signed(claims(**{name: value})))


def test_thirty_seconds_of_another_clock_are_forgiven(verifier: Verifier) -> None:
    now = int(time.time())
    assert judged(verifier, signed(claims(iat=now - 600, exp=now - 20)))
    assert judged(verifier, signed(claims(iat=now + 20, exp=now + 600)))


@pytest.mark.parametrize(
    "changes", [{"sub": ""}, {"sub": None}, {"sub": 5}, {"roles": "qa_manager"}, {"areas": [1]}]
)
def test_claims_of_another_shape_are_refused(verifier: Verifier, changes: dict[str, Any]) -> None:
    refused(verifier, signed(claims(**changes)))


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer x", "Bearer a.b", "Bearer a.b.c"]
)
def test_what_is_no_token_is_refused(verifier: Verifier, header: str | None) -> None:
    with pytest.raises(Unauthorised):
        verifier.principal(header)


def test_rubbish_of_any_kind_is_refused(verifier: Verifier) -> None:
    good = signed()
    for rubbish in (
        good + "x",
        "." + good,
        good + "." + good,
        "\u00e9.\u00e9.\u00e9",
        "e30.e30.e30",
        "x" * 9000,
        "bnVsbA.bnVsbA.",
    ):
        refused(verifier, rubbish)


def test_a_star_counts_only_for_a_role_that_sees_every_area(verifier: Verifier) -> None:
    manager = judged(verifier, signed(claims(areas=["*"])))
    assert manager.areas == frozenset()
    director = judged(verifier, signed(claims(roles=["divisional_director"], areas=["*"])))
    assert director.areas is None
    narrowed = judged(verifier, signed(claims(roles=["qa_manager"], areas=["early-help"])))
    assert narrowed.areas == frozenset({"early-help"})


def test_an_issuer_may_be_held_to_some_roles(published: Path) -> None:
    machines = Issuer(name=NAME, keys=str(published), roles=frozenset({"service_area_system"}))
    found = Verifier("actions", [machines]).principal(
        f"Bearer {signed(claims(roles=['service_area_system', 'qa_manager'], areas=['*']))}"
    )
    assert found.roles == {"service_area_system"}
    assert found.areas == frozenset()


def test_a_machines_token_may_live_an_hour_where_that_is_configured(published: Path) -> None:
    issuer = Issuer(name=NAME, keys=str(published), machine_lifetime=timedelta(hours=1))
    verifier, now = Verifier("actions", [issuer]), int(time.time())
    hour = claims(roles=["service_area_system"], exp=now + 3600)
    assert judged(verifier, signed(hour)).roles == {"service_area_system"}
    assert "longer" in refused(verifier, signed({**hour, "roles": ["service_area_system", "team_manager"]}))
    with pytest.raises(ValueError, match="15 minutes"):
        Issuer(name=NAME, keys=str(published), lifetime=timedelta(minutes=16))


def test_a_token_that_was_good_is_not_good_for_ever(published: Path) -> None:
    moment = [time.time()]
    verifier = Verifier("actions", [Issuer(name=NAME, keys=str(published))], clock=lambda: moment[0])
    token = signed()
    assert judged(verifier, token)
    moment[0] += 640
    assert "expired" in refused(verifier, token)


def test_a_new_key_is_found_but_strangers_do_not_make_us_look(published: Path) -> None:
    verifier = Verifier(
        "actions",
        [Issuer(name=NAME, keys=str(published))],
    )
    assert judged(verifier, signed())
    fresh = OKPKey.generate_key("Ed25519", parameters={"kid": "k9"})
    published.write_text(json.dumps({"keys": [fresh.as_dict(private=False)]}))
    assert "key" in refused(verifier, signed(key=fresh))  # looked a moment ago
    eager = Verifier("actions", [Issuer(name=NAME, keys=str(published))], refresh=0.0)
    assert judged(eager, signed(key=fresh))


def test_a_key_that_was_withdrawn_is_refused_once_the_keys_are_read_again(published: Path) -> None:
    keys = PublishedKeys(str(published), refresh=0.0, stale=0.0)
    assert keys.get("k1")
    good = published.read_text()
    published.write_text("half a file")
    assert keys.get("k1")  # what was read last stays good
    published.write_text(good.replace('"k1"', '"k2"'))
    assert keys.get("k1") is None


def test_keys_that_cannot_be_read_are_not_the_persons_fault(tmp_path: Path) -> None:
    verifier = Verifier("actions", [Issuer(name=NAME, keys=str(tmp_path / "absent.json"))])
    with pytest.raises(KeysUnavailable):
        judged(verifier, signed())
    plain = Verifier("actions", [Issuer(name=NAME, keys="http://keys.example/jwks.json")])
    with pytest.raises(KeysUnavailable):
        judged(plain, signed())


@pytest.mark.parametrize("document", ["{}", "[]", '{"keys": null}', '{"keys": {}}'])
def test_a_file_that_is_no_key_set_is_not_the_persons_fault(tmp_path: Path, document: str) -> None:
    path = tmp_path / "jwks.json"
    path.write_text(document)
    with pytest.raises(KeysUnavailable):
        judged(Verifier("actions", [Issuer(name=NAME, keys=str(path))]), signed())


def test_only_signing_keys_of_our_kinds_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "jwks.json"
    secret = OctKey.generate_key(256, parameters={"kid": "k1"})
    rsa = RSAKey.generate_key(2048, parameters={"kid": "k2"})
    encryption = {**KEY.as_dict(private=False), "kid": "k3", "use": "enc"}
    keys = [secret.as_dict(private=True), rsa.as_dict(private=False), encryption, {"kty": "OKP"}, {}]
    path.write_text(json.dumps({"keys": keys}))
    verifier = Verifier("actions", [Issuer(name=NAME, keys=str(path))])
    for kid in ("k1", "k2", "k3"):
        assert "key" in refused(verifier, signed(kid=kid))


def test_the_local_issuer_keeps_its_key_to_itself(tmp_path: Path) -> None:
    local, again = LocalIssuer(tmp_path), LocalIssuer(tmp_path)
    assert (tmp_path / "token-key.json").stat().st_mode & 0o777 == 0o600
    verifier = Verifier("actions", [local.issuer])
    assert judged(verifier, again.mint(person="P1", roles=["dcs"])).areas is None
    assert judged(verifier, local.mint(person="P1", roles=["practitioner"])).areas == frozenset()
    assert '"d"' not in (tmp_path / "jwks.json").read_text()


def test_the_local_issuer_refuses_in_production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    local = LocalIssuer(tmp_path)
    monkeypatch.setenv("SIGHTLINE_ENV", "Production")
    with pytest.raises(NotInProduction):
        local.mint(person="P1", roles=["dcs"])
    with pytest.raises(NotInProduction):
        LocalIssuer(tmp_path)
