"""The query language of `search`: words, phrases, fields; whatever is typed, SQLite accepts it.

Every word is handed over as a quoted string, so that no sign in a query means anything to FTS5
but what is meant here.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

FIELDS = ("title", "text", "outlet")
_TERM = re.compile(r'(-?)(?:([^\W\d_]+):(?=[^\s/]))?(?:"([^"]*)"|([^\s"]+))')


class QueryError(ValueError):
    """A query that asks for nothing, or in a way that cannot be understood."""


def expression(query: str) -> str:
    """The FTS5 expression for ``query``.

    Words are all wanted; ``OR`` between two asks for either, ``-word`` leaves out, ``"two words"``
    is a phrase, ``word*`` a beginning, ``title:word`` looks in one field. Raises QueryError.
    """
    query = query.encode("utf-8", "replace").decode()  # lone surrogates, from odd terminals
    if query.count('"') % 2:
        raise QueryError("a quotation mark is not closed")
    wanted: list[list[str]] = []
    unwanted: list[str] = []
    either = False
    for match in _TERM.finditer(query):
        minus, field, phrase, word = match.groups()
        if word == "OR" and not (minus or field):
            either = bool(wanted)
            continue
        if word == "AND" and not (minus or field):
            continue
        prefix = ""
        if field is not None and field.lower() not in FIELDS:
            near = get_close_matches(field.lower(), FIELDS, 1)
            if near:
                raise QueryError(f"no field {field!r}; did you mean {near[0]}: ?")
            word, field = f"{field}:{word or phrase}", None
        text = phrase if word is None else word
        if field is None and text.removesuffix(":").lower() in FIELDS and text.endswith(":"):
            raise QueryError(f"{text} wants a word right after it, as in {text}tariff")
        if word is not None and word.endswith("*"):
            text, prefix = word.rstrip("*"), "*"
        # A hit is counted by words; what holds none would match nothing, or be an error.
        if not any(char.isalnum() for char in text):
            continue
        term = '"' + text.replace('"', " ").replace("\0", " ") + '"' + prefix
        if field is not None:
            term = f"{{{field.lower()}}} : {term}"
        if minus:
            unwanted.append(term)
        elif either:
            wanted[-1].append(term)
        else:
            wanted.append([term])
        either = False
    if not wanted:
        raise QueryError("no word to look for" + (", only words to leave out" if unwanted else ""))
    clauses = [f"({' OR '.join(terms)})" for terms in wanted]
    return " AND ".join(clauses) + "".join(f" NOT ({term})" for term in unwanted)
