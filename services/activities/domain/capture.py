"""What makes an audit or observation fit to submit."""

from __future__ import annotations

from datetime import date

from services.activities.domain import calendar
from services.activities.domain.content import ActionDraft, Content, Family
from services.activities.domain.grading import ensure_graded
from services.activities.domain.independence import ensure_auditor, ensure_independent, ensure_observer
from services.activities.domain.organisation import Organisation
from services.activities.domain.refusals import (
    ActionNeeded,
    ExemptionNotApproved,
    FamilyVoiceMissing,
    UnknownOwner,
)
from services.activities.domain.rules import Rules
from services.activities.domain.vocabulary import (
    AUDIT,
    EXEMPT,
    HEARD,
    PRIORITIES,
    REACHES,
    SETTINGS,
)
from shared.contracts.errors import Invalid
from shared.contracts.identifiers import ensure_anonymous


def ensure_fit(
    content: Content,
    *,
    kind: str,
    auditor: str,
    practitioner: str | None,
    team: str | None,
    month: date,
    completed_on: date,
    today: date,
    identifier: str | None,
    organisation: Organisation,
    rules: Rules,
) -> None:
    """Every rule of an audit or observation, in the order in which a person would ask; ``rules`` are the month's.

    Raises:
        Refusal: the first rule that says no, by its name. Invalid: a code that the field does not know.
    """
    calendar.ensure_activity_month(month, rules)
    calendar.ensure_completed(completed_on, month, today, rules)
    person = ensure_auditor(auditor, organisation, rules)
    if kind == AUDIT:
        ensure_independent(person, practitioner, team, organisation)
    else:
        ensure_observer(person, practitioner, organisation)
        ensure_setting(content)
    ensure_graded(content)
    ensure_family_voice(content.family, auditor, practitioner, organisation, rules)
    ensure_actions(content, organisation)
    ensure_anonymous(content.texts(), identifier)


def ensure_family_voice(
    family: Family | None, auditor: str, practitioner: str | None, organisation: Organisation, rules: Rules
) -> None:
    """A conversation with the family, or a coded exemption that somebody else approved (S08, S18).

    Raises:
        FamilyVoiceMissing: neither. ExemptionNotApproved: nobody else approved it.
    """
    if family is None or family.outcome not in (HEARD, EXEMPT):
        raise FamilyVoiceMissing("Record the conversation with the family, or the code of an exemption")
    if family.outcome == HEARD:
        if not family.who or not family.said:
            raise FamilyVoiceMissing(
                "Say who of the family spoke and what they said", fields={"family": ["needs who and said"]}
            )
        return
    if family.code not in rules.family_exemptions.value:
        raise FamilyVoiceMissing(
            "Without a conversation there must be the code of an exemption",
            by=rules.family_exemptions,
            fields={"family.code": [f"is none of {', '.join(rules.family_exemptions.value)}"]},
        )
    approver = organisation.people.get(family.approved_by or "")
    if approver is None or not approver.active or approver.id in (auditor, practitioner):
        raise ExemptionNotApproved(
            "An exemption is approved by a colleague who is neither the auditor nor the practitioner",
            fields={"family.approved_by": ["must be a known colleague other than auditor and practitioner"]},
        )


def ensure_setting(content: Content) -> None:
    """An observation says what was observed (S12). Raises Invalid."""
    if content.setting not in SETTINGS:
        raise Invalid(fields={"setting": [f"must be one of {', '.join(SETTINGS)}"]})


def ensure_actions(content: Content, organisation: Organisation) -> None:
    """Actions have an owner who can act, and an Inadequate has at least one (S22, S23).

    Raises:
        ActionNeeded: overall Inadequate and nothing to be done. UnknownOwner: an owner who is not at work here.
    """
    acted = False
    for n, finding in enumerate(content.findings):
        if finding.action is not None:
            acted = True
            ensure_action(finding.action, f"findings.{n}.action", organisation)
    if content.overall == "inadequate" and not acted:
        raise ActionNeeded("An audit that finds practice inadequate says what must be done: add an action")


def ensure_action(action: ActionDraft, field: str, organisation: Organisation) -> None:
    """Somebody can do what is asked (S23). Raises UnknownOwner; Invalid: a reach or priority that is not known."""
    if action.reach not in REACHES or action.priority not in PRIORITIES:
        raise Invalid(fields={field: ["reach or priority is not known"]})
    owner = organisation.people.get(action.owner)
    if owner is None or not owner.active:
        raise UnknownOwner(
            f"{action.owner} is not known to be at work here",
            fields={f"{field}.owner": ["is not known or no longer at work"]},
        )
