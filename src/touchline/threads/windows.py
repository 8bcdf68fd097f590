"""All windows of time that decide which reports make one story, each with its reason.

Days between publication dates, unless a line says otherwise.
"""

from __future__ import annotations

from typing import Final

QUIET_RUMOUR_DAYS: Final = 60
"""Rumours that nobody repeats for two months have faded; what comes then is a new story."""

QUIET_CERTAIN_DAYS: Final = 240
"""A vacancy that is agreed or confirmed waits for its successor: national sides have taken most of a year."""

QUIET_INTERIM_DAYS: Final = 330
"""A caretaker may see out a whole season before somebody is named for good."""

STAY_DAYS: Final = 60
"""A vote of confidence is often followed by the sack within weeks; after two months the stay has held."""

LEAD_IN_DAYS: Final = 30
"""A stay or a denial tells a story only if the rumours it answers, or the change itself, come within a month."""

HASTY_DAYS: Final = 3
"""An announcement is repeated within three days; a report that stands alone longer, and is doubted, was ahead of it."""

LATE_DAYS: Final = 180
"""For half a year a paper that names a coach's departure or appointment again still means the same one."""

LATE_OUTGOING_DAYS: Final = 90
"""How long after an appointment the predecessor may first be named: most are within days, profiles come later."""

SETTLING_DAYS: Final = 21
"""Two departures of different people within three weeks are one vacancy told differently; later ones are two."""

RIVAL_DAYS: Final = 7
"""A new name within a week of an appointment contradicts it or lags behind; later it is about the next vacancy."""

RETURN_DAYS: Final = 60
"""Nobody succeeds himself at once: "appointed" of the one who left recalls the past for two months; then he returns."""

TENURE_DAYS: Final = 400
"""The last one appointed is taken for the one replaced for a season and its breaks; later one may be missing."""

SAME_NEWS_DAYS: Final = 10
"""What papers write of one appointment within ten days is the same news, and they drop the word interim in it."""

SLIP_DAYS: Final = 1
"""A misread report stands on the day of the news or the next one; two days in office have been known."""

BESIDE_DAYS: Final = 7
"""Two rows contradict each other only when they stand within a week; later it is a development, not a dispute."""

FARTHEST_EFFECTIVE_DAYS: Final = 400
"""An effective date farther away than a season and its break is misread and keeps no thread open."""

EFFECTIVE_SLACK_DAYS: Final = 45
"""How far outside an episode a recalled date may lie and still be the episode's own."""

CHAIN_ANNOUNCE_DAYS: Final = 10
"""He leaves one seat and the other names him: the two are announced within days of each other."""

CHAIN_SIGNED_DAYS: Final = 30
"""The same where the report of his departure says that he has signed elsewhere."""

CHAIN_REACH_DAYS: Final = 120
"""No move takes longer between the departure here and the appointment there: it spans a summer at most."""
