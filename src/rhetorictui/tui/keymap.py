"""The keys of the reading view: what they do, and which of them the last line names.

None of them is a prefix of a terminal multiplexer (ctrl+a, ctrl+b), and all work from every pane.
"""

from __future__ import annotations

from textual.binding import Binding

from rhetorictui.tui.widgets.keys import Key

BINDINGS = [
    Binding("n", "step(1)", "Next finding"),
    Binding("p,N", "step(-1)", "Previous finding"),
    Binding("right_square_bracket", "step_speech(1)", "Next quotation"),
    Binding("left_square_bracket", "step_speech(-1)", "Previous quotation"),
    Binding("right_curly_bracket", "step_alike(1)", "Next of the same label or speaker"),
    Binding("left_curly_bracket", "step_alike(-1)", "Previous of the same label or speaker"),
    Binding("right_parenthesis", "step_sentence(1)", "Next sentence"),
    Binding("left_parenthesis", "step_sentence(-1)", "Previous sentence"),
    Binding("full_stop", "step_here", "What else lies under the cursor"),
    Binding("J,greater_than_sign", "article(1)", "Next article"),
    Binding("K,less_than_sign", "article(-1)", "Previous article"),
    Binding("slash", "find", "Find in the text, filter the list"),
    Binding("f", "find_all", "Find in all articles"),
    Binding("asterisk", "find_same", "Find what is under the cursor in all articles"),
    Binding("backspace", "back", "Back to the article before"),
    Binding("o", "order", "Order the list: as read, by date, by outlet"),
    Binding("m", "mark", "Mark for a comparison"),
    Binding("d", "diff", "Compare the marked articles"),
    Binding("v", "voices", "All voices, the outlet’s own, quoted ones"),
    Binding("equals_sign", "only", "Only this label, or all again"),
    Binding("s", "speakers", "Speakers or keywords"),
    Binding("l", "list", "Show or hide the list"),
    Binding("i", "panel", "Show or hide the panel"),
    Binding("y", "copy", "Copy the finding or passage"),
    Binding("plus", "keep", "Keep the finding or passage, or let it go"),
    Binding("ctrl+c,super+c", "copy_text", show=False),
    *(Binding(str(key), f"layer({key})", show=False) for key in range(1, 10)),
    Binding("down", "move(1)", show=False),
    Binding("up", "move(-1)", show=False),
    Binding("escape", "escape", show=False),
]

_FINDING = Key("n p", "finding", "screen.step(1)")
_VOICE = Key("v", "voice", "screen.voices")
_SPEAKERS = Key("s", "speakers", "screen.speakers")
_MARK = Key("m", "mark", "screen.mark")
_DIFF = Key("d", "diff", "screen.diff")
_ALL = Key("f", "find in all", "screen.find_all")
# How many there are is seen in the panel: what is kept, and other tools, bring more.
_LAYERS = Key("1 2 …", "layers", "screen.panel")
_LIST = Key("l", "list", "screen.list")
_PANEL = Key("i", "panel", "screen.panel")

IN_LIST = (
    _FINDING,
    Key("enter", "read", "screen.read"),
    Key("/", "filter", "screen.find"),
    _ALL,
    _DIFF,
    _MARK,
    Key("o", "order", "screen.order"),
    _VOICE,
    _SPEAKERS,
    _LIST,
    _PANEL,
    _LAYERS,
)
IN_TEXT = (
    _FINDING,
    Key("/", "find", "screen.find"),
    _VOICE,
    Key("y", "copy", "screen.copy"),
    _DIFF,
    _LIST,
    Key("+", "keep", "screen.keep"),
    Key("J K", "article", "screen.article(1)"),
    _SPEAKERS,
    Key("]", "quotation", "screen.step_speech(1)"),
    Key("}", "alike", "screen.step_alike(1)"),
    Key(")", "sentence", "screen.step_sentence(1)"),
    Key("=", "only this", "screen.only"),
    Key("*", "find this in all", "screen.find_same"),
    _PANEL,
    _ALL,
    _MARK,
    Key("⌫", "back", "screen.back"),
    _LAYERS,
)
IN_LEGEND = (
    Key("space", "switch", "screen.switch"),
    Key("enter", "only this", "screen.switch(True)"),
    _LAYERS,
    _VOICE,
    _FINDING,
    _SPEAKERS,
    Key("i", "close", "screen.panel"),
)
IN_PANEL = (
    Key("j k", "scroll", "screen.scroll_panel"),
    Key("s", "close", "screen.speakers"),
)
IN_PROMPT = (
    Key("enter", "find", "screen.submit"),
    Key("esc", "leave", "screen.escape"),
)
IN_FILTER = (
    Key("enter", "keep", "screen.submit"),
    Key("↑ ↓", "article", "screen.move(1)"),
    Key("esc", "leave", "screen.escape"),
)
ALWAYS = (Key("?", "help", "app.keys"), Key("q", "quit", "app.quit"))
