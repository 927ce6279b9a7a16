"""A property that is computed once for each instance."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class LazyProperty(Generic[T]):
    """Like `functools.cached_property`, without the lock that this has before Python 3.12.

    That lock belongs to the class: while one thread computes the value of its instance, threads that compute
    those of other instances wait, whatever accounts they read. An instance with this belongs to one thread at
    a time.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, instance: Any, owner: type) -> T:
        """The value, which from now on is an attribute of the instance and found without this."""
        value = instance.__dict__[self._name] = self._compute(instance)
        return value
