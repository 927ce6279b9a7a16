"""Loads the test vectors in the folder `vectors`."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("vectors")


def load(name: str) -> Any:
    path = FOLDER / name
    data = path.read_bytes()
    return json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)


def b64(text: str | None) -> bytes:
    return base64.b64decode(text or "")
