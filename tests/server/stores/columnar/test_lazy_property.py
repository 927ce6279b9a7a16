"""A lazy property is computed once, and one instance never waits for another's."""

import threading

from auditledge.server.stores.columnar.lazy_property import LazyProperty


class Slow:
    """Something whose value takes until `may_go_on` to compute."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.computed = 0

    @LazyProperty
    def value(self) -> int:
        self.may_go_on.wait(20)
        self.computed += 1
        return 5


def test_it_is_computed_once() -> None:
    instance = Slow()
    instance.may_go_on.set()
    assert [instance.value, instance.value, instance.computed] == [5, 5, 1]


def test_one_instance_does_not_wait_for_another() -> None:
    slow, other = Slow(), Slow()
    other.may_go_on.set()
    computing = threading.Thread(target=lambda: slow.value)
    computing.start()
    results: list[int] = []
    reading = threading.Thread(target=lambda: results.append(other.value))
    reading.start()
    reading.join(10)
    assert results == [5]
    slow.may_go_on.set()
    computing.join()
