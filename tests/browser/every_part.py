"""One page with every part of the house, and with words that would do harm if they were not escaped."""

from __future__ import annotations

from pathlib import Path

from services.portal.http.rendering import (
    Choice,
    Field,
    Frame,
    NavItem,
    Notice,
    Person,
    environment,
    errors_of,
)

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'>"
GRADES = tuple(
    Choice(value=grade, text=grade.capitalize()) for grade in ("outstanding", "good", "inadequate")
)
FIELDS = (
    Field(name="reference", label=f"Reference {HOSTILE}", value=HOSTILE, width=10, error="Enter a reference"),
    Field(name="seen", label="When was the child seen?", kind="date", hint="For example, 27 3 2026",
          value=("31", "2", "2026"), error="The day must be one that the calendar has"),
    Field(name="grade", label="Grade", kind="radios", choices=GRADES, value="good", inline=True),
    Field(name="methods", label="What was read?", kind="checkboxes", value=("plan",), hint="Choose all that apply",
          choices=(Choice(value="plan", text="The plan", hint="The latest one"), Choice(value="notes", text="Notes"))),
    Field(name="team", label="Team", kind="select",
          choices=(Choice(value="", text="Choose"), Choice(value="lc", text=f"Leaving care {HOSTILE}")), value="lc"),
    Field(name="strengths", label="Strengths", kind="textarea", limit=400, value=f"First line\n  second {HOSTILE}"),
    Field(name="notes", label="Notes", kind="textarea", rows=3, error="Say what was noticed"),
    Field(name="evidence", label="Evidence", kind="file", hint="A PDF or a picture", accept=".pdf,.png", multiple=True),
)  # fmt: skip
FILTERS = (
    Field(name="q", label="Case", type="search"),
    Field(name="status", label="Status", kind="checkboxes", value=("due",),
          choices=(Choice(value="due", text="Due"), Choice(value="late", text="Late"))),
)  # fmt: skip
FRAME = Frame(
    council=f"Northshire Council {HOSTILE}",
    navigation=[
        NavItem(text=text, href=f"/{text.lower()}", active=text == "Audits")
        for text in ("Home", "Audits", "Samples", "Actions", "Feedback", "Reports", "People")
    ],
    person=Person(name=f"Amira Khan {HOSTILE}", role="Auditor, Leaving care"),
    notices=[Notice(text=f"Saved {HOSTILE}", kind="success"), Notice(text="Moderation begins on Monday.")],
    phase="Demonstration: every person here is invented.",
    csrf_token="token-of-the-form",
)


def every_part(frame: Frame = FRAME, fields: tuple[Field, ...] = FIELDS, hostile: str = HOSTILE) -> str:
    template = environment().from_string(Path(__file__).with_suffix(".html").read_text())
    return template.render(
        frame=frame, fields=fields, filters=FILTERS, errors=errors_of(fields), hostile=hostile
    )
