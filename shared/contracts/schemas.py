"""The published form of the contracts: a JSON Schema per event version and one AsyncAPI document."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import msgspec

from shared.contracts.envelope import BATCH_TYPE, CONTENT_TYPE, Envelope
from shared.contracts.registry import EventType, registered

PUBLISHED = Path(__file__).parent / "published"
SCHEMAS, GOLDEN, ASYNCAPI = PUBLISHED / "schemas", PUBLISHED / "golden", PUBLISHED / "asyncapi.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
EXCHANGE = "sightline.events"


def file_name(kind: EventType) -> str:
    return f"{kind.what}.v{kind.version}.json"


def data_schema(kind: EventType) -> dict[str, Any]:
    """The JSON Schema of an event's ``data``."""
    made = _schema(kind.struct)
    definitions = made.pop("$defs")
    return {
        "$schema": DIALECT,
        "$id": kind.dataschema,
        **definitions.pop(kind.struct.__name__),
        **({"$defs": definitions} if definitions else {}),
    }


def envelope_schema() -> dict[str, Any]:
    """The JSON Schema of the CloudEvents attributes and Sightline's extensions, without ``data``."""
    made = _schema(Envelope)["$defs"]["Envelope"]
    made["required"] = sorted(made["properties"])  # the defaults are constants that are always written
    made["properties"]["specversion"] = {"const": "1.0"}
    made["properties"]["datacontenttype"] = {"const": "application/json"}
    return dict(made)


def _schema(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """Its descriptions are docstrings without the code's indentation, which Python 3.13 leaves out by itself."""
    made = msgspec.json.schema(struct)
    for definition in made["$defs"].values():
        if "description" in definition:
            definition["description"] = inspect.cleandoc(definition["description"])
    return made


def asyncapi(version: str) -> dict[str, Any]:
    """The AsyncAPI 3 document: one channel per event version, addressed by routing key."""
    channels: dict[str, Any] = {}
    operations: dict[str, Any] = {}
    messages: dict[str, Any] = {}
    for kind in registered().values():
        key = f"{kind.what}.v{kind.version}"
        messages[key] = {
            "name": kind.name,
            "title": kind.struct.__name__,
            "summary": " ".join((kind.struct.__doc__ or "").split()),
            "contentType": CONTENT_TYPE,
            "payload": {"allOf": [{"$ref": "#/components/schemas/envelope"}, _payload(kind)]},
            "examples": [{"name": "golden", "payload": json.loads((GOLDEN / file_name(kind)).read_text())}],
        }
        channels[key] = {
            "address": f"{key}.{{area}}",
            "messages": {key: {"$ref": f"#/components/messages/{key}"}},
            "parameters": {"area": {"description": "Code of the area, or all."}},
            "bindings": {
                "amqp": {
                    "is": "routingKey",
                    "exchange": {"name": EXCHANGE, "type": "topic", "durable": True},
                    "bindingVersion": "0.3.0",
                }
            },
        }
        operations[f"publish.{key}"] = {
            "action": "send",
            "channel": {"$ref": f"#/channels/{key}"},
            "summary": f"{kind.source} publishes it.",
            "messages": [{"$ref": f"#/channels/{key}/messages/{key}"}],
        }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Sightline events",
            "version": version,
            "description": "CloudEvents 1.0, structured JSON. A case is a pseudonym. Bind a queue of your own to the"
            f" topic exchange {EXCHANGE}; deliveries may repeat and overtake each other: use id and sequence. Where"
            f" several events of one routing key wait, one message of type {BATCH_TYPE} holds a JSON array of them.",
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages, "schemas": {"envelope": envelope_schema()}},
    }


def _payload(kind: EventType) -> dict[str, Any]:
    here = f"#/components/messages/{kind.what}.v{kind.version}/payload/allOf/1/$defs/"
    schema = json.loads(json.dumps(data_schema(kind)).replace('"#/$defs/', f'"{here}'))
    definitions = schema.pop("$defs", {})
    data = {name: value for name, value in schema.items() if name not in ("$schema", "$id")}
    return {
        "type": "object",
        "properties": {"type": {"const": kind.name}, "data": data},
        **({"$defs": definitions} if definitions else {}),
    }


def publish(version: str) -> list[Path]:
    """Write schemas and the AsyncAPI document; returns the files. Golden examples are written by hand."""
    SCHEMAS.mkdir(parents=True, exist_ok=True)
    files = {SCHEMAS / file_name(kind): data_schema(kind) for kind in registered().values()}
    files[ASYNCAPI] = asyncapi(version)
    for path, content in files.items():
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    return list(files)
