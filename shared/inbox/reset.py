"""Starting a read model afresh: the inbox forgets, so that a replay counts again."""

from __future__ import annotations

from sqlalchemy import text

from shared.db.unit import UnitOfWork


def forget_everything(uow: UnitOfWork) -> None:
    """Empty the inbox and its failures, in the transaction that also empties the read model."""
    uow.execute(text("TRUNCATE inbox, inbox_failure"))
