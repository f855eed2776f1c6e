"""Dates as newspapers print them, to ISO 8601 as far as they go.

A year or a time zone that is not there is not guessed, and neither is the order of day and month
in 03/04/2021. "10:27 AM" beside a date gives ``T10:27``; ``GMT+8`` gives ``+08:00``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rhetorictui import patterns

_NAMES = (
    "january february march april may june july august september october november december".split()
)
_MONTHS = [name[:3] for name in _NAMES]
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Zone names that mean one offset only. CST, IST and BST mean several, ET depends on the day.
_ZONES = {
    "gmt": "+00:00",
    "utc": "+00:00",
    "z": "+00:00",
    "edt": "-04:00",
    "pdt": "-07:00",
    "cet": "+01:00",
    "cest": "+02:00",
    "jst": "+09:00",
    "hkt": "+08:00",
    "sgt": "+08:00",
    "aest": "+10:00",
}
# Abbreviations and whole names; ``_day`` sees to it that "Market 5" is no date.
_MONTH = r"(?P<{0}>(?:" + "|".join(_MONTHS) + r")[a-z]{{0,6}})\.?"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?"
_ORD = r"(?:st|nd|rd|th)?"
_DATE = rf"""
    (?:(?P<weekday>{_WEEKDAY}),?\s+)?
    (?:
      (?P<y1>(?:19|20)\d\d)(?P<sep>[-./])(?P<m1>\d{{1,2}})(?P=sep)(?P<d1>\d{{1,2}})(?!\d)
    | {_MONTH.format("mon2")}\s+(?P<d2>\d{{1,2}}){_ORD}(?!\d)
        (?:(?:,\s*|\s+)(?P<y2>(?:19|20)\d\d)(?!\d))?
    | (?P<d3>\d{{1,2}}){_ORD}[\s-](?:of\s+)?{_MONTH.format("mon3")}
        (?:,?[\s-]+(?P<y3>(?:19|20)\d\d)(?!\d))?
    | (?P<a4>\d{{1,2}})[/.](?P<b4>\d{{1,2}})[/.](?P<y4>(?:19|20)\d\d)(?!\d)
    )
"""
_TIME = r"""
    (?P<{0}h>[012]?\d)
    (?: [:.](?P<{0}m>[0-5]\d)(?:[:.](?P<{0}s>[0-5]\d)(?:\.\d+)?)? )?
    \s*(?P<{0}half>[ap]\.?m\b\.?)?
    (?:\s*(?:hrs|h|uur)\b)?
    (?:\s*\(?(?P<{0}zone>
        (?:gmt|utc)\s*[+\u2212-]\s*\d{{1,2}}(?::?[0-5]\d)? | [+\u2212-]\d\d:?[0-5]\d(?!\d)
      | (?:gmt|utc|z|edt|est|et|pdt|pst|pt|cdt|cst|ct|cest|cet|jst|hkt|sgt|aest|ist|bst)\b )\)?
    )?
