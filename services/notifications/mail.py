"""Handing messages to a mail server, one connection for many."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from services.notifications.domain import Deferred, Interrupted, Outcome, Refused, Sent, Uncertain
from services.notifications.domain.message import Outgoing
from services.notifications.domain.wording import letter

TIMEOUT_S = 10.0
TAKING_S = 30.0
"""A server that has the whole message may look into it before it answers."""
GOODBYE = 421


class MailAway(Exception):
    """No mail server to talk to, or one that will not talk to us."""


class Line:
    """An open connection. Once it is not ``alive`` nothing more can be sent on it."""

    def __init__(self, smtp: smtplib.SMTP, sender: str, public_url: str) -> None:
        self._smtp, self._sender, self._public_url = smtp, sender, public_url
        self.alive = True

    def send(self, outgoing: Outgoing) -> Outcome:
        """Try once, and say how far it came."""
        try:
            written = self._written(outgoing)
        except (ValueError, MessageError) as error:
            return Refused(f"the letter cannot be written: {error}")
        try:
            code, reply = self._smtp.mail(self._sender)
            if code != 250:
                self.alive = False  # the server refuses us, not this message
                return Interrupted(_said(code, reply))
            code, reply = self._smtp.rcpt(outgoing.email)
            if code not in (250, 251):
                return self._refused(code, reply)
        except (smtplib.SMTPException, OSError) as error:
            self.alive = False
            return Interrupted(_happened(error))
        try:
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(TAKING_S)
            code, reply = self._smtp.data(written)
        except smtplib.SMTPDataError as error:
            return self._refused(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            self.alive = False
            return Uncertain(_happened(error))
        return Sent() if code == 250 else self._refused(code, reply)

    def _refused(self, code: int, reply: bytes | str) -> Outcome:
        try:
            self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self.alive = False
        self.alive = self.alive and code != GOODBYE
        return Deferred(_said(code, reply)) if 400 <= code < 500 else Refused(_said(code, reply))

    def _written(self, outgoing: Outgoing) -> bytes:
        message = outgoing.message
        written = EmailMessage()
        written["From"] = Address("Sightline", addr_spec=self._sender)
        written["To"] = Address(outgoing.name, addr_spec=outgoing.email)
        written["Subject"] = " ".join(message.subject.split())
        written["Date"] = format_datetime(message.created_at)
        # The same at every try: a server that knows it already drops the repeat.
        written["Message-ID"] = f"<{message.id}@{self._sender.rpartition('@')[2]}>"
        written["Auto-Submitted"] = "auto-generated"
        greeting = f"Dear {outgoing.name},"
        written.set_content(letter(greeting, message.body, f"{self._public_url}{message.link}"))
        return written.as_bytes(policy=WIRE)


class Mailer:
    """Parameters: ``url`` as in SIGHTLINE_SMTP_URL; ``smtp://`` is upgraded to TLS where the server offers it."""

    def __init__(self, url: str, sender: str, public_url: str) -> None:
        self._url, self._sender, self._public_url = urlsplit(url), sender, public_url

    @contextmanager
    def connected(self) -> Iterator[Line]:
        """Raises: MailAway."""
        try:
            smtp = self._connect()
        except (smtplib.SMTPException, OSError) as error:
            raise MailAway(_happened(error)) from error
        try:
            yield Line(smtp, self._sender, self._public_url)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
            smtp.close()

    def _connect(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "localhost", self._url.port or 0
        context = ssl.create_default_context()
        if self._url.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT_S, context=context)
        else:
            smtp = smtplib.SMTP(host, port or 587, timeout=TIMEOUT_S)
        try:
            smtp.ehlo_or_helo_if_needed()
            if self._url.scheme == "smtp" and smtp.has_extn("starttls"):
                smtp.starttls(context=context)
                smtp.ehlo()
            elif self._url.scheme == "smtp" and self._url.username:
                raise MailAway("the server offers no TLS, and a password is not sent in the clear")
            if self._url.username:
                smtp.login(unquote(self._url.username), unquote(self._url.password or ""))
        except BaseException:
            smtp.close()
            raise
        return smtp


def _said(code: int, reply: bytes | str) -> str:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {' '.join(words.split())}"


def _happened(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
