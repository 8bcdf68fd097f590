"""Textual's driver for terminals, going on from a screen that was painted before it was imported."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from touchline.tui.last_screen import ENTER, hand_over


class QuietDriver(LinuxDriver):
    """Enters no alternate screen twice, which would clear what stands there, and gives the terminal back as found."""

    _is_there = False

    def start_application_mode(self) -> None:
        """See `Driver`; after a suspension the screen is entered as usual."""
        early = hand_over()
        self._is_there = early is not None
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if early is not None:
            self.attrs_before = early.attributes

    def write(self, data: str) -> None:
        """See `Driver`."""
        if data == ENTER and self._is_there:
            self._is_there = False
            return
        super().write(data)
