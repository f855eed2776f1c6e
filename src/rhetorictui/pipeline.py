"""The pipeline: a chunk of bytes in, a chunk of bytes out.

A chunk is the unit of work that one process, or all cores, take: workers parse, apply the task
and serialise; the parent only moves bytes. Order is kept, the output is the same bytes for any
number of jobs, and memory is bounded by the chunks under way, not by the corpus.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from rhetorictui.document import Document
from rhetorictui.reading import Chunk, Problem, ReadOptions, documents
from rhetorictui.record import dumps

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Report = Callable[[Problem], None]

WORTH_A_POOL = 400_000
"""Bytes of input under which starting worker processes costs more than it saves."""
BATCH = 250_000
"""Small chunks (one article a file) travel to the workers together, up to this many bytes."""


class Task(Protocol):
    """What is done with each document: a picklable callable giving the records to write."""

    def __call__(self, doc: Document, /) -> Iterable[Mapping[str, Any]]: ...


class Outcome(NamedTuple):
    """What became of a batch: lines of JSON, what went wrong, and how many documents it held."""

    data: bytes
    problems: tuple[Problem, ...]
    documents: int


def process(batch: Iterable[Chunk], task: Task, options: ReadOptions, debug: bool) -> Outcome:
    """Parse each chunk, apply ``task`` to each document, and serialise what it gives.

    A document on which the task fails is reported with its id, and the rest goes on; with
    ``debug`` the exception is raised instead.
    """
    problems: list[Problem] = []
    lines: list[bytes] = []
    count = 0
    for chunk in batch:
        for doc in documents(chunk, options, problems.append):
            count += 1
            try:
                lines.extend(map(dumps, task(doc)))
            except Exception as error:
                if debug:
                    raise
                reason = f"{type(error).__name__}: {error}"
                problems.append(
                    Problem(doc.id, f"left out, an internal error ({reason}); see it with --debug")
                )
    return Outcome(b"".join(lines), tuple(problems), count)


def run(
    chunks: Iterable[Chunk],
    task: Task,
    options: ReadOptions,
    jobs: int = 0,
    *,
    debug: bool = False,
    alone: int = 0,
) -> Iterator[Outcome]:
    """Yield the outcome of each batch of ``chunks`` in order.

    ``jobs`` is the number of processes, 0 for one a core. Little input stays in this process;
    of a quick task the first ``alone`` bytes do, whatever follows.
    """
    jobs = jobs or available_cores()
    batches = _batches(chunks)
    if jobs > 1:
        while alone > 0 and (batch := next(batches, None)):
            alone -= sum(len(chunk.data) for chunk in batch)
            yield process(batch, task, options, debug)
        first = list(_until_worth_a_pool(batches))
        everything = chain(first, batches)
        if len(first) > 1 and sum(len(c.data) for batch in first for c in batch) >= WORTH_A_POOL:
            yield from _pooled(everything, task, options, jobs, debug)
            return
        batches = everything
    for batch in batches:
        yield process(batch, task, options, debug)


def available_cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, ...]]:
    held: list[Chunk] = []
    size = 0
    for chunk in chunks:
        held.append(chunk)
        size += len(chunk.data)
        if size >= BATCH:
            yield tuple(held)
            held, size = [], 0
    if held:
        yield tuple(held)


def _until_worth_a_pool(batches: Iterator[tuple[Chunk, ...]]) -> Iterator[tuple[Chunk, ...]]:
    size = 0
    for count, batch in enumerate(batches, 1):
        yield batch
        size += sum(len(chunk.data) for chunk in batch)
        if count > 1 and size >= WORTH_A_POOL:
            return


_work: tuple[Task, ReadOptions, bool]


def _start_worker(task: Task, options: ReadOptions, debug: bool) -> None:
    global _work  # noqa: PLW0603 - a worker process has one task for its whole life
    import signal  # 1 ms, only in a worker

    # As the command line does; where processes are not forked they begin with Python's own.
    gc.set_threshold(50_000)
    _work = (task, options, debug)
    # Ctrl-C reaches the whole process group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _process_in_worker(batch: tuple[Chunk, ...]) -> Outcome:
    return process(batch, *_work)


def _pooled(
    batches: Iterator[tuple[Chunk, ...]],
    task: Task,
    options: ReadOptions,
    jobs: int,
    debug: bool,
) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor  # 15 ms, only for larger inputs

    pool = ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(task, options, debug))
    under_way: deque[Future[Outcome]] = deque()
    try:
        for batch in batches:
            under_way.append(pool.submit(_process_in_worker, batch))
            # Two batches a worker keep it busy; more would only hold memory.
            if len(under_way) > 2 * jobs:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    except BaseException:
        _stop(pool)
        raise
    pool.shutdown()


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the workers at once: what they hold is not wanted any more."""
    workers = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        # Not terminate: a worker that handles SIGTERM may never end, and the pool's thread would
        # wait for it in a busy loop.
        worker.kill()
