"""Realistic and difficult events, the same ones for the same seed.

Actors, organizations and actions follow Zipf's law. Text is from all of Unicode: every plane, combining marks,
both directions, emoji, control characters, formulas of spreadsheets and special characters of SQL. It excludes
lone surrogates, which are not text, and U+0000, which is allowed only in metadata. Metadata has every type of
JSON.
"""

# ruff: noqa: E501, RUF001 - tables of unusual text

import itertools
import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Event = dict[str, Any]

NAMES = [
    "Alice", "José García", "Zoë O'Brien-Smith", "Łukasz Żółć", "Владимир Ильин", "Αλέξανδρος", "李小龍",
    "山田 太郎", "김민준", "Nguyễn Thị Hạnh", "محمد بن سلمان", "שרה כהן", "अमृता शेरगिल", "สมชาย ใจดี",
    "İbrahim Işık", "Straße GmbH & Co. KG", "ﬁnance ﬂoor", "a\u0301e\u0308\u0323o\u20dd combined", "\u202eevods\u202c",
    "👩🏽‍🚀 Ada", "🏳️‍🌈 Team", "Robert'); DROP TABLE events;--", "100% _under_ \\back\\", "=1+1", "@SUM(A1)", "-2", "+3",
    "'quoted'", '"double", comma', "two\nlines", "carriage\rreturn\r\n", "\ttab", " space around ", "nul\u2400",
    "\x1b[31mred\x1b[0m", "\ufeffmarked", "\u2028separated\u2029", "\ufffe\uffff", "ß SS ſ K Å", "null", "0",
]  # fmt: skip
VERBS = [
    "created",
    "updated",
    "deleted",
    "viewed",
    "exported",
    "shared",
    "archived",
    "löschte",
    "削除",
    "حُذف",
]
KINDS = [
    "invoice",
    "user",
    "report",
    "api_key",
    "project",
    "Dokument",
    "契約",
    "فاتورة",
    "team",
    "payment.method",
]
SCALARS = [
    None, True, False, 0, 1, -1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), 2**64 - 1, 0.0, -0.0, 1.0, 0.1, 1e100,
    5e-324, 1.7976931348623157e308, -1.5, 1e16, 123456789.123456789, "", "a", "1", "null", "\x00", "\x7f\x80",
    "\\u0041", "</script>", "\U0010ffff", [], {}, [[]], [None], {"": {}}, {"\x00": 1, "a.b/c~d": [1, [2, [3]]]},
]  # fmt: skip
EXTREMES = [
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z",
    "2024-02-29T23:59:59.999999999+14:00", "2025-12-31t12:00:00z", "2026-03-29 02:30:00-12:00",
]  # fmt: skip
OFFSETS = ["Z", "+00:00", "-00:00", "+02:00", "-08:00", "+05:45", "+14:00"]
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = [f"{FIRST + timedelta(days=day):%Y-%m-%d}" for day in range(300)]
SECONDS = len(DAYS) * 86_400


def generate(count: int, seed: int = 1) -> Iterator[Event]:
    """The given number of events, as callers would pass them."""
    return itertools.islice(Generator(seed).events(), count)


class Zipf(Generic[T]):
    """Picks values such that the n-th is 1/n as frequent as the first."""

    def __init__(self, chance: random.Random, values: Sequence[T]) -> None:
        self._chance = chance
        self._values = values
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, len(values) + 1)))

    def pick(self) -> T:
        return self._chance.choices(self._values, cum_weights=self._weights)[0]


