"""The README is true: its commands run, and print what it shows.

A block of ``console`` holds commands after ``$ `` and their output. Run this file as a script to
write what the commands print now into the README: ``python tests/test_readme.py``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.M)


def blocks(language: str) -> list[str]:
    """The contents of the README's fenced blocks of a language."""
    text = README.read_text(encoding="utf-8")
    return [m.group(2) for m in _BLOCK.finditer(text) if m.group(1) == language]


def examples() -> Iterator[tuple[str, str]]:
    """Each command of a console block, with the output shown for it."""
    for block in blocks("console"):
        for match in _COMMAND.finditer(block):
            yield match.group(1), match.group(2)


def printed(command: str) -> str:
    """What ``command`` prints in the project's folder, at 100 columns."""
    bin_folder = str(Path(sys.executable).parent)
    env = {
        **os.environ,
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }
    result = subprocess.run(
        ["bash", "-c", command],
        check=False,
        cwd=ROOT,
        env=env,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    lines = result.stdout.decode().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def shown_of(command: str, shown: str) -> str:
    """What the README should show for ``command``; a line ``…`` ends what was cut."""
    out = printed(command)
    if shown.endswith("…\n"):
        keep = max(shown.count("\n") - 1, 12)
        return "".join(f"{line}\n" for line in out.splitlines()[:keep]) + "…\n"
    return out


@pytest.mark.parametrize(("command", "shown"), list(examples()))
def test_a_recipe_prints_what_the_readme_shows(command: str, shown: str) -> None:
    if "| jq" in command and shutil.which("jq") is None:
        pytest.skip("needs jq")
    assert shown_of(command, shown) == shown


def test_there_are_recipes() -> None:
    assert len(list(examples())) >= 5


def test_the_first_two_commands_set_everything_up() -> None:
    text = README.read_text(encoding="utf-8")
    first, second = (m.group(2) for m in list(_BLOCK.finditer(text))[:2])
    for command in (first, second):
        assert command.count("\n") == 1
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install")
    assert "sample_data" in first
    assert ".[dev]" in second
    assert "pytest" in second


def test_the_first_command_does_the_main_job() -> None:
    """All of it but the installation, which the second command has done for these tests."""
    first = blocks("sh")[0].strip().split(" && ")[-1]
    assert first.startswith(".venv/bin/rhetorictui ")
    out = printed(first.replace(".venv/bin/", "", 1))
    assert "findings in" in out
    assert "Osmera Voice" in out


def test_the_record_shown_is_of_the_contract() -> None:
    (shown,) = blocks("json")
    assert shown == example_record()


def test_linked_files_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def example_record() -> str:
    """What the tool makes of one sentence, laid out for reading."""
    text = "The so-called reform was “a sham”, said Ana Sol, the harbour master."
    line = {"id": "harbour.txt", "text": text}
    command = f"rhet annotate --layers quotes,frames - <<'END'\n{json.dumps(line)}\nEND"
    record = json.loads(printed(command))
    lines = []
    for name, value in record.items():
        if name == "annotations":
            inner = ",\n".join(f"    {json.dumps(a, ensure_ascii=False)}" for a in value)
            lines.append(f'  "annotations": [\n{inner}\n  ]')
        else:
            lines.append(f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write() -> None:
    """Put what the commands print now into the README."""
    text = README.read_text(encoding="utf-8")

    def block(match: re.Match[str]) -> str:
        if match.group(1) == "json":
            return f"```json\n{example_record()}```"
        if match.group(1) != "console":
            return match.group()
        inner = _COMMAND.sub(
            lambda m: f"$ {m.group(1)}\n{shown_of(m.group(1), m.group(2))}", match.group(2)
        )
        return f"```console\n{inner}```"

    README.write_text(_BLOCK.sub(block, text), encoding="utf-8")


if __name__ == "__main__":
    write()
