"""Textual's cache of a widget's lines, made cheap for widgets that paint whole lines themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual._styles_cache import StylesCache
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.segment import Segment
    from textual.css.styles import StylesBase
    from textual.geometry import Size, Spacing


class LineCache(StylesCache):
    """Works out once for all lines of a painting what stands beside them: border and padding.

    Textual does it for each line, which costs as much as all else of a key. Content must be of exactly the
    content's width; no widget that paints lines has a tint, a hatch or an outline.
    """

    def __init__(self, line_at: Callable[[int, Size], Strip]) -> None:
        super().__init__()
        self._line_at = line_at
        self._frame: tuple[int, int, list[Segment], list[Segment]] | None = None
        """The lines between which the content stands, and what stands left and right of each of them."""

    def clear(self) -> None:
        super().clear()
        self._frame = None

    def render_line(
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
            frame = self._frame = (gutter.top, gutter.top + content_size.height, [*left], [*right])
        first, end, left_of, right_of = frame
        if not first <= y < end:
            return whole(y, render_content_line)
        content = self._line_at(y - first, content_size)
        if not left_of and not right_of:
            return content
        return Strip([*left_of, *content, *right_of], size.width)
