"""Printing may fail or take long: it holds no connection, and what failed is asked for again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from services.reporting.documents import press
from services.reporting.documents.model import Imprint
from tests.integration.reporting.conftest import Reporting
from tests.integration.reporting.test_reports import document, make, publish
from tests.unit.reporting.invented import months


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> list[object]:
    """Something happens while the first order is printed; returns what came of it."""
    really, seen = press.printed, []

    def printed(model: str, imprint: Imprint, formats: Sequence[str]) -> dict[str, bytes]:
        monkeypatch.setattr(press, "printed", really)
        seen.append(happens())
        return really(model, imprint, formats)

    monkeypatch.setattr(press, "printed", printed)
    return seen


def test_printing_that_takes_too_long_is_asked_for_again(
    reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporting.tell(months(1, 10))
    draft = make(reporting)
    monkeypatch.setattr(press, "TIMEOUT_S", 0.0)
    for late in (
        publish(reporting, draft),
        reporting.client.get(f"/reports/{draft['report_id']}/documents/html"),
    ):
        assert late.json is not None
        assert (late.status_code, late.json["type"]) == (503, "/problems/printing-failed")
        assert int(late.headers["Retry-After"]) > 0
    monkeypatch.undo()
    assert publish(reporting, draft).status_code == 200


def test_no_connection_is_held_while_documents_are_printed(
    reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporting.tell(months(1, 10))
    draft = make(reporting)
    pool = reporting.database.engine.pool
    for ask in (lambda: document(reporting, draft, "html"), lambda: publish(reporting, draft)):
        held = meanwhile(monkeypatch, pool.checkedout)  # type: ignore[attr-defined]
        ask()
        assert held == [0]


def test_a_draft_that_is_made_anew_while_it_is_printed_is_not_published(
    reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened = months(1)
    reporting.tell(happened[: len(happened) // 2])
    draft = make(reporting)
    reporting.tell(happened[len(happened) // 2 :])
    meanwhile(monkeypatch, lambda: make(reporting))
    assert publish(reporting, draft).status_code == 412
    report = reporting.client.get(f"/reports/{draft['report_id']}").json
    assert report is not None
    assert (report["status"], report["version"], report["documents"]) == ("draft", 2, {})


def test_of_two_who_publish_at_once_the_second_is_told_so(
    reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporting.tell(months(1, 10))
    draft = make(reporting)
    quicker = meanwhile(monkeypatch, lambda: publish(reporting, draft).status_code)
    assert publish(reporting, draft).status_code == 412
    assert quicker == [200]
