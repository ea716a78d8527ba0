"""What is asked of an action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from services.portal.domain.session import Person
from services.portal.schemas.fields import Choice, Field
from services.portal.schemas.form import Form

REFERENCE = Field(
    name="record_reference",
    label="Where on the child's record it is found",
    hint="The reference of the entry, without names. An action for a case needs one before it is closed.",
    width=20,
)


def filters(services: Sequence[Choice], states: Mapping[str, str], me: Person) -> Form:
    """What narrows the list."""
    anybody = Choice(value="", text="Anybody")
    return Form(
        fields=[
            Field(
                name="owner",
                label="Whose",
                kind="select",
                choices=[anybody, Choice(value=me.id, text="Yours")],
            ),
            Field(
                name="status",
                label="State",
                kind="select",
                choices=[
                    Choice(value="", text="Any"),
                    *(Choice(value=code, text=states[code]) for code in states),
                ],
            ),
            Field(
                name="service",
                label="Service",
                kind="select",
                choices=[Choice(value="", text="All"), *services],
            ),
        ]
    )


def evidence(today: date) -> Form:
    return Form(
        fields=[
            Field(
                name="text",
                label="What was done, and what shows it",
                kind="textarea",
                limit=4000,
                hint="Write no child's or family member's name.",
            ),
            _day("evidenced_on", "When was it done?", today),
            REFERENCE,
        ]
    )


def closure(today: date) -> Form:
    return Form(fields=[_day("closed_on", "When did you accept it?", today), REFERENCE])


def reopening(today: date) -> Form:
    return Form(
        fields=[
            Field(name="reason", label="Why did the evidence not hold?", kind="textarea", limit=2000),
            _day("reopened_on", "From when is it open again?", today),
        ]
    )


def owner(people: list[Choice]) -> Form:
    return Form(
        fields=[
            Field(name="owner", label="Who does it from now on?", kind="select", choices=people),
            Field(name="reason", label="Why is it handed over?", kind="textarea", limit=2000),
        ]
    )


def _day(name: str, label: str, today: date) -> Field:
    parts = (str(today.day), str(today.month), str(today.year))
    return Field(name=name, label=label, kind="date", hint=f"For example, {today:%-d %-m %Y}", value=parts)
