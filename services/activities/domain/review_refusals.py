"""Every rule about reviews that may say no, by name, with the row of the framework it comes from."""

from __future__ import annotations

from services.activities.domain.refusals import NotLater, Refusal


class TooFewSources(Refusal):
    """A success review needs a difference that sources of two kinds saw."""

    rule = "several-sources"
    source = "S24"


class AuditNotInadequate(Refusal):
    """An audit triggers a learning review when it stands as Inadequate."""

    rule = "inadequate-audit"
    source = "S25"


class NotAFacilitator(Refusal):
    rule = "facilitator"
    source = "S24"


class NotAChair(Refusal):
    rule = "chair-role"
    source = "S25"


class NotAnApprover(Refusal):
    """Nobody calls off the review that they chair by themselves."""

    rule = "review-approval"
    source = "S24, S25"


class ChairNotIndependent(Refusal):
    """Whoever had a say in the case, or audited it, does not chair."""

    rule = "chair-independence"
    source = "S25"


class WrongStep(Refusal):
    """A review goes its way step by step, and none twice."""

    rule = "review-step"
    source = "S24, S25"


class ReviewNotLater(NotLater):
    source = "S24, S25"


class ViewsMissing(Refusal):
    """Every worker and partner says how they see it, or a code says why not."""

    rule = "all-views"
    source = "S24"


class ShapeMissing(Refusal):
    """A success review starts from what works."""

    rule = "appreciative-shape"
    source = "S04, S24"


class AimsMissing(Refusal):
    """A learning review has four aims, and each is addressed."""

    rule = "four-aims"
    source = "S25"


class NameInLearning(Refusal):
    """What the whole division reads names nobody of the case."""

    rule = "names-of-the-case"
    source = "S26"


class NoConsent(Refusal):
    """A worker is celebrated by name when they said yes themselves."""

    rule = "consent-to-be-named"
    source = "S24"


class NotShared(Refusal):
    """Learning that nobody is to read needs a reason."""

    rule = "sharing-needs-reason"
    source = "S26"
