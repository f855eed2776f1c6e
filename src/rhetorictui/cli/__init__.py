"""The command line: one module a command, each thin; what they do is decided below.

Data goes to stdout, everything else to stderr. Exit codes: 0 ran, 1 ``--fail-on`` matched or
``packs check`` found an error, 2 usage or configuration, 3 some inputs failed, 130 interrupted.
"""

from __future__ import annotations

import click

from rhetorictui import __version__
from rhetorictui.cli.group import LazyGroup

EXAMPLES = """\
\b
Examples:
  rhetorictui frames article.txt                what is loaded, and in whose voice
  rhetorictui keywords --top 5 articles/        what each article is about
  rhetorictui diff early.txt late.txt           two accounts side by side
  rhetorictui annotate articles/ | jq -c '.annotations[]'
  rhetorictui browse articles/                  read with everything highlighted

SOURCE is a file, a folder, a glob or - for standard input; plain text, Markdown, HTML, JSONL,
JSON, CSV and TSV, also compressed. In a pipe every command gives JSON Lines.
"""


@click.group(
    cls=LazyGroup,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "RHETORICTUI",
        "max_content_width": 100,
    },
    help="Read news articles critically: what they are about, which wording frames them, and in "
    "whose voice.\n\n" + EXAMPLES,
)
@click.version_option(__version__, "-V", "--version", prog_name="rhetorictui")
@click.option("--debug", is_flag=True, help="Show tracebacks of internal errors.")
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    from rhetorictui.cli.settings import Settings, load_settings

    try:
        ctx.obj = load_settings(debug)
    except click.UsageError as error:
        ctx.obj = Settings(debug, fault=error)  # The command says so; its help is still there.
    ctx.default_map = ctx.obj.defaults()
