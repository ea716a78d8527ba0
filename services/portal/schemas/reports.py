"""What is asked of a report that is to be made."""

from __future__ import annotations

from services.portal.schemas.fields import Field
from services.portal.schemas.form import Form


def new() -> Form:
    return Form(
        fields=[
            Field(name="month", label="Which month?", hint="Year and month, for example 2026-03", width=10),
            Field(
                name="notice",
                label="What is to stand at the top of every document?",
                hint="Leave it empty if nothing is to be said.",
                kind="textarea",
                limit=200,
                rows=2,
            ),
        ]
    )
