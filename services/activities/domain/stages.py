"""The stages of an audit that auditor, practitioner and family make together (S08, S18): who does what, after what.

Auditor and practitioner each give their view before they see the other's; the family is heard or somebody agrees that
it cannot be; both views lead to what is learned; then the parts become the audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from services.activities.domain.parts import (
    AuditorView,
    Conversation,
    ExemptionApproved,
    ExemptionAsked,
    ExemptionRefused,
    HandedOn,
    Learning,
    Part,
    PractitionerAbsent,
    PractitionerView,
    as_written,
)
from services.activities.domain.refusals import BlindView, PartsMissing, ViewGiven, ViewsNotOpen

if TYPE_CHECKING:
    from services.activities.domain.activity import Activity

Whose = Literal["practitioner", "auditor", "approver"]
State = Literal["done", "open", "waiting", "not_needed"]


class Rule(NamedTuple):
    """A stage, whose it is, and the stages that must be settled before it."""

    stage: str
    whose: Whose
    after: tuple[str, ...] = ()


TABLE = (
    Rule("practitioner_view", "practitioner"),
    Rule("auditor_view", "auditor"),
    Rule("exemption", "approver"),
    Rule("family", "auditor", ("exemption",)),
    Rule("learning", "auditor", ("practitioner_view", "auditor_view")),
    Rule("submission", "auditor", ("practitioner_view", "auditor_view", "family", "learning")),
)
VIEWS = frozenset({"practitioner_view", "auditor_view"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where an audit stands. ``person`` is None where any approver may act, or nobody is known.

    ``written`` is what may be read of it; ``withheld`` the rule that keeps it from this reader.
    """

    stage: str
    whose: Whose
    person: str | None
    state: State
    part: Part | None = None
    withheld: str | None = None

    @property
    def written(self) -> Mapping[str, Any] | None:
        return as_written(self.part.body) if self.part and not self.withheld else None

    @property
    def by(self) -> str | None:
        return self.part.by if self.part else None

    @property
    def on(self) -> date | None:
        return self.part.on if self.part else None


class Progress:
    """What of an audit's parts stands, told from all of them, oldest first.

    Who takes an audit over begins the auditor's own parts anew, and an exemption that was agreed for another is void;
    so is one that is asked for with another code or reason, and one after which the family was heard.
    """

    def __init__(self, parts: Iterable[Part]) -> None:
        self.standing: dict[str, Part] = {}
        self.began = False
        for part in parts:
            self._take(part)

    def _take(self, part: Part) -> None:
        standing = self.standing
        match part.body:
            case HandedOn():
                for name in ("auditor_view", "learning", "asked", "exemption"):
                    standing.pop(name, None)
                return
            case PractitionerView() | PractitionerAbsent():
                standing["practitioner_view"] = part
            case AuditorView():
                standing["auditor_view"] = part
            case Conversation():
                standing["conversation"] = part
                standing.pop("asked", None)
                standing.pop("exemption", None)
            case ExemptionAsked():
                standing["asked"] = part
                standing.pop("exemption", None)
            case ExemptionApproved() | ExemptionRefused():
                standing["exemption"] = part
            case Learning():
                standing["learning"] = part
        self.began = True

    @property
    def undecided(self) -> bool:
        """Whether an exemption is asked for and nobody has answered."""
        return "asked" in self.standing and "exemption" not in self.standing

    @property
    def exempted(self) -> bool:
        exemption = self.standing.get("exemption")
        return exemption is not None and isinstance(exemption.body, ExemptionApproved)

    def part_of(self, stage: str) -> Part | None:
        """The part that settles a stage, or the question that opens it."""
        if stage == "family":
            return self.standing.get("conversation") or (self.standing["asked"] if self.exempted else None)
        if stage == "exemption":
            return self.standing.get("exemption") or self.standing.get("asked")
        return self.standing.get(stage)


