"""A form: what was typed comes back, and each mistake stands at its field."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from services.portal.domain.refusals import Refused
from services.portal.schemas.fields import Choice, Field
from services.portal.schemas.form import Form

FORM = Form(
    fields=[
        Field(name="text", label="What was done", kind="textarea"),
        Field(name="on", label="When", kind="date"),
        Field(name="tags", label="Tags", kind="checkboxes", choices=[Choice(value="a", text="A")]),
    ]
)


def read(*given: tuple[str, str]) -> Form:
    return FORM.read(MultiDict(given))


def test_what_was_typed_is_sent_as_the_service_takes_it() -> None:
    form = read(
        ("text", "  one\r\ntwo "),
        ("on-day", "4"),
        ("on-month", "3"),
        ("on-year", "2026"),
        ("tags", "a"),
        ("tags", "b"),
    )
    assert form.body == {"text": "one\ntwo", "on": "2026-03-04", "tags": ["a", "b"]}


def test_no_answer_is_none_and_no_box_ticked_an_empty_list() -> None:
    assert read().body == {"text": None, "on": None, "tags": []}


def test_a_day_that_is_none_is_sent_as_typed_and_comes_back_so() -> None:
    form = read(("on-day", "31"), ("on-month", "x"), ("on-year", "2026"))
    assert form.body["on"] == "2026-0x-31"
    assert list(form["on"].value) == ["31", "x", "2026"]


def test_every_mistake_stands_at_its_field_and_the_rest_above() -> None:
    errors = {"text": ["Missing."], "on": ["Not a date.", "In the future."], "body": ["Too long."]}
    marked = read().marked(Refused(422, {"title": "Some fields are wrong", "errors": errors}))
    assert marked["text"].error == "What was done: Missing."
    assert marked["on"].error == "When: Not a date."
    assert marked.wrong == ["body: Too long."]
    assert [line["href"] for line in marked.errors] == ["#main-content", "#text", "#on-day"]


def test_a_mistake_deep_inside_stands_at_the_nearest_field() -> None:
    marked = read().marked(Refused(422, {"errors": {"tags.0": ["Unknown."]}}))
    assert marked["tags"].error == "Tags: Unknown."


def test_a_refusal_names_its_rule_and_source() -> None:
    problem = {"title": "It is closed", "detail": "Nothing more is done.", "rule": "closed", "source": "S23"}
    (line,) = read().marked(Refused(409, problem)).wrong
    assert line == "It is closed. Nothing more is done. (Rule closed, S23.)"


def test_what_somebody_else_changed_is_said() -> None:
    (line,) = read().marked(Refused(412, {"title": "Changed meanwhile"})).wrong
    assert line.startswith("Somebody changed this")


def test_what_a_service_keeps_fills_the_form() -> None:
    form = FORM.filled({"text": None, "on": "2026-03-04", "tags": ["a"]})
    assert (form["text"].value, list(form["on"].value), form["tags"].value) == ("", ["4", "3", "2026"], ["a"])
