"""Dates for people, in English and without depending on the machine's locale."""

from __future__ import annotations

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
UNDATED = "undated"


def short_date(day: date) -> str:
    """As "12 May"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def long_date(day: date) -> str:
    """As "Mon 12 May 2025"."""
    return f"{_WEEKDAYS[day.weekday()]} {short_date(day)} {day.year}"


def dated(day: date, today: date) -> str:
    """As "12 May", with the year where it is not this year's."""
    return short_date(day) if day.year == today.year else f"{short_date(day)} {day.year}"


def effective_date(value: str) -> str:
    """An ISO date ("2025-05-09") as "9 May 2025", an ISO month ("2025-06") as "June 2025"; anything else unchanged."""
    parts = value.split("-")
    if len(parts) in (2, 3) and all(part.isdigit() for part in parts) and 1 <= int(parts[1]) <= 12:
        month = int(parts[1])
        if len(parts) == 2:
            return f"{_LONG[month - 1]} {parts[0]}"
        return f"{int(parts[2])} {MONTHS[month - 1]} {parts[0]}"
    return value


def days_apart(earlier: date, later: date) -> str:
    """As "13 days later", "next day"; empty for the same day."""
    days = (later - earlier).days
    if days <= 0:
        return ""
    return "next day" if days == 1 else f"{days} days later"
