"""The speed of verifying a bundle offline, on one core, and the memory that it takes."""

import io
import random
import time
import tracemalloc
from typing import Any

from auditledge.transparency import bundle
from auditledge.transparency.checkpoint import Checkpoint
from auditledge.transparency.commitments import leaf_hash
from auditledge.transparency.frontier import Frontier
from auditledge.transparency.note import format_note
from auditledge.transparency.signer import Signer
from auditledge.transparency.trust import TrustRoot
from auditledge.transparency.units import flatten
from auditledge.transparency.verifier import Requirements, verify_bundle
from benchmarks.measure import goal

EVENTS = 30_000
ROUNDS = 7
SEED = 5

ORIGIN = "audit.example.com/log/3f9c2a7be1d04c55"
METADATA = {
    "ip": "10.1.2.7",
    "agent": "Mozilla/5.0 (X11; Linux x86_64)",
    "plan": "team",
    "amount": 1_250,
    "currency": "EUR",
    "region": "eu-west-1",
}


def main() -> None:
    rng = random.Random(SEED)
    print(f"{'members of metadata':<24} {'bytes/line':>10} {'events/s':>10} {'memory KiB':>11}")
    for members in (1, 2, 6):
        events = [_event(rng, number, members) for number in range(EVENTS)]
        lines = [(rng.randbytes(16), flatten(event)) for event in events]
        leaves = [leaf_hash(seed, flat) for seed, flat in lines]
        rate = _measure(f"{members}", [bundle.format_event(*line) for line in lines], leaves)
        if members == 6:
            goal("events verified per second, in thousands", rate / 1_000, 50, at_least=True)
    _measure("hidden", [bundle.format_leaf(each) for each in leaves], leaves)


def _measure(name: str, lines: list[str], leaves: list[bytes]) -> float:
    signer = Signer(ORIGIN, bytes(32))
    frontier = Frontier()
    frontier.extend(leaves)
    text = Checkpoint(ORIGIN, len(leaves), frontier.root()).text
    note = format_note(text, [signer.sign(text), signer.cosign(text, 1_795_900_000)])
    header = bundle.format_header(bundle.Header(ORIGIN, 0, len(leaves) - 1, len(leaves), hidden=True))
    data = "".join([header, bundle.format_left([]), *lines, bundle.format_right([], note)]).encode()
    requirements = Requirements(TrustRoot([signer.verifier_key]))
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        verify_bundle(io.BytesIO(data), requirements)
        seconds.append(time.process_time() - start)
    stream = io.BytesIO(data)
    tracemalloc.start()
    verify_bundle(stream, requirements)
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    rate = len(leaves) / min(seconds)
    print(f"{name:<24} {len(data) / len(leaves):>10.0f} {rate:>10,.0f} {memory / 1_024:>11.0f}")
    return rate


def _event(rng: random.Random, number: int, members: int) -> dict[str, Any]:
    return {
        "id": f"evt_{number:012x}{rng.getrandbits(80):020x}",
        "actor": {
            "id": f"user_{number % 1_000}",
            "name": "Ada Lovelace",
            "email": f"ada{number % 1_000}@example.com",
        },
        "action": "invoice.created",
        "resource": {"type": "invoice", "id": f"inv_{number}", "name": f"Invoice #{number}"},
        "organization_id": f"org_{number % 50}",
        "metadata": dict(list(METADATA.items())[:members]),
        "timestamp": "2026-11-28T10:00:00.000000Z",
        "received_at": "2026-11-28T10:00:00.250000Z",
    }


if __name__ == "__main__":
    main()