def states(audit: Activity, progress: Progress) -> Mapping[str, State]:
    """Each stage's state, in the order of the table."""
    found: dict[str, State] = {}
    for rule in TABLE:
        settled = all(found[stage] in ("done", "not_needed") for stage in rule.after)
        if _needless(rule.stage, audit, progress):
            found[rule.stage] = "not_needed"
        elif _done(rule.stage, audit, progress):
            found[rule.stage] = "done"
        elif audit.status != "allocated":
            found[rule.stage] = "not_needed"
        else:
            found[rule.stage] = "open" if settled else "waiting"
    return found


def views_open(audit: Activity, progress: Progress) -> bool:
    """Whether the auditor has given their view, and the practitioner theirs or none is to be had."""
    settled = audit.practitioner is None or "practitioner_view" in progress.standing
    return settled and "auditor_view" in progress.standing


def stages_for(reader: str, audit: Activity, progress: Progress) -> tuple[Stage, ...]:
    """The stages as this reader may see them. An audit that was written down in one go has none."""
    if audit.status != "allocated" and not progress.began:
        return ()
    state, seen = states(audit, progress), views_open(audit, progress)
    people = {"practitioner": audit.practitioner, "auditor": audit.auditor, "approver": None}
    return tuple(
        Stage(
            stage=rule.stage,
            whose=rule.whose,
            person=people[rule.whose],
            state=state[rule.stage],
            part=(part := progress.part_of(rule.stage)),
            withheld=None if seen or part is None or not _blind(part, reader) else BlindView.rule,
        )
        for rule in TABLE
    )


def ensure_first(view: str, audit: Activity, progress: Progress) -> None:
    """A view is given once, and never by somebody who could have read the other's.

    Raises:
        ViewGiven: it was. BlindView: the practitioner was recorded as absent, and both may read since.
    """
    before = progress.standing.get(view)
    if before is None:
        return
    if not isinstance(before.body, PractitionerAbsent):
        raise ViewGiven("This view was given before and stays as it is")
    if views_open(audit, progress):
        raise BlindView("The auditor's view is open to read, so no blind view can be given any more")


def ensure_views_open(audit: Activity, progress: Progress) -> None:
    """Learning is agreed over two views. Raises ViewsNotOpen: naming whose is missing."""
    if not views_open(audit, progress):
        state = states(audit, progress)
        raise ViewsNotOpen(
            "Learning is agreed when auditor and practitioner have both given their view",
            fields={view: ["is not given yet"] for view in sorted(VIEWS) if state[view] == "open"},
        )


def ensure_complete(audit: Activity, progress: Progress) -> None:
    """Everything that submission comes after is there. Raises PartsMissing: naming all that is not."""
    state = states(audit, progress)
    needed = next(rule for rule in TABLE if rule.stage == "submission").after
    whose = {rule.stage: rule.whose for rule in TABLE}
    missing = {
        stage: [f"is missing; it is for the {_next(stage, state, whose)} to give"]
        for stage in needed
        if state[stage] in ("open", "waiting")
    }
    if missing:
        raise PartsMissing("The audit is not complete yet", fields=missing)


def _next(stage: str, state: Mapping[str, State], whose: Mapping[str, Whose]) -> Whose:
    return "approver" if stage == "family" and state["exemption"] == "open" else whose[stage]


def _needless(stage: str, audit: Activity, progress: Progress) -> bool:
    if stage == "practitioner_view":
        return audit.practitioner is None
    return stage == "exemption" and "asked" not in progress.standing


def _done(stage: str, audit: Activity, progress: Progress) -> bool:
    if stage == "submission":
        return audit.submitted_on is not None
    if stage == "exemption":
        return not progress.undecided
    return progress.part_of(stage) is not None


def _blind(part: Part, reader: str) -> bool:
    """Until both views are given, each is for whoever wrote it alone."""
    return isinstance(part.body, PractitionerView | AuditorView) and part.by != reader
