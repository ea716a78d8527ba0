from __future__ import annotations

import pytest

from services.portal.assets.build import build
from services.portal.assets.errors import CannotBuild
from services.portal.assets.packages import fetched


@pytest.fixture(scope="session")
def built() -> None:
    """What the pages are styled with, as it is served."""
    try:
        fetched()
    except CannotBuild as error:
        pytest.skip(f"LOUD: NO PAGE IS LOOKED AT, AS NONE CAN BE STYLED. {error}")
    build()
