"""Which channel messages take."""

from __future__ import annotations

from shared.runtime import settings


def channel_in_use() -> str:
    """``email`` where a mail server is configured, else ``mailbox``."""
    return "email" if settings.current().smtp_url else "mailbox"


def mailbox_is_shown() -> bool:
    """Only in the embedded default: the page shows everybody's messages to whoever asks."""
    ours = settings.current()
    return ours.smtp_url is None and not ours.production
