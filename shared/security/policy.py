"""Who may do what. A permission that no row names is nobody's: the default is no.

One dict per service, permission -> roles. A service's owner edits its own dict.
The matrix test in ``tests/architecture`` walks every route against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from shared.security.roles import (
    AUDITORS,
    BUSINESS_SUPPORT,
    DIRECTORS,
    EXTERNAL_REVIEWER,
    FRONT_LINE,
    HEAD_OF_SERVICE,
    INDEPENDENT_CHAIR,
    MEMBERS,
    MODERATORS,
    OPS,
    PARTNER,
    PORTAL,
    PRACTITIONER,
    QA_MANAGER,
    QUALITY,
    ROLES,
    SERVICE_AREA_SYSTEM,
    STAFF,
)

Policy = Mapping[str, frozenset[str]]


def _any(*groups: frozenset[str] | str) -> frozenset[str]:
    return frozenset().union(*({group} if isinstance(group, str) else group for group in groups))


# directory
DIRECTORY: Policy = {
    "organisation:import": _any(QA_MANAGER, BUSINESS_SUPPORT, OPS),
    "units:read": _any(STAFF, EXTERNAL_REVIEWER, SERVICE_AREA_SYSTEM, OPS, PORTAL),
    "people:read": _any(STAFF, SERVICE_AREA_SYSTEM, OPS, PORTAL),
    "people:write": _any(QA_MANAGER, BUSINESS_SUPPORT),
    "cover:write": _any(AUDITORS, INDEPENDENT_CHAIR, DIRECTORS, QUALITY, BUSINESS_SUPPORT),
    "cover:write-others": _any(QA_MANAGER, BUSINESS_SUPPORT),
}

# activities
ACTIVITIES: Policy = {
    "cases:import": _any(QA_MANAGER, BUSINESS_SUPPORT, SERVICE_AREA_SYSTEM),
    "cases:read": _any(AUDITORS, QUALITY, BUSINESS_SUPPORT),
    "plans:write": _any(QUALITY),
    "plans:read": _any(STAFF),
    "samples:draw": _any(QUALITY),
    "coverage:read": _any(QUALITY, DIRECTORS, HEAD_OF_SERVICE),
    "activities:read": _any(FRONT_LINE, DIRECTORS, QUALITY, EXTERNAL_REVIEWER),
    "activities:read-others": _any(FRONT_LINE - {PRACTITIONER}, DIRECTORS, QUALITY, EXTERNAL_REVIEWER),
    "audits:submit": _any(AUDITORS, INDEPENDENT_CHAIR, QUALITY),
    "audits:take-part": _any(FRONT_LINE),
    "exemptions:decide": _any(AUDITORS, QUALITY),  # of whom the rule book names some; the others as deputies
    "audits:submit-for-others": _any(QA_MANAGER, SERVICE_AREA_SYSTEM),
    "audits:import": _any(QA_MANAGER, BUSINESS_SUPPORT),
    "activities:batch": _any(QA_MANAGER, SERVICE_AREA_SYSTEM),
    "observations:submit": _any(AUDITORS, INDEPENDENT_CHAIR, DIRECTORS, QUALITY),
    "activities:moderate": _any(AUDITORS, QUALITY),  # as above
    "drafts:write": _any(AUDITORS, INDEPENDENT_CHAIR, DIRECTORS, QUALITY),
    "attachments:write": _any(AUDITORS, INDEPENDENT_CHAIR, DIRECTORS, QUALITY),
    "attachments:remove-others": _any(QUALITY),
    "moderations:draw": _any(QUALITY),
    "moderations:read": _any(MODERATORS, QUALITY),
    "adjudications:decide": _any(AUDITORS, QUALITY),  # as above
    "concerns:raise": _any(AUDITORS, INDEPENDENT_CHAIR, QUALITY),
    "activities:withdraw": _any(QUALITY),
    "activities:reallocate": _any(QUALITY, HEAD_OF_SERVICE),
    "handovers:read": _any(QUALITY, MODERATORS),
    "activities:extend": _any(AUDITORS, QA_MANAGER),
    "activities:extend-others": _any(QA_MANAGER),
    "ratings:request": _any(QUALITY),
    "compliance:read": _any(AUDITORS, DIRECTORS, QUALITY),
    "compliance:read-others": _any(MODERATORS, DIRECTORS, QUALITY),
    "rules:read": _any(STAFF, EXTERNAL_REVIEWER),
    "rules:write": _any(QA_MANAGER),
    "calibration:read": _any(QUALITY, HEAD_OF_SERVICE, DIRECTORS),
    "reviews:propose": _any(FRONT_LINE, DIRECTORS, QUALITY),
    "reviews:decide": _any(QUALITY),
    "reviews:chair": _any(AUDITORS, INDEPENDENT_CHAIR, QUALITY),
    "reviews:read": _any(FRONT_LINE, DIRECTORS, QUALITY),
    "reviews:read-others": _any(QUALITY),
    "learning:read": _any(STAFF),
    "dip-samples:record": _any(AUDITORS, INDEPENDENT_CHAIR, QUALITY),
    "bespoke-audits:record": _any(AUDITORS, INDEPENDENT_CHAIR, QUALITY),
    "multi-agency-audits:record": _any(MODERATORS, INDEPENDENT_CHAIR, QUALITY),
    "group-supervisions:record": _any(AUDITORS, QUALITY),
    "guided-conversations:record": _any(AUDITORS, INDEPENDENT_CHAIR, DIRECTORS, QUALITY),
    "practice-days:record": _any(DIRECTORS, HEAD_OF_SERVICE, QA_MANAGER),
    "oversights:record": _any(INDEPENDENT_CHAIR, QA_MANAGER),
    "external-reviews:record": _any(QA_MANAGER),
    "participations:record": _any(FRONT_LINE, QUALITY),
    "activities:record-others": _any(QA_MANAGER),
    "recorded:withdraw": _any(FRONT_LINE, DIRECTORS, QUALITY),
    "activities:amend-others": _any(QA_MANAGER),
    "review-types:write": _any(QA_MANAGER),
    "data-accuracy:read": _any(MODERATORS, DIRECTORS, QUALITY),
    "oversight:read": _any(INDEPENDENT_CHAIR, HEAD_OF_SERVICE, DIRECTORS, QUALITY),
    "feed:read": _any(QA_MANAGER, SERVICE_AREA_SYSTEM, OPS),
    "tools:read": _any(STAFF, EXTERNAL_REVIEWER, SERVICE_AREA_SYSTEM),
    "tools:write": _any(QUALITY),
    "tools:publish": _any(QA_MANAGER),
}

# actions
ACTIONS: Policy = {
    "actions:read": _any(FRONT_LINE, DIRECTORS, QUALITY),
    "actions:evidence": _any(FRONT_LINE, QUALITY),
    "actions:close": _any(AUDITORS, QUALITY),
    "actions:reopen": _any(AUDITORS, QUALITY),
    "actions:hand-over": _any(AUDITORS, QUALITY),
    "actions:reschedule": _any(AUDITORS, QUALITY),
    "handovers:read": _any(QUALITY, AUDITORS),
    "actions:sweep": _any(QA_MANAGER, BUSINESS_SUPPORT, OPS),
}

# feedback
FEEDBACK: Policy = {
    "feedback:record": _any(STAFF, PARTNER, SERVICE_AREA_SYSTEM),
    "feedback:read": _any(FRONT_LINE, DIRECTORS, QUALITY, BUSINESS_SUPPORT),
    "feedback:conclude": _any(AUDITORS, QUALITY, BUSINESS_SUPPORT),
}

# notifications
NOTIFICATIONS: Policy = {
    "messages:read": _any(STAFF, OPS),
    "messages:read-others": _any(QA_MANAGER, OPS),
    "messages:resolve": _any(QA_MANAGER, OPS),
}

# reporting
REPORTING: Policy = {
    "figures:read": _any(STAFF - {PRACTITIONER}, EXTERNAL_REVIEWER),
    "facts:read": _any(DIRECTORS, QUALITY),
    "rollups:check": _any(QUALITY, OPS),
    "reports:make": _any(QUALITY),
    "reports:read": _any(STAFF, MEMBERS, EXTERNAL_REVIEWER),
    "reports:publish": _any(QUALITY),
}

POLICY: dict[str, Policy] = {
    "directory": DIRECTORY,
    "activities": ACTIVITIES,
    "actions": ACTIONS,
    "feedback": FEEDBACK,
    "notifications": NOTIFICATIONS,
    "reporting": REPORTING,
}


def roles_with(service: str, permission: str) -> frozenset[str]:
    """The roles that a permission of a service is granted to; none when it is not listed."""
    return POLICY.get(service, {}).get(permission, frozenset())


@lru_cache(maxsize=4096)
def permissions_of(service: str, roles: frozenset[str]) -> frozenset[str]:
    """All that these roles together may do in a service."""
    known = roles & ROLES
    return frozenset(
        permission for permission, granted in POLICY.get(service, {}).items() if not known.isdisjoint(granted)
    )
