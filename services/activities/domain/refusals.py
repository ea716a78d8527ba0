"""Every rule that may say no, by name, with the row of the framework it comes from."""

from __future__ import annotations

from shared.contracts.errors import Refusal


class ReflectionMonth(Refusal):
    """Some months are for reflection, learning and bespoke participation."""

    rule = "reflection-month"
    source = "S05"


class MonthMismatch(Refusal):
    """The activity was completed before its month began or long after it ended."""

    rule = "month-mismatch"
    source = "S35"


class FutureDate(Refusal):
    """Nothing is recorded before it happened."""

    rule = "future-date"
    source = "S41"


class MadeTooLongAgo(Refusal):
    """What was written down without signal arrives while it can still be asked about."""

    rule = "made-too-long-ago"
    source = "S41"


class ActivityIdTaken(Refusal):
    """An activity of this id says something else: nothing that was recorded is written over."""

    rule = "activity-id-taken"
    source = "S11"


class TooManyAttachments(Refusal):
    """Evidence that nobody can read through proves nothing."""

    rule = "too-many-attachments"
    source = "S20"


class AttachmentRemoved(Refusal):
    rule = "attachment-removed"
    source = "S20"


class FamilyVoiceMissing(Refusal):
    """No conversation with the family and no coded exemption."""

    rule = "family-voice"
    source = "S18"


class ExemptionNotApproved(Refusal):
    """An exemption is somebody else's decision."""

    rule = "exemption-approval"
    source = "S18"


class NoExemptionAsked(Refusal):
    """There is nothing to approve or refuse: never asked for, answered, or void since."""

    rule = "exemption-not-asked"
    source = "S18"


class FamilyHeard(Refusal):
    """Whoever was heard needs no exemption."""

    rule = "family-heard"
    source = "S18"


class BlindView(Refusal):
    """Auditor and practitioner each give their view before they see the other's."""

    rule = "blind-view"
    source = "S08"


class ViewGiven(Refusal):
    """A view is given once."""

    rule = "view-given"
    source = "S08"


class ViewsNotOpen(Refusal):
    """Learning is agreed over two views."""

    rule = "views-not-open"
    source = "S08"


class PartsMissing(Refusal):
    """An audit made in stages is submitted when every part of it is there."""

    rule = "parts-missing"
    source = "S08"


class StagesBegun(Refusal):
    """What was written in stages is not passed over."""

    rule = "stages-begun"
    source = "S08"


class WrongGrading(Refusal):
    """Graded means an overall grade and at least one domain; ungraded means none."""

    rule = "grading"
    source = "S20"


class RepeatedDomain(Refusal):
    rule = "repeated-domain"
    source = "S06"


class ScaleOutOfRange(Refusal):
    rule = "signs-of-safety-scale"
    source = "S04"


class ActionNeeded(Refusal):
    """An Inadequate without an action would leave the child where they are."""

    rule = "action-needed"
    source = "S22"


class UnknownOwner(Refusal):
    """An action needs somebody who works here and can do it."""

    rule = "action-owner"
    source = "S23"


class NotIndependent(Refusal):
    """The auditor is the practitioner, above them, or in the team that holds the case."""

    rule = "independence"
    source = "S06; sector practice, Kirklees"


class NobodyToAudit(Refusal):
    """Nobody who audits works in the case's area."""

    rule = "no-auditor"
    source = "S07"


class NotAnAuditor(Refusal):
    rule = "auditor-role"
    source = "S07"


class UnknownPerson(Refusal):
    """The organisation as this service knows it has no such person."""

    rule = "unknown-person"
    source = "S02"


class UnknownUnit(Refusal):
    """No such service or team, or a team of another service."""

    rule = "unknown-unit"
    source = "S01"


class AlreadySubmitted(Refusal):
    rule = "already-submitted"
    source = "S11"


class Withdrawn(Refusal):
    """A withdrawn audit's life is over."""

    rule = "withdrawn"
    source = "S07"


class SameAuditor(Refusal):
    """Handing on means somebody else."""

    rule = "same-auditor"
    source = "S07"


class AuditorElsewhere(Refusal):
    """Audits are allocated within the area of the case."""

    rule = "auditor-area"
    source = "S07"


class AuditorAway(Refusal):
    """Nobody is given an audit that they are not there to do."""

    rule = "auditor-away"
    source = "S07"


class SameHolder(Refusal):
    """Handing over means somebody else."""

    rule = "same-holder"
    source = "S02"


class HolderAway(Refusal):
    """Nobody is handed what they are not there to do."""

    rule = "holder-away"
    source = "S02"


class NotLater(Refusal):
    """An extension is a later date than the present one, and not one that has passed."""

    rule = "later-date"
    source = "S07"


class ExtensionNotApproved(Refusal):
    """An extension is approved by a manager other than auditor and practitioner."""

    rule = "extension-approval"
    source = "S07"


class NotSubmitted(Refusal):
    """There is nothing to moderate yet."""

    rule = "not-submitted"
    source = "S11"


class AlreadyModerated(Refusal):
    rule = "already-moderated"
    source = "S11"


class AuditsOnly(Refusal):
    """Observations are not moderated."""

    rule = "audits-only"
    source = "S11"


class NotAModerator(Refusal):
    rule = "moderator-role"
    source = "S11"


class ModeratorNotIndependent(Refusal):
    """Nobody moderates their own audit, their own practice or that of whom they manage directly."""

    rule = "moderator-independence"
    source = "S11"


class NotModerated(Refusal):
    """Nobody has looked at it a second time yet."""

    rule = "not-moderated"
    source = "S11"


class GradeUnchanged(Refusal):
    rule = "grade-unchanged"
    source = "S11"


class AlreadyContested(Refusal):
    rule = "already-contested"
    source = "S11"


class ContestTooLate(Refusal):
    """What is not contested within some days stands."""

    rule = "contest-period"
    source = "S11; sector practice, moderation"


class NotAnAdjudicator(Refusal):
    rule = "adjudicator-role"
    source = "S11; sector practice, moderation"


class AdjudicatorNotIndependent(Refusal):
    """Whoever decides between two is neither of them, nor anybody else who had a part in it."""

    rule = "adjudicator-independence"
    source = "S11; sector practice, moderation"


class NothingToAdjudicate(Refusal):
    rule = "nothing-to-adjudicate"
    source = "S11; sector practice, moderation"


class AlreadyAdjudicated(Refusal):
    """What a third person decided is final."""

    rule = "already-adjudicated"
    source = "S11; sector practice, moderation"


class ChangeWithoutReason(Refusal):
    """A changed grade says why, so that the auditor can learn from it."""

    rule = "change-needs-reason"
    source = "S11"


class PlanExists(Refusal):
    rule = "plan-exists"
    source = "S35"


class BelowQuota(Refusal):
    """A service plans at least what the quota asks of it."""

    rule = "monthly-quota"
    source = "S12"


class RaterNotBlind(Refusal):
    """A second rating is worth something only by somebody who has not seen the first."""

    rule = "blind-rating"
    source = "S06"


class RaterElsewhere(Refusal):
    """Whoever works in another area cannot look at the case."""

    rule = "rater-area"
    source = "S07"


class RatingExists(Refusal):
    """An audit is rated a second time once, while one is asked for or given."""

    rule = "rating-exists"
    source = "S06"


class RatingClosed(Refusal):
    """It was given, refused or withdrawn, and stays so."""

    rule = "rating-closed"
    source = "S06"


class ReferenceUsed(Refusal):
    """A reference names one activity for ever; another text under it would go unread."""

    rule = "reference-used"
    source = "Promise 1"
