"""What happens to messages: they are made, sent, settled and read."""

from services.notifications.usecases.channels import channel_in_use, mailbox_is_shown
from services.notifications.usecases.reading import MarkRead, listed, mailbox, mark_read
from services.notifications.usecases.sending import claim, leave_in_mailbox, reconcile, record
from services.notifications.usecases.settling import Resolve, resolve
from services.notifications.usecases.telling import address_again, keep_cover, keep_people, tell

__all__ = [
    "MarkRead",
    "Resolve",
    "address_again",
    "channel_in_use",
    "claim",
    "keep_cover",
    "keep_people",
    "leave_in_mailbox",
    "listed",
    "mailbox",
    "mailbox_is_shown",
    "mark_read",
    "reconcile",
    "record",
    "resolve",
    "tell",
]
