"""Makes vectors/leaves.json: `PYTHONPATH=tests python -m transparency.leaf_vectors`."""

import hashlib
import json
from typing import Any

from auditledge.transparency.canonical_json import dumps
from auditledge.transparency.commitments import commit, derive_salts, format_unit, leaf_hash
from auditledge.transparency.encoding import encode_base64
from auditledge.transparency.units import flatten
from transparency.samples import FULL_EVENT, event
from transparency.vectors import FOLDER

_MINIMAL = event(0, actor={"id": "u"}, metadata={}, organization_id=None)


def cases() -> list[dict[str, Any]]:
    events = {"minimal": _MINIMAL, "all members": FULL_EVENT}
    for name, value in FULL_EVENT.items():
        if name not in _MINIMAL or value != _MINIMAL[name]:
            events[f"with {name}"] = {**_MINIMAL, name: value}
            if isinstance(value, dict):
                required = {key: value[key] for key in ("id", "type") if key in value and name in _MINIMAL}
                events |= {
                    f"with {name} {key}": {**_MINIMAL, name: {**required, key: value[key]}} for key in value
                }
    many = {f"member {number}": number for number in range(65)}
    events["64 members"] = {**_MINIMAL, "metadata": dict(list(many.items())[:63]), "changes": {"c": {}}}
    events["65 members"] = {
        **_MINIMAL,
        "metadata": dict(list(many.items())[:63]),
        "changes": {"c": {}, "d": {}},
    }
    events["order"] = {**_MINIMAL, "metadata": {"\U00010000": 1, "\ue000": 2, "a": 3, "": 4}}
    return [_case(name, each) for name, each in events.items()]


def _case(name: str, each: dict[str, Any]) -> dict[str, Any]:
    flat = flatten(each)
    seed = hashlib.sha256(name.encode()).digest()[:16]
    salts = dict(zip(flat, derive_salts(seed, len(flat)), strict=True))
    commitments = {unit: commit(salts[unit], format_unit(unit, flat[unit])) for unit in flat}
    return {
        "name": name,
        "event": each,
        "seed": encode_base64(seed),
        "flat": dumps(flat),
        "salts": {unit: encode_base64(salt) for unit, salt in salts.items()},
        "commitments": {unit: encode_base64(commitment) for unit, commitment in commitments.items()},
        "leaf_hash": encode_base64(leaf_hash(seed, flat)),
    }


if __name__ == "__main__":
    lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in cases()]
    (FOLDER / "leaves.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")
