"""What each command imports: start-up is a feature, and it is lost by one careless import.

Times are measured in benchmarks/; here stands what may be loaded at all.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import unmeasured

HEAVY = {
    "sklearn",
    "scipy",
    "numpy",
    "textual",
    "rich",
    "lemminflect",
    "trafilatura",
    "charset_normalizer",
    "zstandard",
    "rapidfuzz",
    "platformdirs",
    "sqlite3",
    "skops",
    "concurrent.futures.process",
    "asyncio",
}

_CODE = """
import json, sys
from rhetorictui.__main__ import run
code = run(json.loads(sys.argv[1]))
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def modules(*arguments: str) -> set[str]:
    """The modules loaded after a run of the command, its caches warm."""
    for _ in range(2):  # the first run compiles packs, which needs a lexicon of inflections
        result = subprocess.run(
            [sys.executable, "-c", _CODE, json.dumps(arguments)],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=True,
            env=unmeasured(),
        )
    code, names = json.loads(result.stderr.splitlines()[-1])
    assert code == 0, result.stderr
    return set(names)


@pytest.fixture(scope="session")
def one(sample: Path) -> str:
    return str(sample / "01-strait-incident" / "osmera-voice.txt")


def test_help_loads_next_to_nothing() -> None:
    names = modules("--help")
    assert not names & (HEAVY | {"orjson", "tomllib"})
    assert {n for n in names if n.startswith("rhetorictui.")} <= {
        "rhetorictui.__main__",
        "rhetorictui.cli",
        "rhetorictui.cli.group",
    }


@pytest.mark.parametrize("command", ["read", "frames", "keywords", "quotes", "annotate"])
def test_one_article_through_a_pipe_loads_nothing_heavy(command: str, one: str) -> None:
    names = modules(command, one)
    assert not names & HEAVY
    assert not any(n.startswith("rhetorictui.tui") for n in names)


def test_diff_in_a_pipe_needs_only_its_matcher(one: str, sample: Path) -> None:
    other = str(sample / "01-strait-incident" / "norvik-wire.txt")
    assert modules("diff", one, other) & HEAVY <= {"rapidfuzz"}


def test_a_table_draws_with_rich_and_nothing_more(one: str) -> None:
    assert modules("frames", "-f", "table", one) & HEAVY == {"rich"}


@pytest.mark.parametrize(
    "arguments",
    [["schema"], ["config", "show"], ["packs", "list", "-f", "csv"], ["packs", "show", "stance"]],
)
def test_setting_up_loads_nothing_heavy(arguments: list[str]) -> None:
    assert not modules(*arguments) & HEAVY


def test_importing_the_library_costs_nothing() -> None:
    code = "import sys, rhetorictui; print(*sorted(m for m in sys.modules if 'rhetor' in m))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert result.stdout.split() == [b"rhetorictui"]


def test_the_public_names_are_there() -> None:
    import rhetorictui

    for name in rhetorictui.__all__:
        assert getattr(rhetorictui, name) is not None
    assert set(rhetorictui.__all__) <= set(dir(rhetorictui))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = rhetorictui.nothing


def test_one_article_is_read_without_pathlib(one: str) -> None:
    # 4 ms, a thirtieth of the whole run; the interpreter itself may have loaded it.
    bare = subprocess.run(
        [sys.executable, "-c", "import sys, click; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        env=unmeasured(),
    )
    own = modules("frames", one, "--format", "jsonl") - set(bare.stdout.split())
    assert not own & {"pathlib", "difflib"}
