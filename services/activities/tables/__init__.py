"""This service's tables and its unit of work."""

from __future__ import annotations

from functools import cache, cached_property

from services.activities.domain.organisation import Organisation
from services.activities.domain.rules import RuleBook
from services.activities.domain.toolbox import Toolbox
from services.activities.tables.activities import ActivityStore
from services.activities.tables.adjudications import AdjudicationStore
from services.activities.tables.attachments import AttachmentStore
from services.activities.tables.cases import CaseStore
from services.activities.tables.compliance import ComplianceStore
from services.activities.tables.coverage import CoverageStore
from services.activities.tables.drafts import DraftStore
from services.activities.tables.framework import FrameworkStore
from services.activities.tables.handovers import HandoverStore
from services.activities.tables.history import HistoryStore
from services.activities.tables.organisation import Known, OrganisationStore, snapshot_of
from services.activities.tables.parts import PartStore
from services.activities.tables.programme import PlanStore, SampleStore
from services.activities.tables.ratings import RatingStore
from services.activities.tables.recorded import RecordedStore, ReviewTypeStore
from services.activities.tables.references import ReferenceStore
from services.activities.tables.reviews import ReviewStore
from services.activities.tables.rounds import RoundStore
from services.activities.tables.rules import RuleStore
from services.activities.tables.schema import metadata
from services.activities.tables.sheets import SheetStore
from services.activities.tables.themes import ThemeStore
from services.activities.tables.tools import ToolStore
from services.activities.tables.visits import VisitStore
from shared.db.unit import UnitOfWork
from shared.runtime import settings
from shared.security.pseudonyms import Pseudonyms

__all__ = ["ActivitiesWork", "metadata"]


@cache
def pseudonyms() -> Pseudonyms:
    """The key rings of this process; read once."""
    return Pseudonyms.from_file(settings.current().pseudonym_keys)


class ActivitiesWork(UnitOfWork):
    """A unit of work of the activities service."""

    @cached_property
    def known(self) -> Known:
        """Organisation, rules, audit tools and themes, from memory and the same all through one unit: no statement."""
        return snapshot_of(self.database).known()

    @property
    def organisation(self) -> Organisation:
        """Who works where. As ``known``."""
        return self.known.organisation

    @property
    def rules(self) -> RuleBook:
        """What people may and must do. As ``known``."""
        return self.known.rules

    @property
    def toolbox(self) -> Toolbox:
        """The published audit tools. As ``known``."""
        return self.known.toolbox

    @property
    def pseudonyms(self) -> Pseudonyms:
        return pseudonyms()

    @cached_property
    def activities(self) -> ActivityStore:
        return ActivityStore(self)

    @cached_property
    def history(self) -> HistoryStore:
        return HistoryStore(self)

    @cached_property
    def attachments(self) -> AttachmentStore:
        return AttachmentStore(self, self.pseudonyms)

    @cached_property
    def drafts(self) -> DraftStore:
        return DraftStore(self, self.pseudonyms)

    @cached_property
    def parts(self) -> PartStore:
        return PartStore(self)

    @cached_property
    def rounds(self) -> RoundStore:
        return RoundStore(self)

    @cached_property
    def adjudications(self) -> AdjudicationStore:
        return AdjudicationStore(self)

    @cached_property
    def references(self) -> ReferenceStore:
        return ReferenceStore(self)

    @cached_property
    def ratings(self) -> RatingStore:
        return RatingStore(self)

    @cached_property
    def reviews(self) -> ReviewStore:
        return ReviewStore(self, self.pseudonyms)

    @cached_property
    def cases(self) -> CaseStore:
        return CaseStore(self)

    @cached_property
    def coverage(self) -> CoverageStore:
        return CoverageStore(self)

    @cached_property
    def plans(self) -> PlanStore:
        return PlanStore(self)

    @cached_property
    def samples(self) -> SampleStore:
        return SampleStore(self)

    @cached_property
    def recorded(self) -> RecordedStore:
        return RecordedStore(self)

    @cached_property
    def sheets(self) -> SheetStore:
        return SheetStore(self, self.pseudonyms)

    @cached_property
    def review_types(self) -> ReviewTypeStore:
        return ReviewTypeStore(self)

    @cached_property
    def rule_versions(self) -> RuleStore:
        return RuleStore(self)

    @cached_property
    def frameworks(self) -> FrameworkStore:
        return FrameworkStore(self)

    @cached_property
    def themes(self) -> ThemeStore:
        return ThemeStore(self)

    @cached_property
    def visits(self) -> VisitStore:
        return VisitStore(self)

    @cached_property
    def compliance(self) -> ComplianceStore:
        return ComplianceStore(self)

    @cached_property
    def handovers(self) -> HandoverStore:
        return HandoverStore(self)

    @cached_property
    def tools(self) -> ToolStore:
        return ToolStore(self)

    @cached_property
    def directory(self) -> OrganisationStore:
        return OrganisationStore(self)
