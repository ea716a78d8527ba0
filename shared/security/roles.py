"""The roles of S02, and which of them look across the whole division."""

from __future__ import annotations

PRACTITIONER = "practitioner"
PRACTICE_LEADER = "practice_leader"
TEAM_MANAGER = "team_manager"
SERVICE_MANAGER = "service_manager"
HEAD_OF_SERVICE = "head_of_service"
DIVISIONAL_DIRECTOR = "divisional_director"
DCS = "dcs"
COO = "coo"
LEAD_MEMBER = "lead_member"
CITY_MAYOR_EXECUTIVE = "city_mayor_executive"
SCRUTINY_COMMISSION = "scrutiny_commission"
QA_MANAGER = "qa_manager"
PRINCIPAL_SOCIAL_WORKER = "principal_social_worker"
INDEPENDENT_CHAIR = "independent_chair"
BUSINESS_SUPPORT = "business_support"
FAMILY = "family"
PARTNER = "partner"
EXTERNAL_REVIEWER = "external_reviewer"
OPS = "ops"
SERVICE_AREA_SYSTEM = "service_area_system"
PORTAL = "portal"

AUDITORS = frozenset({PRACTICE_LEADER, TEAM_MANAGER, SERVICE_MANAGER, HEAD_OF_SERVICE})
MODERATORS = frozenset({SERVICE_MANAGER, HEAD_OF_SERVICE})
DIRECTORS = frozenset({DIVISIONAL_DIRECTOR, DCS, COO})
QUALITY = frozenset({QA_MANAGER, PRINCIPAL_SOCIAL_WORKER})
MEMBERS = frozenset({LEAD_MEMBER, CITY_MAYOR_EXECUTIVE, SCRUTINY_COMMISSION})
FRONT_LINE = frozenset({PRACTITIONER, INDEPENDENT_CHAIR}) | AUDITORS
STAFF = FRONT_LINE | DIRECTORS | QUALITY | {BUSINESS_SUPPORT}
MACHINES = frozenset({SERVICE_AREA_SYSTEM, PORTAL})

EVERYWHERE = DIRECTORS | QUALITY | MEMBERS | {OPS, BUSINESS_SUPPORT, PORTAL}
"""Roles whose token may say ``*``: directors, QA manager and principal social worker answer for the division;
members see published reports only; operators see no record's content; business support runs the imports; the portal
looks up in the directory who signs in, and the names that its pages show."""

ROLES = STAFF | MEMBERS | MACHINES | {FAMILY, PARTNER, EXTERNAL_REVIEWER, OPS}

AREAS = ("social-work", "early-help", "safeguarding", "corporate-parenting")


def sees_everywhere(roles: frozenset[str]) -> bool:
    return not roles.isdisjoint(EVERYWHERE)
