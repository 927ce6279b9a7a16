"""Which classes and tables of SQLAlchemy are tracked, and how."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.orm import Mapper, class_mapper

from auditledge.errors import ConfigurationError
from auditledge.integrations.tracking import TrackedModel, WriteDetector


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one call of `track`. With `is_base`, fields that a class doesn't have are ignored."""

    exclude: frozenset[str]
    mask: frozenset[str]
    name: str | None
    action: str | None
    is_base: bool

    def model(self, type_: str, fields: Iterable[str]) -> TrackedModel:
        """The model of a class or table with these fields. Raises ConfigurationError for unknown ones."""
        known = list(fields)
        exclude, mask, name = self.exclude, self.mask, self.name
        if self.is_base:
            exclude, mask = exclude.intersection(known), mask.intersection(known)
            name = name if name in known else None
        return TrackedModel(type_, known, exclude, mask, name, self.action or "")


@dataclass(frozen=True, slots=True, eq=False)
class MappedModel:
    """A tracked class. `columns` maps each recorded field to its column.

    `set_by_update` are the fields that an UPDATE may set although nothing was assigned to them, and
    `set_by_database` those that the database may set when a row is inserted.
    """

    model: TrackedModel
    mapper: Mapper[Any]
    columns: Mapping[str, Column[Any]]
    set_by_update: frozenset[str]
    set_by_database: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class TableModel:
    """The model that statements on a table are recorded for. `fields` maps names of columns to fields."""

    model: TrackedModel
    table: Table
    fields: Mapping[str, str]

    @property
    def key_columns(self) -> list[str]:
        """The names of the columns of the primary key."""
        return [column.name for column in self.table.primary_key.columns]


class Registry:
    """What `track` was called with. Classes that are mapped later are found, too.

    Nothing here configures mappers, because the modules of some models may not be imported yet.
    """

    def __init__(self) -> None:
        self.on_change: Callable[[], None] = lambda: None
        """Called when other classes or tables are known."""
        self._options: dict[type, Options] = {}
        self._tables: dict[Table, Options] = {}
        self._mappers: dict[Mapper[Any], None] = {}
        self._mapped: dict[Mapper[Any], MappedModel | None] = {}
        self._table_models: dict[str, TableModel] = {}

    def add_class(self, target: type, options: Options, mappers: Iterable[Mapper[Any]]) -> None:
        """Track a class and its subclasses, of which `mappers` are mapped already.

        Raises ConfigurationError if the class is mapped and does not have the fields in `options`.
        """
        self._mappers |= dict.fromkeys(mappers)
        if not options.is_base:
            options.model(target.__name__.lower(), _columns(class_mapper(target, configure=False)))
        self._options[target] = options
        self._forget()

    def add_table(self, table: Table, options: Options) -> None:
        """Track a table without a class. Raises ConfigurationError if it lacks fields in `options`."""
        options.model(table.name, table.columns.keys())
        self._tables[table] = options
        self._forget()

    def add_mapper(self, mapper: Mapper[Any]) -> None:
        """Note that a class is mapped."""
        self._mappers[mapper] = None
        self._forget()

    def _forget(self) -> None:
        self._mapped.clear()
        self._table_models.clear()
        for name in ("_sources", "detector"):
            vars(self).pop(name, None)
        self.on_change()

    @property
    def mappers(self) -> Iterable[Mapper[Any]]:
        """The mapped classes, tracked or not."""
        return tuple(self._mappers)

    @property
    def tables(self) -> Iterable[Table]:
        """The tracked tables."""
        for source in self._sources.values():
            table = source if isinstance(source, Table) else source.local_table
            if isinstance(table, Table):
                yield table

    def mapped(self, mapper: Mapper[Any]) -> MappedModel | None:
        """The tracked class of a mapper. Raises ConfigurationError if its options are wrong."""
        try:
            return self._mapped[mapper]
        except KeyError:
            return self._mapped.setdefault(mapper, self._build(mapper))

    @cached_property
    def detector(self) -> WriteDetector:
        """Finds writes of tracked tables."""
        return WriteDetector(self._sources)

    def table_model(self, name: str) -> TableModel:
        """The model of a table that `detector` found."""
        found = self._table_models.get(name)
        if found is None:
            source = self._sources[name]
            found = self._of_table(source) if isinstance(source, Table) else self._of_mapper(source)
            self._table_models[name] = found
        return found

    @cached_property
    def _sources(self) -> dict[str, Table | Mapper[Any]]:
        """The tracked tables by name. A class stands for its own table, not for one that it inherits."""
        sources: dict[str, Table | Mapper[Any]] = {table.name: table for table in self._tables}
        for mapper in self._mappers:
            if isinstance(mapper.local_table, Table) and not mapper.single and self._options_of(mapper):
                sources.setdefault(mapper.local_table.name, mapper)
        return sources

    def _of_table(self, table: Table) -> TableModel:
        fields = {column.name: column.name for column in table.columns}
        return TableModel(self._tables[table].model(table.name, fields), table, fields)

    def _of_mapper(self, mapper: Mapper[Any]) -> TableModel:
        mapped, table = self.mapped(mapper), mapper.local_table
        assert mapped is not None  # noqa: S101 - it has options
        assert isinstance(table, Table)  # noqa: S101
        fields = {column.name: key for key, column in _columns(mapper).items() if column.table is table}
        return TableModel(mapped.model, table, fields)

    def _options_of(self, mapper: Mapper[Any]) -> Options | None:
        return next((self._options[each] for each in mapper.class_.__mro__ if each in self._options), None)

    def _build(self, mapper: Mapper[Any]) -> MappedModel | None:
        options = self._options_of(mapper)
        if options is None:
            return None
        columns = _columns(mapper)
        model = options.model(mapper.class_.__name__.lower(), columns)
        recorded = {key: column for key, column in columns.items() if key in model.recorded}
        version = mapper.version_id_col
        return MappedModel(
            model,
            mapper,
            recorded,
            _keys(recorded, lambda each: bool(each.onupdate or each.server_onupdate or each is version)),
            _keys(recorded, lambda each: bool(each.server_default or each.identity or each.computed)),
        )


def _columns(mapper: Mapper[Any]) -> dict[str, Column[Any]]:
    """The columns of a mapped class by the names of its attributes."""
    return {key: column for key, column in mapper.columns.items() if isinstance(column, Column)}


def _keys(columns: Mapping[str, Column[Any]], test: Callable[[Column[Any]], bool]) -> frozenset[str]:
    return frozenset(key for key, column in columns.items() if test(column))


def check_names(option: str, names: object) -> frozenset[str]:
    """The names of fields that an option lists. Raises ConfigurationError."""
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise ConfigurationError(f"{option} must be a list of names of fields")
    found = frozenset(names)
    if not all(isinstance(each, str) for each in found):
        raise ConfigurationError(f"{option} must be a list of names of fields")
    return found
