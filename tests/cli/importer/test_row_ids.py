"""Ids for rows without one."""

import hashlib

from auditledge import contract
from auditledge.cli.importer.row_ids import RowIds
from cli.conftest import EVENT


class TestRowIds:
    def test_valid_by_the_contract(self) -> None:
        ids = RowIds()
        made = [
            ids.next_id({"action": str(n), "timestamp": "2026-01-01T00:00:00Z" if n % 2 else None})
            for n in range(200)
        ]
        ids.close()
        assert len(set(made)) == 200
        for each in made:
            assert contract.schema("EventInput").clean({**EVENT, "id": each})[1] == []

    def test_contain_the_time_of_the_event(self) -> None:
        ids = RowIds()
        made = ids.next_id({"timestamp": "2026-11-23T10:15:30.123+01:00"})
        assert int(made[4:17].replace("-", ""), 16) == 1_795_425_330_123
        assert ids.next_id({"timestamp": "0001-01-01T00:00:00Z"}).startswith("evt_00000000-0000-7")
        assert ids.next_id({"timestamp": "nonsense"}).startswith("evt_00000000-0000-7")
        ids.close()

    def test_stay_the_same_in_every_version(self) -> None:
        ids = RowIds()
        made = [
            ids.next_id(EVENT),
            ids.next_id(EVENT),
            ids.next_id({**EVENT, "timestamp": "2026-01-01T00:00:00Z"}),
        ]
        ids.close()
        assert hashlib.sha256("".join(made).encode()).hexdigest()[:16] == "66bd0d74fa6adc43"
