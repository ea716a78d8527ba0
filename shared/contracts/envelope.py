"""CloudEvents 1.0 in structured JSON: the form in which events leave a service, alone or several together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from shared.contracts.registry import PREFIX, Event, type_named, type_of

CONTENT_TYPE = "application/cloudevents+json"
BATCH_TYPE = "application/cloudevents-batch+json"
"""CloudEvents' own form of several events in one message: a JSON array of them."""


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """The CloudEvents attributes and Sightline's extensions around one event.

    ``sequence`` is the aggregate's version: a reader ignores what is older than what it has.
    """

    specversion: str = "1.0"
    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: str = "application/json"
    dataschema: str
    sequence: int
    area: str
    actor: str
    correlationid: str
    traceparent: str
    data: msgspec.Raw


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Envelope)
_batch_decoder = msgspec.json.Decoder(list[msgspec.Raw])
_data_decoders: dict[str, msgspec.json.Decoder[Any]] = {}


def encode(
    event: Event,
    *,
    id: UUID,
    time: datetime,
    sequence: int,
    actor: str,
    correlation_id: str,
    traceparent: str,
) -> bytes:
    """The event as the bytes that are stored in the log and sent to the broker."""
    kind = type_of(type(event))
    return _encoder.encode(
        Envelope(
            id=id,
            source=f"/{PREFIX}/{kind.source}",
            type=kind.name,
            subject=str(getattr(event, kind.subject)),
            time=time,
            dataschema=kind.dataschema,
            sequence=sequence,
            area=event.area,
            actor=actor,
            correlationid=correlation_id,
            traceparent=traceparent,
            data=msgspec.Raw(_encoder.encode(event)),
        )
    )


def decode(body: bytes | str) -> tuple[Envelope, Event]:
    """The envelope and its event.

    Raises:
        msgspec.DecodeError: not JSON, not an envelope, or data that does not fit its schema.
        KeyError: a type that this release does not know.
    """
    envelope = _decoder.decode(body)
    decoder = _data_decoders.get(envelope.type)
    if decoder is None:
        decoder = _data_decoders[envelope.type] = msgspec.json.Decoder(type_named(envelope.type).struct)
    return envelope, decoder.decode(envelope.data)


def together(bodies: Sequence[str]) -> bytes:
    """One message of several events, or of one as it is."""
    return bodies[0].encode() if len(bodies) == 1 else f"[{','.join(bodies)}]".encode()


def apart(message: bytes) -> list[bytes]:
    """The events of a message, unread. What cannot be taken apart, or holds nothing, stays as it is."""
    if not is_batch(message):
        return [message]
    try:
        return [bytes(one) for one in _batch_decoder.decode(message)] or [message]
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return [message]


def is_batch(message: bytes) -> bool:
    """Whether it holds several events."""
    return message[:1] == b"["
