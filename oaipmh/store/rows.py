"""Many rows at once, each found by its primary key, as each database takes them fastest.

SQLite runs one statement after the other in this process. To PostgreSQL each would be a message of
its own: new rows are copied there, and rows to be changed come as arrays, in one statement.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    bindparam,
    column,
    delete,
    func,
    insert,
    inspect,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from models import Base

Model: TypeAlias = type[Base]
Columns: TypeAlias = ReadOnlyColumnCollection[str, Any]
Rows: TypeAlias = Sequence[Mapping[str, Any]]
"""Values by the names of their columns, the same columns in each."""


def insert_rows(connection: Connection, model: Model, rows: Rows) -> None:
    """Add rows that are not there."""
    if _is_postgresql(connection):
        _copy(connection, model, rows)
    else:
        connection.execute(insert(model), rows)


def update_rows(connection: Connection, model: Model, rows: Rows) -> None:
    """Change the other columns given of rows that are there."""
    keys, names = _keys(model), list(rows[0])
    if _is_postgresql(connection):
        given = _arrays(model, names)
        values = {name: given.c[name] for name in names if name not in keys}
        statement = update(model).values(values).where(*_same(model, given.c))
        connection.execute(statement, _transposed(rows))
    else:
        found: dict[str, Any] = {name: bindparam(f"key_{name}") for name in keys}
        connection.execute(
            update(model).where(*_same(model, found)),
            [
                {f"key_{name}" if name in keys else name: row[name] for name in names}
                for row in rows
            ],
        )


def delete_rows(connection: Connection, model: Model, rows: Rows) -> None:
    """Take rows away, of which the primary keys are given."""
    keys = _keys(model)
    if _is_postgresql(connection):
        given = _arrays(model, keys)
        connection.execute(delete(model).where(*_same(model, given.c)), _transposed(rows))
    else:
        found: dict[str, Any] = {name: bindparam(name) for name in keys}
        connection.execute(delete(model).where(*_same(model, found)), rows)


def _copy(connection: Connection, model: Model, rows: Rows) -> None:
    names, columns = list(rows[0]), _columns(model)
    into = f"COPY {model.__tablename__} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)"
    driver: Any = connection.connection.cursor()
    with driver.copy(into) as copy:
        copy.set_types([columns[name].type.compile(connection.dialect).lower() for name in names])
        for row in rows:
            copy.write_row([row[name] for name in names])
    driver.close()


def _arrays(model: Model, names: Sequence[str]) -> FromClause:
    """The rows as a table, from an array for each column."""
    columns = _columns(model)
    types = {name: ARRAY(columns[name].type, dimensions=1) for name in names}
    arrays = [bindparam(f"all_{name}", type_=types[name]) for name in names]
    typed = [column(name, columns[name].type) for name in names]
    return func.unnest(*arrays).table_valued(*typed, name="given").render_derived()


def _transposed(rows: Rows) -> dict[str, list[Any]]:
    return {f"all_{name}": [row[name] for row in rows] for name in rows[0]}


def _same(model: Model, values: Columns | Mapping[str, Any]) -> Iterator[ColumnElement[bool]]:
    columns = _columns(model)
    return (columns[name] == values[name] for name in _keys(model))


def _columns(model: Model) -> Columns:
    return model.__table__.c


def _keys(model: Model) -> list[str]:
    return [column.name for column in inspect(model).primary_key]


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
