"""Mail goes out encrypted and signed in, and nothing is said to a server that cannot prove its name."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.notifications.domain import Sent
from services.notifications.domain.message import Message, Outgoing
from services.notifications.mail import MailAway, Mailer
from tests.integration.notifications.postbox import free_port

OURS = LoginPassword(b"sightline", b"p w/d")


class Letters(Sink):
    """Keeps who signed in and whether the line was encrypted, of each letter."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[object, bool]] = []

    async def handle_DATA(self, server: SMTP, session: Session, _envelope: Envelope) -> str:  # noqa: N802
        encrypted = server.transport.get_extra_info("ssl_object") is not None
        self.taken.append((session.auth_data, encrypted))
        return "250 OK"


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's side of TLS for 127.0.0.1; our side trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1)
        )
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    private = serialization.PrivateFormat.PKCS8
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, private, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture
def letters() -> Letters:
    return Letters()


def signed_in(
    _server: object, _session: Session, _envelope: Envelope, mechanism: str, data: object
) -> AuthResult:
    return AuthResult(success=data == OURS, handled=False, auth_data=data)


@pytest.fixture
def server(letters: Letters, certificate: ssl.SSLContext) -> Iterator[Controller]:
    """Offers STARTTLS, and takes nothing before it and a sign-in."""
    controller = Controller(
        letters, hostname="127.0.0.1", port=free_port(), tls_context=certificate, require_starttls=True,
        authenticator=signed_in, auth_required=True,
    )  # fmt: skip
    controller.start()
    yield controller
    controller.stop()


def outgoing() -> Outgoing:
    message = Message(
        id=uuid4(), person="P0007", topic="action.opened", cause=uuid4(), area="early-help", channel="email",
        state="sending", subject="An action is yours", body="Look at it.", link="/actions/1", correlation_id="",
        traceparent="", created_at=datetime.now(UTC), attempts=1, next_at=None, sent_at=None, read_at=None,
        reason=None, version=1,
    )  # fmt: skip
    return Outgoing(message=message, name="Ada Example", email="ada@example.org", active=True)


def mailer(url: str) -> Mailer:
    return Mailer(url, "quality@example.org", "https://sightline.example.org")


def test_the_line_is_upgraded_and_signed_in(server: Controller, letters: Letters) -> None:
    with mailer(f"smtp://sightline:p%20w%2Fd@127.0.0.1:{server.port}").connected() as line:
        assert line.send(outgoing()) == Sent()
    assert letters.taken == [(OURS, True)]


def test_a_wrong_password_is_a_server_that_will_not_talk_to_us(server: Controller, letters: Letters) -> None:
    with (
        pytest.raises(MailAway, match="535"),
        mailer(f"smtp://sightline:wrong@127.0.0.1:{server.port}").connected(),
    ):
        pass
    assert letters.taken == []


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
    server: Controller, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with (
        pytest.raises(MailAway, match="CERTIFICATE_VERIFY_FAILED"),
        mailer(f"smtp://sightline:p%20w%2Fd@127.0.0.1:{server.port}").connected(),
    ):
        pass
    assert letters.taken == []


def test_smtps_is_encrypted_from_the_first_byte(letters: Letters, certificate: ssl.SSLContext) -> None:
    controller = Controller(letters, hostname="127.0.0.1", port=free_port(), ssl_context=certificate)
    controller.start()
    try:
        with mailer(f"smtps://127.0.0.1:{controller.port}").connected() as line:
            assert line.send(outgoing()) == Sent()
    finally:
        controller.stop()
    assert letters.taken == [(None, True)]


def test_a_password_is_not_sent_in_the_clear(letters: Letters) -> None:
    controller = Controller(letters, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with (
            pytest.raises(MailAway, match="no TLS"),
            mailer(f"smtp://a:b@127.0.0.1:{controller.port}").connected(),
        ):
            pass
    finally:
        controller.stop()
