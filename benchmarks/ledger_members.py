"""The members of events that contract 1.1 has added, with values as in CloudTrail, Okta and GitHub."""

from auditledge.server.stores.models import Actor, Event, EventContext, Resource

CHANGED = ("status", "owner", "name", "plan", "role", "limits", "email", "expires_at")
METHODS = ("GET", "POST", "PATCH", "DELETE", "PUT")
PLANS = ("free", "pro", "team", "enterprise")
REGIONS = tuple(
    f"{area}-{side}-{n}" for area in ("us", "eu", "ap") for side in ("east", "west") for n in (1, 2)
)
_REASONS = (
    "card declined",
    "invalid password",
    "the session has expired",
    "permission required: billing.write",
    "rate limited",
    "not found",
)
_LOCATIONS = ("Berlin, DE", "Paris, FR", "Austin, US", "Osaka, JP", "Lagos, NG", "Lima, PE", "Pune, IN")
_SYSTEMS = ("X11; Linux x86_64", "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 14_7")
_TARGETS = ("project", "user", "role", "document")
_SUPPORT = 300
"""Actors for whom others act."""
_DAY = 86_400_000_000
_REQUEST = 12_000_000
_ODD = 0x9E3779B97F4A7C15


def actor_type(number: int) -> str:
    """The type of the actor with a number, of which the lowest are the most active."""
    return "service" if number % 9 == 2 else "agent" if number % 23 == 5 else "user"


class Members:
    """Adds members to the plain events of a population.

    Nine in ten events say their outcome, every fifth has changes, every sixteenth further targets, every
    fourth an id in another system, and every fiftieth is on behalf of somebody else. An actor has up to three
    addresses; events within twelve seconds share a request, and an actor's events of a day a session.
    """

    def __init__(self, actors: list[Actor]) -> None:
        self._on_behalf = actors[:_SUPPORT]
        self._devices = {
            actor.id: [_device(n, m) for m in range(1 + n % 3)] for n, actor in enumerate(actors)
        }

    def added(self, event: Event, bits: int) -> Event:
        """The event with members, as far as it has any, by 128 random bits."""
        devices = self._devices[event.actor.id]
        outcome = _outcome(bits & 127)
        day = event.received_at // _DAY
        return event._replace(
            metadata=_metadata(event, bits),
            on_behalf_of=self._on_behalf[bits % len(self._on_behalf)] if (bits >> 7) % 50 == 0 else None,
            outcome=outcome,
            changes=_changes(bits >> 13) if event.kind.action.endswith(("updated", "restored")) else None,
            reason=_REASONS[(bits >> 13) % len(_REASONS)] if outcome in ("failure", "denied") else None,
            context=devices[(bits >> 16) % len(devices)]._replace(
                request_id=f"req_{event.received_at // _REQUEST * _ODD % 2**64:016x}",
                session_id=f"{event.actor.id}.{day}",
                trace_id=f"{bits:032x}" if bits >> 20 & 1 else None,
            ),
            targets=_targets(bits >> 22) if bits >> 22 & 15 == 0 else (),
            source_id=f"{bits >> 26 & 2**42 - 1:x}" if bits >> 24 & 3 == 0 else None,
        )


def _device(actor: int, number: int) -> EventContext:
    """What all requests from a device of an actor have in common."""
    address = (actor * 3 + number) * 2_654_435_761 % 2**32
    ip = f"{10 + address % 90}.{address >> 8 & 255}.{address >> 16 & 255}.{address >> 24}"
    agent = f"Mozilla/5.0 ({_SYSTEMS[address % 3]}) Chrome/{110 + address % 40}.0"
    return EventContext(ip=ip, user_agent=agent, location=_LOCATIONS[actor % len(_LOCATIONS)])


def _outcome(bits: int) -> str | None:
    if bits < 12:
        return None
    return "success" if bits < 115 else "failure" if bits < 124 else "denied"


def _metadata(event: Event, bits: int) -> str:
    status = 200 if bits & 127 < 115 else 402 + (bits >> 31) % 20
    retry = "true" if bits >> 61 & 7 == 0 else "false"
    return (
        f'{{"request":{{"path":"/api/{event.kind.resource_type}s/{event.resource_id}",'
        f'"method":"{METHODS[(bits >> 36) % 5]}","status":{status},"region":"{REGIONS[(bits >> 40) % 12]}"}},'
        f'"plan":"{PLANS[(bits >> 44) % 4]}","order":{bits >> 48 & 2**40 - 1},'
        f'"duration_ms":{(bits >> 50) % 4_000},"tags":["{CHANGED[(bits >> 53) % 8]}","v{(bits >> 56) % 30}"],'
        f'"retry":{retry}}}'
    )


def _changes(bits: int) -> str:
    fields = sorted({CHANGED[bits >> shift & 7] for shift in (0, 3, 6)[: 1 + bits % 3]})
    return (
        "{"
        + ",".join(
            f'"{field}":{{"before":"{field}{(bits >> 9) % 50}","after":"{field}{(bits >> 15) % 50}"}}'
            for field in fields
        )
        + "}"
    )


def _targets(bits: int) -> tuple[Resource, ...]:
    return tuple(
        Resource(
            _TARGETS[bits >> shift & 3], f"{_TARGETS[bits >> shift & 3]}_{(bits >> shift) % 5_000}", None
        )
        for shift in (0, 5, 10)[: 1 + bits % 3]
    )