class Generator:
    """An endless source of events."""

    def __init__(self, seed: int) -> None:
        self._chance = chance = random.Random(seed)
        self._texts = [self._text() for _ in range(3000)]
        self._organizations = Zipf(chance, [None, *(f"org_{n}" for n in range(1, 400)), *self._texts[:20]])
        self._actors = Zipf(chance, [self._actor(number) for number in range(5000)])
        self._actions = Zipf(
            chance, [f"{kind}.{verb}" for kind in KINDS for verb in VERBS] + self._texts[20:60]
        )
        self._kinds = Zipf(chance, KINDS + self._texts[60:80])

    def events(self) -> Iterator[Event]:
        """Endless events."""
        while True:
            yield self._event()

    def _event(self) -> Event:
        chance = self._chance
        event: Event = {
            "actor": self._actors.pick(),
            "action": self._actions.pick(),
            "resource": self._resource(),
            "organization_id": self._organizations.pick(),
            "metadata": self._metadata(),
            "timestamp": self._timestamp(),
        }
        if chance.random() < 0.5:
            event["id"] = self._id()
        if chance.random() < 0.3:
            event |= self._optional()
        if chance.random() < 0.05:
            del event[chance.choice(["organization_id", "metadata", "timestamp"])]
        return event

    def _optional(self) -> Event:
        """Some of the fields that few events have, also with values that mean that a field is absent."""
        chance = self._chance
        context = ("ip", "user_agent", "request_id", "trace_id", "session_id", "location")
        fields: Event = {
            "on_behalf_of": self._actors.pick(),
            "outcome": chance.choice([None, "success", "failure", "denied"]),
            "reason": chance.choice([None, "", chance.choice(self._texts)]),
            "context": {name: chance.choice([None, "", chance.choice(self._texts)]) for name in context},
            "changes": {
                chance.choice(self._texts): {
                    part: self._value(2) for part in ("before", "after") if chance.random() < 0.7
                }
                for _ in range(chance.randrange(4))
            },
            "targets": [self._resource() for _ in range(chance.randrange(4))],
            "source_id": chance.choice([None, f"{chance.getrandbits(64):x}", chance.choice(self._texts)]),
        }
        return {name: fields[name] for name in chance.sample(list(fields), chance.randrange(len(fields)))}

    def _id(self) -> str:
        """A UUIDv7 as this SDK and others generate it."""
        milliseconds = int(FIRST.timestamp() * 1000) + self._chance.randrange(SECONDS * 1000)
        bits = milliseconds << 80 | self._chance.getrandbits(80)
        bits = bits & ~(0xF << 76 | 0x3 << 62) | 0x7 << 76 | 0x2 << 62
        return f"evt_{uuid.UUID(int=bits)}"

    def _actor(self, number: int) -> Event:
        chance = self._chance
        actor: Event = {"id": chance.choice(self._texts) if number % 50 == 7 else f"user_{number}"}
        if chance.random() < 0.8:
            actor["name"] = chance.choice(NAMES) if chance.random() < 0.7 else chance.choice(self._texts)
        if chance.random() < 0.3:
            actor["type"] = chance.choice([None, "user", "service", "agent", f"type {number % 40}"])
        if chance.random() < 0.6:
            actor["email"] = chance.choice(
                [None, "", f"user{number}@example.com", f"büro{number}@例え.テスト"]
            )
        return actor

    def _resource(self) -> Event:
        chance = self._chance
        resource: Event = {"type": self._kinds.pick(), "id": str(int(chance.random() * 1e9))}
        if chance.random() < 0.5:
            name = f"Invoice #{int(chance.random() * 9999)}"
            resource["name"] = chance.choice((None, "", name, chance.choice(self._texts)))
        return resource

    def _metadata(self) -> Event | None:
        chance = self._chance
        if chance.random() < 0.1:
            return chance.choice([None, {}])
        metadata: Event = {
            "ip": f"10.{chance.randrange(256)}.{chance.randrange(256)}.1",
            "n": chance.getrandbits(63),
        }
        metadata["f"] = chance.uniform(-1e9, 1e9)
        for _ in range(chance.randrange(4)):
            metadata[chance.choice(self._texts)] = self._value(3)
        return metadata

    def _value(self, depth: int) -> Any:
        chance = self._chance
        drawn = chance.random()
        if depth == 0 or drawn < 0.5:
            return chance.choice(SCALARS)
        if drawn < 0.7:
            return chance.choice(self._texts)
        if drawn < 0.85:
            return [self._value(depth - 1) for _ in range(chance.randrange(4))]
        return {chance.choice(self._texts): self._value(depth - 1) for _ in range(chance.randrange(4))}

    def _timestamp(self) -> str | datetime | None:
        chance = self._chance
        drawn = chance.random()
        if drawn < 0.05:
            return chance.choice(EXTREMES)
        if drawn < 0.10:
            return None
        if drawn < 0.20:
            zone = timezone(timedelta(minutes=chance.randrange(-720, 841, 15)))
            return (FIRST + timedelta(microseconds=chance.randrange(SECONDS * 10**6))).astimezone(zone)
        minutes, second = divmod(int(chance.random() * 86_400), 60)
        clock = f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
        fraction = f"{chance.random():.9f}"[1:][: int(chance.random() * 10) + 1].rstrip(".")
        return f"{chance.choice(DAYS)}T{clock}{fraction}{chance.choice(OFFSETS)}"

    def _text(self) -> str:
        """Some characters from all of Unicode, or a name."""
        chance = self._chance
        if chance.random() < 0.3:
            return chance.choice(NAMES) + str(chance.randrange(1000))
        return "".join(self._character() for _ in range(chance.randrange(1, 12)))

    def _character(self) -> str:
        chance = self._chance
        plane = chance.choice([0, 0, 0, 0, 1, 1, 2, *range(3, 17)])
        code = plane << 16 | chance.randrange(1 << 16)
        return chr(code) if code and not 0xD800 <= code < 0xE000 else self._character()
