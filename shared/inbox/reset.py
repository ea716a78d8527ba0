"""Starting a read model afresh: the inbox forgets, so that a replay counts again."""

from __future__ import annotations

from sqlalchemy import text

from shared.db.unit import UnitOfWork


def forget_everything(uow: UnitOfWork) -> None:
    """Empty the inbox and its failures, in the transaction that also empties the read model.

    What a person dropped stays dropped: a replay must not bring it back.
    """
    uow.execute(text("TRUNCATE inbox"))
    uow.execute(text("DELETE FROM inbox_failure WHERE state <> 'dropped'"))
    uow.execute(text("INSERT INTO inbox (event_id) SELECT failure_id FROM inbox_failure"))
