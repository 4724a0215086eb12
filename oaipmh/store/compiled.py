"""Statements that SQLAlchemy words once, and that go to the driver as they are from then on.

For those that every request runs: to be looked up, bound and buffered by SQLAlchemy takes longer
than to run. The rows are the driver's own tuples.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.sql.compiler import SQLCompiler


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

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Iterator[Any]:
        """Run it; the rows as they come, each of them perhaps with an error of the driver's own."""
        dialect = connection.dialect
        wording = self._wordings.get(dialect.name)
        if wording is None:
            wording = self._wordings[dialect.name] = _Wording(
                self.statement(dialect.name).compile(dialect=dialect)
            )
        cursor: Any = connection.exec_driver_sql(wording.sql, wording.parameters(values)).cursor
        return iter(cursor)

    def row(self, connection: Connection, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a row
        """Run it; its first row, or None."""
        return next(self.rows(connection, values), None)


class _Wording:
    """SQL as one database has it, and its parameters: by place or by name."""

    def __init__(self, compiled: SQLCompiler) -> None:
        self.sql = str(compiled)
        self._names = compiled.positiontup
        self._given = compiled.params

    def parameters(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the driver's own
        wanted = self._given | values
        return wanted if self._names is None else tuple([wanted[name] for name in self._names])
