"""The kinds of QA activity that are recorded when they are done, beside case-file audits and practice observations."""

from __future__ import annotations

from dataclasses import dataclass

from services.activities.domain.dip_sample import DipSample
from services.activities.domain.external_review import ExternalReview
from services.activities.domain.oversight import Oversight
from services.activities.domain.part import Part
from services.activities.domain.practice_day import PracticeDay
from services.activities.domain.reflective import GroupSupervision, GuidedConversation, Participation
from services.activities.domain.themed import BespokeAudit, MultiAgencyAudit
from services.activities.domain.vocabulary import OFFICES

MANAGERS = frozenset({"service_manager", "head_of_service"})
LINE = MANAGERS | {"practice_leader", "team_manager"}
QUALITY = frozenset({"qa_manager", "principal_social_worker"})
CHAIR = frozenset({"independent_chair"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What one kind asks for.

    ``leads`` are the roles that do it; ``always`` says that the months of reflection are no bar to it (S05); of an
    ``audit`` each family is heard, and whoever leads it is independent of whose practice it looks at (S06, S18).
    """

    code: str
    part: type[Part]
    leads: frozenset[str]
    source: str
    always: bool = False
    audit: bool = False


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(code="dip_sample", part=DipSample, leads=LINE | QUALITY | CHAIR, source="S21"),
        Kind(code="bespoke_audit", part=BespokeAudit, leads=LINE | QUALITY | CHAIR, source="S13", audit=True),
        Kind(
            code="multi_agency_audit",
            part=MultiAgencyAudit,
            leads=MANAGERS | QUALITY | CHAIR,
            source="S19",
            audit=True,
        ),
        Kind(
            code="group_supervision",
            part=GroupSupervision,
            leads=LINE | QUALITY,
            source="S19",
            always=True,
        ),
        Kind(code="guided_conversation", part=GuidedConversation, leads=OFFICES, source="S20"),
        Kind(
            code="practice_day",
            part=PracticeDay,
            leads=frozenset({"dcs", "divisional_director", "head_of_service"}),
            source="S15",
        ),
        Kind(
            code="oversight",
            part=Oversight,
            leads=CHAIR,
            source="S16",
            always=True,
        ),
        Kind(
            code="external_review",
            part=ExternalReview,
            leads=frozenset({"qa_manager"}),
            source="S17",
            always=True,
        ),
        Kind(
            code="participation",
            part=Participation,
            leads=OFFICES | {"practitioner"},
            source="S05",
            always=True,
        ),
    )
}
"""By code. What somebody else decides when, and what is for learning or for families, has no closed months."""

CODES: tuple[str, ...] = tuple(KINDS)
EXTERNAL = "external_review"
