"""The door: runs the command line and turns what can end it into an exit code."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit: 0, 1, 2, 3 or 130; a closed pipe is a quiet 0."""
    try:
        code = run(args)
    except KeyboardInterrupt:  # while modules were still being imported
        code = 130
    sys.exit(code)


def run(args: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    # Nearly all objects are spans and strings, and none of these in cycles: looking for cycles
    # after every 700 of them took a tenth of the time of most commands.
    gc.set_threshold(50_000)
    _encode_anything()
    import click

    from rhetorictui.cli import cli
    from rhetorictui.cli.group import PipeClosed, WriteError

    arguments = sys.argv[1:] if args is None else args
    try:
        try:
            code = cli.main(arguments, prog_name="rhetorictui", standalone_mode=False)
        finally:
            _flush()
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.Abort:
        code = 130
    except KeyboardInterrupt:
        code = 130
    except WriteError as error:
        _say(f"rhetorictui: {error.message}")
        _close_quietly()
        code = error.exit_code
    except click.ClickException as error:
        _show(error)
        code = error.exit_code
    except PipeClosed:
        _close_quietly()
        code = 0
    except Exception as error:
        if "--debug" in arguments:
            raise
        _say(f"rhetorictui: {_reason(error)}")
        code = 3
    return code if isinstance(code, int) else 0


def _encode_anything() -> None:
    """Let a stream that is not UTF-8 (an old console, a redirection on Windows) show a question
    mark for what it cannot hold. Records and CSV are bytes, and always UTF-8."""
    stream = sys.stdout
    if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
        stream.reconfigure(errors="replace")


def _flush() -> None:
    from rhetorictui.cli.group import writing

    if sys.stdout is not None:
        with writing():
            sys.stdout.flush()


def _show(error: click.ClickException) -> None:
    from rhetorictui.writing.safe import visible

    # What was typed may hold control characters. Click declares the attribute final.
    vars(error)["message"] = visible(error.message, newline=True)
    with suppress(OSError):
        error.show()


def _say(message: str) -> None:
    import click

    from rhetorictui.writing.safe import visible

    with suppress(OSError):
        click.echo(visible(message, newline=True), err=True)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        name = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror}{name}"
    if type(error).__name__ == "BrokenProcessPool":  # 15 ms, to import it
        return (
            "a worker process was killed, perhaps for want of memory; take fewer of them with "
            "--jobs 1"
        )
    return f"internal error: {type(error).__name__}: {error}; see where with --debug"


def _close_quietly() -> None:
    # Nobody reads, or nothing more fits. Python would complain again when it flushes at exit.
    if sys.stdout is None:
        return
    with open(os.devnull, "wb") as nowhere, suppress(OSError, ValueError):
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


if __name__ == "__main__":
    main()
