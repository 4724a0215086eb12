"""Statements that SQLAlchemy words once, and that go to the driver as they are from then on.

For those that answer harvesters: to be looked up, bound and buffered by SQLAlchemy takes longer
than to run. The rows are the driver's own tuples.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.sql.compiler import SQLCompiler


@dataclass(frozen=True, slots=True)
class Reader:
    """A transaction that compiled statements read in: `run` takes SQL and its parameters."""

    dialect: Dialect
    run: Callable[[str, Any], Iterator[Any]]

    @classmethod
    def over(cls, connection: Connection) -> "Reader":
        """Reads in the connection's transaction."""

        def run(sql: str, parameters: Any) -> Iterator[Any]:  # noqa: ANN401 - the driver's own
            cursor: Any = connection.exec_driver_sql(sql, parameters).cursor
            return iter(cursor)

        return cls(connection.dialect, run)


class Compiled:
    """A SELECT, worded for each database that has been asked; where it must differ, by its name."""

    def __init__(
        self, statement: Select[*tuple[Any, ...]], **others: Select[*tuple[Any, ...]]
    ) -> None:
        self._statement = statement
        self._others = others
        self._wordings: dict[str, _Wording] = {}

    def statement(self, database: str) -> Select[*tuple[Any, ...]]:
        """The statement that such a database is asked."""
        return self._others.get(database, self._statement)

    def rows(self, reader: Reader, values: Mapping[str, Any] | None = None) -> Iterator[Any]:
        """Run it; the rows as they come, each of them perhaps with an error of the driver's own."""
        dialect = reader.dialect
        wording = self._wordings.get(dialect.name)
        if wording is None:
            compiled = self.statement(dialect.name).compile(dialect=dialect)
            wording = self._wordings[dialect.name] = _Wording(compiled)
        return reader.run(wording.sql, wording.parameters(values or {}))

    def row(self, reader: Reader, values: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - a row
        """Run it; its first row, or None."""
        return next(self.rows(reader, values), None)

    def value(self, reader: Reader, values: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - a value
        """Run it; the first value of its first row, or None."""
        row = self.row(reader, values)
        return None if row is None else row[0]


class _Wording:
    """SQL as one database has it, and its parameters: by place or by name."""

    def __init__(self, compiled: SQLCompiler) -> None:
        self.sql = str(compiled)
        self._names = compiled.positiontup
        self._given = compiled.params

    def parameters(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the driver's own
        wanted = self._given | values
        return wanted if self._names is None else tuple([wanted[name] for name in self._names])
