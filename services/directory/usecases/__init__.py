"""What people do with the organisation; one function for each."""

from __future__ import annotations

from services.directory.usecases.covering import (
    EndCover,
    RecordCover,
    covers,
    end_cover,
    record_cover,
)
from services.directory.usecases.elsewhere import keep_work_elsewhere, work_elsewhere
from services.directory.usecases.importing import ImportOrganisation, ImportResult, import_organisation
from services.directory.usecases.leaving import Departure, depart, held_by
from services.directory.usecases.people import ChangePerson, change_person
from services.directory.usecases.posts import Appoint, ClosePost, appoint, close_post, create_post, posts
from services.directory.usecases.reading import (
    people,
    people_on,
    person,
    person_history,
    unit,
    unit_history,
    units,
    units_on,
)
from services.directory.usecases.reorganising import (
    CancelReorganisation,
    Prepared,
    PrepareReorganisation,
    apply_due,
    cancel_reorganisation,
    prepare_reorganisation,
    reorganisation,
    reorganisations,
)

__all__ = [
    "Appoint",
    "CancelReorganisation",
    "ChangePerson",
    "ClosePost",
    "Departure",
    "EndCover",
    "ImportOrganisation",
    "ImportResult",
    "PrepareReorganisation",
    "Prepared",
    "RecordCover",
    "apply_due",
    "appoint",
    "cancel_reorganisation",
    "change_person",
    "close_post",
    "covers",
    "create_post",
    "depart",
    "end_cover",
    "held_by",
    "import_organisation",
    "keep_work_elsewhere",
    "people",
    "people_on",
    "person",
    "person_history",
    "posts",
    "prepare_reorganisation",
    "record_cover",
    "reorganisation",
    "reorganisations",
    "unit",
    "unit_history",
    "units",
    "units_on",
    "work_elsewhere",
]
