"""Sets as rows: found by their setSpecs, made with all their ancestors (section 2.6)."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, func, insert, select, update

from models import Set
from oaipmh.protocol.response import SetDescription
from oaipmh.protocol.syntax import set_ancestors
from oaipmh.store.chunks import chunks


def ensure_sets(connection: Connection, set_specs: Iterable[str]) -> dict[str, int]:
    """The ids of the sets and of every set above them, made where they are missing.

    The caller holds the clock's lock, so no one else numbers sets meanwhile.
    """
    wanted = {above for spec in set_specs for above in set_ancestors(spec)}
    known = _ids(connection, wanted)
    missing = sorted(wanted - known.keys())
    if missing:
        first = (connection.execute(select(func.max(Set.set_id))).scalar() or 0) + 1
        rows = [
            {"set_id": number, "set_spec": spec, "set_name": spec, "description": None}
            for number, spec in enumerate(missing, first)
        ]
        connection.execute(insert(Set), rows)
        known |= {str(row["set_spec"]): int(str(row["set_id"])) for row in rows}
    return known


def describe_sets(connection: Connection, sets: Sequence[SetDescription]) -> None:
    """Name and describe sets, made where they are missing; what is not given stays as it is."""
    ids = ensure_sets(connection, (one.set_spec for one in sets))
    connection.execute(
        update(Set)
        .where(Set.set_id == bindparam("known_id"))
        .values(
            set_name=func.coalesce(bindparam("name"), Set.set_name),
            description=func.coalesce(bindparam("words"), Set.description),
        ),
        [
            {"known_id": ids[one.set_spec], "name": one.set_name or None, "words": one.description}
            for one in sets
        ],
    )


def find_set(connection: Connection, set_spec: str) -> SetDescription | None:
    """One set; None when there is none of that setSpec."""
    found = select(Set.set_spec, Set.set_name, Set.description).where(Set.set_spec == set_spec)
    row = connection.execute(found).first()
    return None if row is None else SetDescription(*row)


def _ids(connection: Connection, set_specs: set[str]) -> dict[str, int]:
    return {
        row.set_spec: row.set_id
        for some in chunks(sorted(set_specs))
        for row in connection.execute(
            select(Set.set_spec, Set.set_id).where(Set.set_spec.in_(some))
        )
    }
