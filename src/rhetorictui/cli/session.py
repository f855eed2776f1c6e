"""One run of a command: what went wrong, where the output goes, and the exit code."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

import click

from rhetorictui.cli.group import STDOUT, PipeClosed, WriteError, counted, writing
from rhetorictui.cli.options import Inputs, Output
from rhetorictui.cli.settings import Settings
from rhetorictui.corpus.selection import ALL, Selected, Selection
from rhetorictui.document import Document
from rhetorictui.pipeline import Task, run
from rhetorictui.reading import Chunk, Problem, Sift, chunks, documents
from rhetorictui.record import dumps, loads

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from rhetorictui.writing.grid import Cell

SOME_INPUTS_FAILED = 3
TOO_LITTLE = 2
_DOCUMENT = b'{"schema":"rhetorictui/1","type":"document","id":'
_AFTER_ID = b',"digest":'


class Session:
    """Reads inputs through the pipeline, reports problems to stderr and writes the output.

    Used as a context manager: leaving it closes the output and, when nothing worse happened,
    exits with 3 where some inputs failed.
    """

    alone = 0
    """Bytes of input that this process takes on before it asks others (see ``pipeline.run``)."""

    def __init__(
        self,
        inputs: Inputs | None,
        output: Output,
        settings: Settings,
        selection: Selection = ALL,
    ) -> None:
        self.inputs = inputs
        self.output = output
        self.debug = settings.debug
        self.selection = selection
        self.failed = 0
        self._noted: Problem | None = None
        self.documents = 0
        self.taken = False
        """Whether anything came of what was read and selected."""
        self._file: BinaryIO | None = None
        self._console: Console | None = None
        self._progress = Progress()
        self._ids: set[int] = set()
        self._again: dict[int, str] = {}

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.clear()
        if kind is None and self.output.path not in (None, "-"):
            self._sink()  # What held an earlier answer is emptied where there is none.
        if self._file is not None:
            with writing(self._place) if kind is None else suppress(OSError):
                self._file.close()
        if kind is None and self.failed:
            raise click.exceptions.Exit(SOME_INPUTS_FAILED)

    # ------------------------------------------------------------------ what goes wrong
    def report(self, problem: Problem) -> None:
        """Say on stderr what is wrong and where; an error counts for the exit code."""
        self._progress.clear()
        if problem.error:
            self.failed += 1
        elif problem == self._noted:
            return  # Each chunk of a large source may give the same.
        else:
            self._noted = problem
        kind = "" if problem.error else "note: "
        say(f"rhetorictui: {problem.place}: {kind}{problem.message}")

    def note(self, place: str, message: str) -> None:
        """Say on stderr what is no error but good to know."""
        self.report(Problem(place, message, error=False))

    def too_little(self, message: str) -> NoReturn:
        """End because what was read is too little to work with: 3 where an input failed, else 2."""
        self._progress.clear()
        say(f"rhetorictui: {message}")
        raise click.exceptions.Exit(SOME_INPUTS_FAILED if self.failed else TOO_LITTLE)

    # ------------------------------------------------------------------ reading
    def chunks(self, sift: Sift | None = None) -> Iterator[Chunk]:
        """The inputs as the units of work of the pipeline."""
        assert self.inputs is not None
        return chunks(self.inputs.sources, self.inputs.options, self.report, sift)

    def lines(self, task: Task) -> Iterator[bytes]:
        """Run ``task`` over what is selected of the inputs, on all cores; yield blocks of JSON
        Lines in order."""
        assert self.inputs is not None
        if self.selection != ALL:
            task = Selected(self.selection, task)
        self._ids.clear()
        self._again.clear()
        options, jobs = self.inputs.options, self.inputs.jobs
        for outcome in run(self.chunks(), task, options, jobs, debug=self.debug, alone=self.alone):
            for problem in outcome.problems:
                self.report(problem)
            self.documents += outcome.documents
            if outcome.data:
                self.taken = True
                self._see(outcome.data)
                yield outcome.data
            self._progress.show(self.documents)
        self._say_again()

    def _see(self, block: bytes) -> None:
        """Remember the ids of the document records among these lines, as hashes."""
        start = 0
        while block.startswith(_DOCUMENT, start):
            begin = start + len(_DOCUMENT)
            self._see_id(loads(block[begin : block.find(_AFTER_ID, begin)]))
            start = block.find(b"\n", begin) + 1

    def _see_id(self, name: str) -> None:
        key = hash(name)
        if key in self._ids:
            self._again[key] = name
        self._ids.add(key)

    def _say_again(self) -> None:
        """Say once which ids more than one document bears."""
        again, self._again = self._again, {}
        if again:
            ids = counted(len(again), "id is", "ids are")
            self.note(next(iter(again.values())), f"{ids} borne by more than one article")

    def records(self, task: Task) -> Iterator[dict[str, Any]]:
        """The records that ``task`` gives, parsed again, for tables."""
        for block in self.lines(task):
            for line in block.splitlines():
                yield loads(line)

    def read(self, ids: bool = False) -> Iterator[Document]:
        """The documents selected themselves, one after another, in this process.

        With ``ids`` it says at the end if some bear the same id.
        """
        assert self.inputs is not None
        for chunk in self.chunks():
            for doc in documents(chunk, self.inputs.options, self.report):
                self.documents += 1
                if not self.selection.takes(doc):
                    continue
                self.taken = True
                if ids:
                    self._see_id(doc.id)
                yield doc
        self._say_again()

    # ------------------------------------------------------------------ writing
    @property
    def format(self) -> str:
        """The format asked for, with ``auto`` decided."""
        if self.output.format != "auto":
            return self.output.format
        person = self.output.path is None and sys.stdout is not None and sys.stdout.isatty()
        return "table" if person else "jsonl"

    @property
    def _place(self) -> str:
        path = self.output.path
        return STDOUT if path is None or path == "-" else path

    def write(self, data: bytes) -> int:
        """Write bytes to the output, whole; return how many.

        Raises PipeClosed when nobody reads it any more, WriteError when it cannot be written.
        """
        with writing(self._place):
            return self._sink().write(data)

    def write_records(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Write each record as one line of JSON."""
        for record in records:
            self.write(dumps(record))

    def show(self, columns: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "") -> None:
        """Write rows as CSV or draw them as a table, as the format says."""
        from rhetorictui.writing.grid import as_csv, as_table

        if self.format == "csv":
            for line in as_csv(columns, rows):
                self.write(line.encode())
        else:
            self.print(as_table(columns, rows, title, self.console.width))

    def write_rows(
        self, columns: Sequence[str], records: Iterable[Mapping[str, Any]], title: str = ""
    ) -> None:
        """Write records as lines of JSON, or their ``columns`` as CSV or a table."""
        if self.format == "jsonl":
            self.write_records(records)
        else:
            self.show(columns, ([r.get(name) for name in columns] for r in records), title)

    def print(self, renderable: RenderableType) -> None:
        """Draw a rich renderable on the output, with colour as asked for."""
        self._progress.clear()
        with writing(self._place):
            self.console.print(renderable)

    @property
    def console(self) -> Console:
        """A rich console on the output. Markup and highlighting are off: the text is hostile."""
        if self._console is None:
            from rich.console import Console  # 30 ms, only where a person looks

            class Plain(Console):
                def on_broken_pipe(self) -> None:
                    raise PipeClosed  # rich would end the process with 1

            if self._place == STDOUT:
                stdout()
            color = self.output.color
            refused = color == "auto" and bool(os.environ.get("NO_COLOR"))
            forced = color == "auto" and bool(os.environ.get("FORCE_COLOR"))
            person = self.output.path is None and sys.stdout.isatty()
            styled = color == "always" or (color == "auto" and (person or (forced and not refused)))
            self._console = Plain(
                # Of a text stream rich uses what _Text has.
                file=None if self.output.path is None else _Text(self._sink()),  # type: ignore[arg-type]
                # Decided here: rich would let FORCE_COLOR overrule --color never.
                force_terminal=styled,
                color_system="auto" if styled else None,
                no_color=refused,
                markup=False,
                highlight=False,
                emoji=False,
                soft_wrap=False,
            )
        return self._console

    def _sink(self) -> BinaryIO:
        if self.output.path is None or self.output.path == "-":
            return stdout()
        if self._file is None:
            self._refuse_to_overwrite(self.output.path)
            try:
                self._file = open(self.output.path, "wb")  # noqa: SIM115 - closed on leaving
            except OSError as error:
                raise click.UsageError(
                    f"--output {self.output.path}: cannot be written: {error.strerror}"
                ) from None
        return self._file

    def _refuse_to_overwrite(self, path: str) -> None:
        """Opening an input for writing would empty it before it is read."""
        for source in self.inputs.sources if self.inputs else ():
            with suppress(OSError):
                if os.path.isfile(source) and os.path.samefile(path, source):
                    raise click.UsageError(
                        f"--output {path}: is read, too; write to another file, and move it then."
                    )


