"""A few lines on something; where there is more to say than there is room, they say so."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Brief(Static):
    """Shows as many lines as it has; an ellipsis ends the last one where more would follow."""

    def render(self) -> Content:
        content, (width, height) = self.content, self.content_size
        if not isinstance(content, Content) or not width or not height:
            return Content()
        lines = content.wrap(width)
        if len(lines) > height:
            lines[height - 1 :] = [lines[height - 1].truncate(width - 2).rstrip().append(" …")]
        return Content("\n").join(lines)
