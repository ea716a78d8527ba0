"""The published contracts: complete, in step with the code, readable by every version."""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
from pathlib import Path

import jsonschema
import msgspec
import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from shared.contracts import decode, registered
from shared.contracts.schemas import ASYNCAPI, GOLDEN, SCHEMAS, asyncapi, data_schema, file_name

KINDS = list(registered().values())
BUILD = Path(__file__).parents[2] / "build"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_published_schema_is_the_one_the_code_enforces(kind) -> None:
    assert json.loads((SCHEMAS / file_name(kind)).read_text()) == data_schema(kind), "run make contracts"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_golden_example_fits_its_schema_and_is_read(kind) -> None:
    body = (GOLDEN / file_name(kind)).read_bytes()
    jsonschema.validate(json.loads(body)["data"], data_schema(kind), cls=jsonschema.Draft202012Validator)
    envelope, event = decode(body)
    assert envelope.type == kind.name
    assert isinstance(event, kind.struct)
    assert envelope.subject == str(getattr(event, kind.subject))
    assert envelope.area == event.area


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_reader_of_today_takes_an_event_with_a_field_of_tomorrow(kind) -> None:
    example = json.loads((GOLDEN / file_name(kind)).read_text())
    example["data"]["added_next_year"] = {"any": "thing"}
    example["laterextension"] = "x"
    assert isinstance(decode(json.dumps(example).encode())[1], kind.struct)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_event_without_a_required_field_is_not_read(kind) -> None:
    example = json.loads((GOLDEN / file_name(kind)).read_text())
    del example["data"][kind.subject]
    with pytest.raises(msgspec.ValidationError, match=kind.subject):
        decode(json.dumps(example).encode())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_golden_example_is_a_cloud_event_to_others(kind) -> None:
    body = (GOLDEN / file_name(kind)).read_bytes()
    message = HTTPMessage(headers={"content-type": "application/cloudevents+json"}, body=body)
    read = from_http_event(message)
    assert read.get_type() == kind.name
    assert read.get_specversion() == "1.0"
    assert all(re.fullmatch("[a-z0-9]{1,20}", name) for name in json.loads(body))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_event_has_room_for_a_place_on_the_childs_record(kind) -> None:
    """It may be the child's own number; an event carries a pseudonym at most."""
    assert "record_reference" not in json.dumps(data_schema(kind))


def test_no_schema_or_example_is_left_over() -> None:
    known = {file_name(kind) for kind in KINDS}
    assert {path.name for path in SCHEMAS.iterdir()} == known
    assert {path.name for path in GOLDEN.iterdir()} == known


def test_the_asyncapi_document_is_in_step() -> None:
    published = json.loads(ASYNCAPI.read_text())
    assert published == asyncapi(published["info"]["version"]), "run make contracts"


def test_the_asyncapi_document_is_valid() -> None:
    document = json.loads(ASYNCAPI.read_text())
    schema = asyncapi_schema()
    registry = Registry().with_resource("", Resource.from_contents(schema, default_specification=DRAFT7))
    jsonschema.Draft7Validator(schema, registry=registry).validate(document)


def asyncapi_schema() -> dict:
    """The published JSON Schema of AsyncAPI 3.0, from its npm package, kept under build/."""
    kept = BUILD / "asyncapi-3.0.0.json"
    if not kept.exists():
        BUILD.mkdir(exist_ok=True)
        try:
            packed = subprocess.run(
                ["npm", "pack", "--silent", "@asyncapi/specs@6.8.1"],
                cwd=BUILD,
                check=True,
                capture_output=True,
                text=True,
                timeout=120,
            ).stdout.split()[-1]
        except (OSError, subprocess.SubprocessError) as error:
            pytest.skip(f"LOUD: the AsyncAPI schema needs npm, which did not work here: {error}")
        with tarfile.open(BUILD / packed) as archive:
            kept.write_bytes(archive.extractfile("package/schemas/3.0.0.json").read())
        (BUILD / packed).unlink()
    return json.loads(kept.read_text())
