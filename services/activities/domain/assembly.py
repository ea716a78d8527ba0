"""From the parts of an audit that was made in stages to the audit; and who agrees that a family is not heard."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from services.activities.domain.activity import Activity
from services.activities.domain.content import Content, Family, PractitionerPart
from services.activities.domain.organisation import Organisation
from services.activities.domain.parts import (
    AuditorView,
    Conversation,
    ExemptionAsked,
    Learning,
    PractitionerView,
)
from services.activities.domain.refusals import (
    ExemptionNotApproved,
    FamilyHeard,
    FamilyVoiceMissing,
    NoExemptionAsked,
)
from services.activities.domain.rules import Rules
from services.activities.domain.stages import Progress
from services.activities.domain.standing_in import offices_of, party_to, stands_in_for, titles
from services.activities.domain.tool import ToolRef
from services.activities.domain.vocabulary import EXEMPT, HEARD
from shared.contracts.errors import Invalid


def assembled(progress: Progress) -> tuple[Content, ToolRef | None]:
    """The auditor's judgement with the practitioner's view and what became of the family's conversation; and the
    tool it was made with.

    ``progress`` is complete: whoever calls has asked.
    """
    view = progress.standing["auditor_view"].body
    assert isinstance(view, AuditorView)
    practitioner = progress.standing.get("practitioner_view")
    own = practitioner.body.view if practitioner and isinstance(practitioner.body, PractitionerView) else None
    content = replace(
        view.content,
        practitioner_part=PractitionerPart(took_part=own is not None, view=own or ""),
        family=_family(progress),
    )
    return content, view.tool


def _family(progress: Progress) -> Family:
    heard = progress.standing.get("conversation")
    if heard is not None and isinstance(heard.body, Conversation):
        return Family(outcome=HEARD, who=heard.body.who, said=heard.body.said)
    asked, agreed = progress.standing["asked"].body, progress.standing["exemption"]
    assert isinstance(asked, ExemptionAsked)
    return Family(outcome=EXEMPT, code=asked.code, approved_by=agreed.by)


def ensure_exemptible(code: str, progress: Progress, rules: Rules) -> None:
    """An exemption is one of the month's rules. Raises FamilyVoiceMissing; FamilyHeard: there is a conversation."""
    if code not in rules.family_exemptions.value:
        raise FamilyVoiceMissing(
            "Without a conversation there must be the code of an exemption",
            by=rules.family_exemptions,
            fields={"code": [f"is none of {', '.join(rules.family_exemptions.value)}"]},
        )
    if "conversation" in progress.standing:
        raise FamilyHeard(
            "The conversation with the family is recorded; there is nothing to be exempted from"
        )


def ensure_decidable(
    approver: str,
    audit: Activity,
    progress: Progress,
    organisation: Organisation,
    rules: Rules,
    on: date | None = None,
) -> str | None:
    """An exemption that waits for an answer gets it from a manager other than auditor and practitioner; on a day also
    from their deputy (S02). Returns whom they stand in for, None where the office is their own.

    Raises:
        NoExemptionAsked: nothing waits. ExemptionNotApproved: another role, no longer at work, auditor or practitioner.
    """
    if not progress.undecided:
        raise NoExemptionAsked("No exemption waits for an answer: none was asked for, or it was answered")
    roles = rules.exemption_approver_roles
    offices = offices_of(approver, roles, organisation, on)
    principal, party = stands_in_for(approver, offices, party_to(audit.auditor, audit.practitioner))
    if not offices or party:
        raise ExemptionNotApproved(
            f"An exemption is decided by somebody at work as {titles(roles)}, who is neither the auditor nor the"
            " practitioner",
            by=roles,
        )
    return principal


def ensure_learning(learning: Learning) -> None:
    """Where they do not agree, the difference is written down. Raises Invalid."""
    if not learning.agreed and not learning.difference.strip():
        raise Invalid(fields={"difference": ["is needed where it is not agreed"]})
