"""What the local sign-in asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from services.portal.domain.words import words
from services.portal.provider.accounts import Account
from services.portal.schemas.fields import Choice, Field
from services.portal.schemas.form import Form


def local_sign_in(accounts: Iterable[Account]) -> Form:
    choices = [Choice(value=one.role, text=words(one.role), hint=f"{one.name}, {one.id}") for one in accounts]
    return Form(
        fields=[
            Field(name="role", label="Who are you?", kind="radios", choices=choices),
            Field(
                name="password",
                label="Password of this machine",
                hint="The command `sightline up` printed it.",
                type="password",
                width=20,
                autocomplete="current-password",
            ),
        ]
    )


def told(form: Form, *, nobody: bool, wrong: bool) -> Form:
    """With what is wrong; a password is not shown again."""
    errors = {
        "role": "Choose who you are" if nobody else "",
        "password": "Enter the password that `sightline up` printed" if wrong else "",
    }
    fields = [
        replace(field, error=errors[field.name], value="" if field.name == "password" else field.value)
        for field in form.fields
    ]
    return replace(form, fields=fields)
