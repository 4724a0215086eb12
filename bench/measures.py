"""What `make bench` measures: each a table, of which the ratios count.

Those that are compared take turns within each round; a figure is the median of the rounds, with the
least and the most.
"""

import random
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

import asking
import items
import serving
from isal import isal_zlib

GETS = 4_000
CONNECTIONS = 8
TAKEN = 40
"""First or last pages whose median is taken."""


def in_turns(rounds: int, measured: Mapping[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Measure all, once to warm them and then so many times in turns; the figures of each."""
    for measure in measured.values():
        measure()
    figures: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(rounds):
        for name, measure in measured.items():
            figures[name].append(measure())
    return figures


def rows(figures: Mapping[str, list[float]], reference: str) -> list[str]:
    """A row for each: the median, the least, the most, and the ratio to the reference's median.

    The ratio's spread is that of the rounds, each with the reference of the same round.
    """
    base = figures[reference]
    lines = []
    for name, values in figures.items():
        ratios = [value / other for value, other in zip(values, base, strict=True)]
        middle, ratio = (
            statistics.median(values),
            statistics.median(values) / statistics.median(base),
        )
        lines.append(
            f"| {name} | {middle:,.0f} | {min(values):,.0f} to {max(values):,.0f}"
            f" | {ratio:.2f} | {min(ratios):.2f} to {max(ratios):.2f} |"
        )
    return lines


def harvests(folder: Path, database: Path, rounds: int, peer: Path | None) -> list[str]:
    """Whole lists, page by page on one connection."""
    url = f"sqlite:///{database}"
    sent: dict[str, float] = {}
    with ExitStack() as stack:
        our = stack.enter_context(serving.ours(url))
        recorded = folder / "recorded"
        recorded.mkdir()
        for number, page in enumerate(asking.pages(our.port)):
            (recorded / str(number)).write_bytes(page)
        replay = stack.enter_context(serving.bare("replay:app", REPLAY_FOLDER=str(recorded)))
        bare = stack.enter_context(serving.bare("bare:app", BARE_DATABASE=str(database)))

        def rate(name: str, harvest: Callable[[], asking.Harvest]) -> Callable[[], float]:
            def measure() -> float:
                found = harvest()
                sent[name] = found.sent / found.records
                return found.rate

            return measure

        measured = {
            name: rate(name, harvest)
            for name, harvest in {
                "bare ASGI + sqlite3": lambda: asking.harvest_bare(bare.port, "0.0"),
                "bare ASGI, pages from memory": lambda: asking.harvest_bare(replay.port, "0"),
                "ours": lambda: asking.harvest(our.port),
                "ours, gzip": lambda: asking.harvest(our.port, coding="gzip"),
                "ours, gzip, read by isal": lambda: asking.harvest(
                    our.port, coding="gzip", unpacking=isal_zlib.decompressobj
                ),
                "ours, ListIdentifiers": lambda: asking.harvest(our.port, "ListIdentifiers"),
            }.items()
        }
        if peer is not None:
            other = stack.enter_context(serving.peer(peer, database))
            measured[serving.PEER] = rate(serving.PEER, lambda: asking.harvest(other.port))
        figures = in_turns(rounds, measured)
        own = _own_megabytes(our.pid)
    return [
        "| one harvester, one worker | records/s | least to most | ratio to bare | by round |",
        "|---|---|---|---|---|",
        *rows(figures, "bare ASGI + sqlite3"),
        "",
        f"A record is {sent['ours']:,.0f} bytes, {sent['ours, gzip']:,.0f} with gzip"
        f" ({sent['ours'] / sent['ours, gzip']:.1f} times fewer). gzip runs at"
        f" {_ratio(figures, 'ours, gzip', 'ours'):.2f} of identity, and at"
        f" {_ratio(figures, 'ours, gzip, read by isal', 'ours'):.2f} where isal reads it."
        + (f" Ours is {_ratio(figures, 'ours', serving.PEER):.0f} times the peer." if peer else ""),
        f"Afterwards the worker's own memory (USS) is {own} MB.",
    ]


def single_records(database: Path, count: int, rounds: int) -> list[str]:
    """GetRecord on eight connections."""
    chance = random.Random(1)
    names = [f"oai:bench.example.org:{chance.randrange(count)}" for _ in range(GETS)]
    query = "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier="
    with (
        serving.ours(f"sqlite:///{database}") as our,
        serving.bare("bare:app", BARE_DATABASE=str(database)) as bare,
    ):
        paths = {our.port: [query + name for name in names]}
        paths[bare.port] = [f"/record?{name}" for name in names]

        def rate(port: int) -> Callable[[], float]:
            return lambda: asking.requests_a_second(port, paths[port], CONNECTIONS)

        figures = in_turns(
            rounds, {"bare ASGI, one row": rate(bare.port), "ours, GetRecord": rate(our.port)}
        )
    return [
        f"| {CONNECTIONS} connections | requests/s | least to most | ratio to bare | by round |",
        "|---|---|---|---|---|",
        *rows(figures, "bare ASGI, one row"),
    ]


def two_workers(database: Path, rounds: int) -> list[str]:
    """Two harvesters of two workers, beside one of one. Who harvests is a process of its own."""
    with ExitStack() as stack:
        ports = {
            workers: stack.enter_context(serving.ours(f"sqlite:///{database}", workers)).port
            for workers in (1, 2)
        }

        def rate(workers: int) -> Callable[[], float]:
            command = [sys.executable, str(serving.HERE / "harvester.py"), str(ports[workers])]

            def measure() -> float:
                processes = [
                    subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
                    for _ in range(workers)
                ]
                return sum(float(process.communicate()[0]) for process in processes)

            return measure

        figures = in_turns(
            rounds, {"one worker, one harvester": rate(1), "two workers, two harvesters": rate(2)}
        )
    return [
        "| workers | records/s together | least to most | ratio to one | by round |",
        "|---|---|---|---|---|",
        *rows(figures, "one worker, one harvester"),
    ]


def sizes(databases: Mapping[int, Path], rounds: int) -> list[str]:
    """First pages of every kind of list, and the last pages of the whole one, at each size."""
    with ExitStack() as stack:
        servers = {
            count: stack.enter_context(serving.ours(f"sqlite:///{database}"))
            for count, database in databases.items()
        }
        taken = {
            count: in_turns(rounds * 10, _first_pages(servers[count].port, count))
            for count in databases
        }
        for count, server in servers.items():
            whole = [asking.harvest(server.port).pages for _ in range(min(rounds, 3))]
            taken[count]["an early page (2 to 40)"] = [
                one for each in whole for one in each[1:TAKEN]
            ]
            taken[count]["a late page (the last 40)"] = [
                one for each in whole for one in each[-TAKEN - 1 : -1]
            ]
        own = {count: _own_megabytes(server.pid) for count, server in servers.items()}
    smallest, *_ = databases
    heads = [f"{count:,} items, ms | ratio" for count in databases]
    lines = [f"| page | {' | '.join(heads)} |", "|---" * (1 + 2 * len(databases)) + "|"]
    for name in taken[smallest]:
        medians = [statistics.median(taken[count][name]) for count in databases]
        cells = [f"{one * 1000:.2f} | {one / medians[0]:.2f}" for one in medians]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    told = ", ".join(f"{own[count]} MB at {count:,}" for count in databases)
    return [*lines, "", f"Afterwards a worker's own memory (USS) is {told}."]


def _first_pages(port: int, count: int) -> dict[str, Callable[[], float]]:
    middle, later = items.datestamp(count // 2), items.datestamp(count // 2 + 10)
    division, rare = "divisions:history", items.RARE
    asked: dict[str, dict[str, str]] = {
        "first page": {},
        "first page, from": {"from_": middle},
        "first page, set": {"set": division},
        "first page, set and from": {"set": division, "from_": middle},
        "first page, a set of fifty": {"set": rare},
        "first page, that set and from": {"set": rare, "from_": middle},
        "a span of eleven records": {"from_": middle, "until": later},
    }
    return {
        name: lambda arguments=arguments: asking.first_page_seconds(port, **arguments)
        for name, arguments in asked.items()
    }


def _ratio(figures: Mapping[str, list[float]], name: str, other: str) -> float:
    return statistics.median(figures[name]) / statistics.median(figures[other])


def _own_megabytes(pid: int) -> int:
    """The memory that only this process has, in MB, from Linux's own account of it."""
    account = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in account if line.startswith("Private_")) // 1000
