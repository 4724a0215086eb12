"""Many rows at once, each found by its primary key, as each database takes them fastest.

SQLite runs one statement after the other, in this process. To PostgreSQL each would be a message of
its own: new rows are copied there, and others come as arrays, a column each, in one statement; all
of it in binary.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from psycopg.types.json import Json
from sqlalchemy import JSON, Connection, bindparam, inspect, update

from models import Base
from oaipmh.store.engine import json_text

Model: TypeAlias = type[Base]
Rows: TypeAlias = Sequence[Mapping[str, Any]]
"""Values by the names of their columns, the same columns in each."""


def insert_rows(connection: Connection, model: Model, rows: Rows) -> None:
    """Add rows that are not there."""
    if _is_postgresql(connection):
        _copy(connection, model, rows)
    else:
        _insert(connection, model, rows)


def update_rows(connection: Connection, model: Model, rows: Rows) -> None:
    """Change the other columns given of rows that are there."""
    keys, table = _keys(model), model.__tablename__
    if _is_postgresql(connection):
        values = ", ".join(f"{name} = given.{name}" for name in rows[0] if name not in keys)
        statement = f"UPDATE {table} SET {values} FROM"  # noqa: S608 - the names are the models'
        _join(connection, statement, model, rows)
        return
    found = [model.__table__.c[name] == bindparam(f"key_{name}") for name in keys]
    renamed = {name: f"key_{name}" if name in keys else name for name in rows[0]}
    connection.execute(
        update(model).where(*found),
        [{renamed[name]: value for name, value in row.items()} for row in rows],
    )


def delete_rows(connection: Connection, model: Model, rows: Rows) -> Rows:
    """Take rows away, of which the primary keys are given; those of them that were there."""
    keys, table = _keys(model), model.__tablename__
    if _is_postgresql(connection):
        statement = f"DELETE FROM {table} USING"  # noqa: S608 - likewise
        gone = set(map(tuple, _join(connection, statement, model, rows, returning=keys)))
        return [row for row in rows if tuple([row[name] for name in keys]) in gone]
    driver: Any = connection.connection.cursor()
    found = " AND ".join(f"{name} = ?" for name in keys)
    statement = f"DELETE FROM {table} WHERE {found}"  # noqa: S608 - likewise
    # One by one: a driver counts for many at once only what went in all.
    return [row for row in rows if driver.execute(statement, [row[name] for name in keys]).rowcount]


def _insert(connection: Connection, model: Model, rows: Rows) -> None:
    """As SQLAlchemy's own insert does in twice the time, looking at each value of each row."""
    names = list(rows[0])
    places = ", ".join("?" * len(names))
    statement = f"INSERT INTO {model.__tablename__} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - likewise
    columns = [[row[name] for row in rows] for name in names]
    for at, name in enumerate(names):
        if isinstance(model.__table__.c[name].type, JSON):
            columns[at] = list(map(json_text, columns[at]))
    connection.exec_driver_sql(statement, list(zip(*columns, strict=True)))


def _copy(connection: Connection, model: Model, rows: Rows) -> None:
    names = list(rows[0])
    into = f"COPY {model.__tablename__} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)"
    driver: Any = connection.connection.cursor()
    with driver, driver.copy(into) as copy:
        copy.set_types([_type(connection, model, name) for name in names])
        for row in rows:
            copy.write_row([row[name] for name in names])


def _join(
    connection: Connection, statement: str, model: Model, rows: Rows, returning: Sequence[str] = ()
) -> Sequence[Any]:
    """Run the statement on the table's rows that are given; columns of those it has found."""
    names = list(rows[0])
    arrays = ", ".join(f"%({name})b::{_type(connection, model, name)}[]" for name in names)
    given = f"unnest({arrays}) AS given ({', '.join(names)})"
    same = " AND ".join(f"{model.__tablename__}.{name} = given.{name}" for name in _keys(model))
    columns = {name: [row[name] for row in rows] for name in names}
    for name, values in columns.items():
        if isinstance(model.__table__.c[name].type, JSON):
            columns[name] = [Json(value) for value in values]
    answered = ", ".join(f"{model.__tablename__}.{name}" for name in returning)
    ending = f" RETURNING {answered}" if returning else ""
    ran = connection.exec_driver_sql(f"{statement} {given} WHERE {same}{ending}", columns)
    return ran.all() if returning else ()


def _type(connection: Connection, model: Model, name: str) -> str:
    return model.__table__.c[name].type.compile(connection.dialect).lower()


def _keys(model: Model) -> list[str]:
    return [column.name for column in inspect(model).primary_key]


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