def stdout() -> BinaryIO:
    """Standard output for bytes. Raises WriteError where the shell has closed it."""
    if sys.stdout is None:
        raise WriteError(STDOUT, "it is closed; send it to a file or a pipe, or name one with -o")
    return sys.stdout.buffer


def say(message: str) -> None:
    """Say a line on stderr, with no control character that came from an input or the shell."""
    from rhetorictui.writing.safe import visible

    with suppress(OSError):  # Nobody reads it, or it goes to a full disk: the work goes on.
        click.echo(visible(message), err=True)


class _Text:
    """A text stream over a binary one, as far as rich needs it."""

    encoding = "utf-8"

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink

    def write(self, text: str) -> int:
        self._sink.write(text.encode("utf-8", "replace"))
        return len(text)

    def flush(self) -> None:
        self._sink.flush()

    def isatty(self) -> bool:
        return False


class Progress:
    """A count on stderr while a person waits; silent in a pipe and for short work."""

    def __init__(self) -> None:
        self._start = self._last = time.monotonic()
        self._shown = False
        self._wanted = sys.stderr is not None and sys.stderr.isatty()

    def show(self, done: int) -> None:
        """Say how many documents are done, at most ten times a second, after a second."""
        now = time.monotonic()
        if self._wanted and now - self._last > 0.1 and now - self._start > 1:
            self._last, self._shown = now, True
            rate = done / (now - self._start)
            sys.stderr.write(f"\r{done:,} documents, {rate:,.0f} a second\x1b[K")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the count away, so that what is printed next stands alone."""
        if self._shown:
            self._shown = False
            with suppress(OSError):
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()
