"""Textual's cache of a widget's lines, made cheap for widgets that paint whole lines themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.css.styles import StylesBase
    from textual.geometry import Region, Size, Spacing


class _Frame(NamedTuple):
    """The lines between which the content stands, and what stands left and right of each of them."""

    top: int
    bottom: int
    left: list[Segment]
    right: list[Segment]


class LineCache(StylesCache):
    """Works out once for all lines of a painting what stands beside them: border and padding.

    Textual does it for each line, which costs as much as all else of a key. Content must be of exactly the
    content's width; no widget that paints lines has a tint, a hatch or an outline.
    """

    def __init__(self, line_at: Callable[[int, Size], Strip]) -> None:
        super().__init__()
        self._line_at = line_at
        self._frame: _Frame | None = None

    def clear(self) -> None:
        super().clear()
        self._frame = None

    def render_line(  # type: ignore[override]  # the arguments that are only handed on
        self,
        styles: StylesBase,
        y: int,
        size: Size,
        content_size: Size,
        padding: Spacing,
        base_background: Any,
        background: Any,
        render_content_line: Callable[[int], Strip],
        *rest: Any,
    ) -> Strip:
        def whole(at: int, content: Callable[[int], Strip]) -> Strip:
            known = (styles, at, size, content_size, padding, base_background, background)
            return super(LineCache, self).render_line(*known, content, *rest)

        frame = self._frame
        if frame is None:
            gutter = styles.gutter
            line = whole(gutter.top, lambda _: Strip.blank(content_size.width))
            left, right = line.crop(0, gutter.left), line.crop(size.width - gutter.right, size.width)
            frame = self._frame = _Frame(gutter.top, gutter.top + content_size.height, [*left], [*right])
        if not frame.top <= y < frame.bottom:
            return whole(y, render_content_line)
        content = self._line_at(y - frame.top, content_size)
        if not frame.left and not frame.right:
            return content
        return Strip([*frame.left, *content, *frame.right], size.width)
