"""`TrackedModel`: how the changes of one model are recorded."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from auditledge.errors import ConfigurationError
from auditledge.integrations.tracking.secret_names import is_secret

MAX_FIELD_NAME = 255
"""Characters, as in the contract."""


@dataclass(frozen=True, slots=True, eq=False)
class TrackedModel:
    """A model whose changes are recorded. Compared by identity: there is one for each model.

    `type` (str) becomes `resource.type`, and `action` (str) the first part of the action, such as `invoice`
    of `invoice.updated`; it is `type` by default. `fields` are the names of all fields that have a column.
    Those in `exclude` are not recorded, and a change of only such fields is no event. Of those in `mask`, and
    of those whose name says that they hold a secret, events have `[redacted]` instead of values. `name` is
    the field that fills `resource.name`.
    """

    type: str
    fields: Collection[str]
    exclude: frozenset[str] = frozenset()
    mask: frozenset[str] = frozenset()
    name: str | None = None
    action: str = ""
    recorded: frozenset[str] = field(init=False)
    masked: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        for option, names in (("exclude", self.exclude), ("mask", self.mask), ("name", [self.name or ""])):
            unknown = sorted(set(names) - set(self.fields) - {""})
            if unknown:
                known = ", ".join(sorted(self.fields))
                raise ConfigurationError(f"{option} of {self.type}: no field {unknown[0]!r}; it has {known}")
        if long := [each for each in set(self.fields) - self.exclude if not 0 < len(each) <= MAX_FIELD_NAME]:
            raise ConfigurationError(f"{self.type}: a field's name has {len(long[0])} characters; exclude it")
        if not self.action:
            object.__setattr__(self, "action", self.type)
        object.__setattr__(self, "recorded", frozenset(self.fields) - self.exclude)
        object.__setattr__(self, "masked", self.mask | {each for each in self.fields if is_secret(each)})

    def select(self, values: Mapping[str, object]) -> dict[str, object]:
        """Those of `values` that are recorded."""
        return {name: value for name, value in values.items() if name in self.recorded}

    def select_names(self, names: Iterable[str]) -> list[str]:
        """Those of `names` that are recorded, sorted."""
        return sorted(self.recorded.intersection(names))
