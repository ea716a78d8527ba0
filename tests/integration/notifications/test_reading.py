"""Messages as people read them: over the API, and on the mailbox page of the embedded default."""

from __future__ import annotations

from html.parser import HTMLParser
from uuid import uuid4

import pytest

from shared.runtime import settings
from tests.integration.notifications.conftest import STAFF, Notifications, allocated, opened, person
from tests.integration.notifications.postbox import Postbox


def test_people_see_their_own_messages_newest_first(notifications: Notifications) -> None:
    notifications.receive(*STAFF, opened(), allocated())
    notifications.clock.pass_by(hours=1)
    notifications.receive(opened())
    items = notifications.http.get("/messages").json["items"]
    assert [(item["person"], item["topic"]) for item in items] == [("P0200", "action_opened")] * 2
    assert items[0]["created_at"] > items[1]["created_at"]


def test_messages_come_in_pages_without_a_gap(notifications: Notifications) -> None:
    notifications.receive(*STAFF, *(opened() for _ in range(7)))
    seen, after = [], ""
    while True:
        page = notifications.http.get(f"/messages?limit=3{after}").json
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len(seen) == len(set(seen)) == 7


def test_other_people_s_messages_are_for_those_who_look_after_the_service(
    notifications: Notifications,
) -> None:
    notifications.receive(*STAFF, opened(), allocated())
    mine = notifications.http
    assert mine.get("/messages?person=P0200").status_code == 200
    refused = mine.get("/messages?person=P0031")
    assert (refused.status_code, refused.json["rule"]) == (403, "own-messages")
    assert mine.get("/messages?person=everybody").status_code == 403
    manager = mine.acting("qa_manager", person="P0007")
    assert len(manager.get("/messages?person=P0031").json["items"]) == 1
    assert len(manager.get("/messages?person=everybody").json["items"]) == 2
    assert manager.get("/messages").json["items"] == []


def test_a_message_is_read_once_and_by_its_person_only(notifications: Notifications) -> None:
    notifications.receive(*STAFF, opened())
    (item,) = notifications.http.get("/messages?unread=true").json["items"]
    somebody = notifications.http.acting("team_manager", person="P0031", areas={"social-work"})
    assert somebody.post(f"/messages/{item['id']}/read").status_code == 404
    first = notifications.http.post(f"/messages/{item['id']}/read").json["read_at"]
    notifications.clock.pass_by(hours=1)
    assert notifications.http.post(f"/messages/{item['id']}/read").json["read_at"] == first
    assert notifications.http.get("/messages?unread=true").json["items"] == []
    assert notifications.http.post(f"/messages/{uuid4()}/read").status_code == 404


PRODUCTION = {
    "SIGHTLINE_ENV": "production",
    "SIGHTLINE_DATABASE_URL": "postgresql+psycopg://db.example/sightline_{service}",
    "SIGHTLINE_BROKER_URL": "amqp://broker.example",
    "SIGHTLINE_ISSUERS": "/etc/sightline/issuers.json",
    "SIGHTLINE_PSEUDONYM_KEYS": "/etc/sightline/pseudonyms.json",
}


class Page(HTMLParser):
    """The page's outline, as a screen reader would list it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language: str | None = None
        self.headings: list[tuple[str, str]] = []
        self.links: list[str] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        if tag == "html":
            self.language = dict(attrs).get("lang")
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        assert tag not in ("script", "img", "form")

    def handle_data(self, data: str) -> None:
        if self._open in ("title", "h1", "h2") and data.strip():
            self.headings.append((self._open, data.strip()))


def test_the_mailbox_page_shows_what_was_told(notifications: Notifications) -> None:
    notifications.receive(person("P0200", name="Ann <b>Bold</b>"), *STAFF[1:], opened(), allocated())
    answer = notifications.http.acting().get("/mailbox")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    html = answer.get_data(as_text=True)
    page = Page(html)
    assert page.language == "en-GB"
    assert [kind for kind, _ in page.headings] == ["title", "h1", "h2", "h2"]
    assert "Ann &lt;b&gt;Bold&lt;/b&gt;" in html
    assert "Jamie" not in html
    assert "ps1-aaaa" not in html
    assert "style-src 'sha256-" in answer.headers["Content-Security-Policy"]


def test_the_mailbox_can_be_read_for_one_person_and_in_pages(notifications: Notifications) -> None:
    notifications.receive(*STAFF, *(opened() for _ in range(55)), allocated())
    everyone = notifications.http.acting()
    first = Page(everyone.get("/mailbox?person=P0200").get_data(as_text=True))
    assert ("h1", "Messages to Name of P0200") in first.headings
    assert len(first.headings) == 52
    second = Page(everyone.get(f"/mailbox{first.links[-1]}").get_data(as_text=True))
    assert len(second.headings) == 7
    empty = everyone.get("/mailbox?person=NOBODY").get_data(as_text=True)
    assert "No messages yet." in empty


def test_there_is_no_mailbox_once_a_mail_server_is_configured(
    notifications: Notifications, by_mail: Postbox
) -> None:
    assert notifications.http.get("/mailbox").status_code == 404


def test_there_is_no_mailbox_in_production(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    settings.current.cache_clear()
    assert notifications.http.get("/mailbox").status_code == 404


def test_the_mailbox_is_not_shown_to_another_machine(notifications: Notifications) -> None:
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert notifications.http.get("/mailbox", environ_base=far).status_code == 404
