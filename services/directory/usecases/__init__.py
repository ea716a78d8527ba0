"""What people do with the organisation; one function for each."""

from __future__ import annotations

from services.directory.usecases.importing import ImportOrganisation, ImportResult, import_organisation
from services.directory.usecases.people import ChangePerson, change_person
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
    "CancelReorganisation",
    "ChangePerson",
    "ImportOrganisation",
    "ImportResult",
    "PrepareReorganisation",
    "Prepared",
    "apply_due",
    "cancel_reorganisation",
    "change_person",
    "import_organisation",
    "people",
    "people_on",
    "person",
    "person_history",
    "prepare_reorganisation",
    "reorganisation",
    "reorganisations",
    "unit",
    "unit_history",
    "units",
    "units_on",
]