"""
_MOMENT = patterns.compile(
    rf"(?ix)(?<![\w/.-])(?:{_TIME.format('b')}(?:,\s*|\s+(?:on\s+|[-–|]\s*)?))?{_DATE}"
    rf"(?:(?:T|,?\s*(?:at\s+|[-–|•]\s*)?){_TIME.format('a')}(?![\w/]|[:.]\d))?"
)
_ISO = patterns.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_COMPACT = patterns.compile(
    r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:(\d\d))?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_UNIX = patterns.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d)"
    r"(?: (UTC|GMT|[+-]\d{4}))? (\d{4})",
    re.ASCII,
)
"""What ``date`` prints, and Twitter."""


class Moment(NamedTuple):
    """A date found in a text: where, and in ISO 8601; ``iso`` is None when no year is stated."""

    start: int
    end: int
    iso: str | None


def moments(text: str) -> list[Moment]:
    """The dates in ``text``, in order; spans are code points. Impossible dates are left out."""
    found: list[Moment] = []
    low = text.lower()
    if not ("20" in text or "19" in text or any(name in low for name in _MONTHS)):
        return found
    for m in _MOMENT.finditer(text):
        group = m.groupdict()
        start, end = m.span()
        before = group["bm"] is not None or group["bhalf"] is not None
        if group["bh"] is not None and not before:
            start = m.end("bh") + 1  # "12 Sept 3" holds no time before its date.
        after = group["am"] is not None or group["ahalf"] is not None
        if group["ah"] is not None and not after:
            end = m.start("ah")
            while end > start and not text[end - 1].isalnum() and text[end - 1] != ".":
                end -= 1
        day = _day(group)
        if day is None:
            continue
        if day == "":
            found.append(Moment(start, end, None))
        else:
            time = _time(group, "b") if before else _time(group, "a") if after else ""
            found.append(Moment(start, end, day + time))
    return found


def _day(group: dict[str, str | None]) -> str | None:
    """ISO date, "" for one without a year, None for one that cannot be or is ambiguous."""
    year = group["y1"] or group["y2"] or group["y3"] or group["y4"]
    if group["m1"]:
        month, day = int(group["m1"]), int(group["d1"] or 0)
    elif group["a4"]:
        month, day = int(group["b4"] or 0), int(group["a4"])
        if day <= 12 and month <= 12 and day != month:
            return ""
        if month > 12:
            month, day = day, month
    else:
        name = (group["mon2"] or group["mon3"] or "").lower()
        month = _MONTHS.index(name[:3]) + 1
        if not _NAMES[month - 1].startswith(name) and name != "sept":
            return None
        day = int(group["d2"] or group["d3"] or 0)
    # A leap year stands in for a year that is not stated.
    if not _is_day(int(year or 2000), month, day):
        return None
    return f"{year}-{month:02}-{day:02}" if year else ""


def _is_day(year: int, month: int, day: int) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if month == 2 and day == 29:
        return leap
    return 1 <= month <= 12 and 1 <= day <= _LENGTHS[month - 1]


def _time(group: dict[str, str | None], side: str) -> str:
    hour = int(group[side + "h"] or 0)
    half = group[side + "half"]
    if half:
        if not 1 <= hour <= 12:
            # "16:45 PM" is printed often enough; the hour says it all.
            if hour > 23:
                return ""
        else:
            hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 23:
        return ""
    out = f"T{hour:02}:{group[side + 'm'] or '00'}"
    if group[side + "s"]:
        out += f":{group[side + 's']}"
    return out + _offset(group[side + "zone"])


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    name = zone.lower().replace("\u2212", "-").replace(" ", "")
    if name in _ZONES:
        return _ZONES[name]
    name = name.removeprefix("gmt").removeprefix("utc")
    if name[:1] not in ("+", "-"):
        return ""
    digits = name[1:].replace(":", "")
    hours, minutes = (digits, "00") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    return f"{name[0]}{int(hours):02}:{minutes}" if int(hours) <= 14 else ""


def iso_date(value: object) -> str | None:
    """A field of a record that gives a date, as ISO 8601; None when it is none or ambiguous.

    Numbers are seconds or milliseconds since 1970, which are UTC by definition, or a date in
    digits: 20310304, with a time 20310304102030. An object is asked for its ``$date``.
    """
    if isinstance(value, dict):
        value = value.get("$date")  # as MongoDB exports it
    if isinstance(value, int) and len(str(value)) in (8, 14):
        value = str(value)
    if isinstance(value, str):
        value = value.strip()
        plain = _COMPACT.sub(_spread, value) if _COMPACT.fullmatch(value) else value
        plain = _UNIX.sub(r"\2 \1 \5 \3 \4", plain).strip()
        m = _ISO.fullmatch(plain)
        if m:
            return _iso(m)
        if not value.isdecimal() or len(value) not in (10, 13):
            found = moments(plain)
            return found[0].iso if len(found) == 1 and len(value) < 80 else None
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    seconds = value / 1000 if value > 1e11 else value
    if not 1e8 < seconds < 1e10:
        return None
    import datetime  # 3 ms, only for records that count seconds.

    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat(timespec="seconds")


def _spread(m: re.Match[str]) -> str:
    """20310304T102030Z with its signs."""
    year, month, day, hour, minute, second, zone = m.groups()
    time = ":".join(filter(None, (hour, minute, second)))
    return f"{year}-{month}-{day}" + (f"T{time}{zone or ''}" if time else "")


def _iso(m: re.Match[str]) -> str | None:
    day, time, zone = m.groups()
    if not _is_day(int(day[:4]), int(day[5:7]), int(day[8:])):
        return None
    if time and (int(time[:2]) > 23 or int(time[3:5]) > 59 or time[6:] > "60"):
        return None
    if not time:
        return day
    return f"{day}T{time}{_offset(zone)}"
