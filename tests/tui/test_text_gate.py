"""Text of other people reaches widgets by one gate: no call that reads markup, and no text that did not pass `safe`."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import touchline
from touchline.tui.widgets.line_styles import plain_content

SOURCES = Path(touchline.__file__).parent
GATE = "plain_content"
THE_GATE = ("tui/widgets/line_styles.py", inspect.getsourcelines(plain_content)[1] + 2)
"""Where the gate itself makes its content."""
READS_MARKUP = {
    *("Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "Tab", "TabPane", "Option", "ListItem"),
    *("OptionList", "SelectionList", "Select", "Hit", "DiscoveryHit", "Tree", "DataTable", "Placeholder", "RichLog"),
}
"""Widgets of Textual's that read markup in a plain string."""
NAMED_TEXTS = {"border_title", "border_subtitle", "tooltip", "title", "sub_title"}
NEVER = {"from_markup", "Markdown", "MarkdownViewer", "open_url", "notify", "add_row", "add_column", "add_option"}
"""Calls that the reader does without."""
NEVER_IMPORTED = {"webbrowser", "rich.markup", "textual.markup"}
NEVER_RUN = {"eval", "exec", "system", "popen"}


def name_of(called: ast.expr) -> str:
    if isinstance(called, ast.Subscript):
        return name_of(called.value)
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def is_gated(value: ast.expr) -> bool:
    """Whether an expression is text of our own, or what the gate gives."""
    match value:
        case ast.Constant():
            return True
        case ast.Call(func=called):
            text_of_ours = name_of(called) in ("Content", "Text") and all(
                isinstance(one, ast.Constant) for one in value.args
            )
            return name_of(called) == GATE or text_of_ours
        case ast.IfExp(body=body, orelse=orelse):
            return is_gated(body) and is_gated(orelse)
    return False


def leaks(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Lines where a text may reach a widget beside the gate."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=called):
                name = name_of(called)
                shown = [*node.args, *(one.value for one in node.keywords if one.arg in ("renderable", "content"))]
                if name in NEVER:
                    yield node.lineno, name
                if name in ("Content", "Text") and not is_gated(node):
                    yield node.lineno, name
                if (name in READS_MARKUP and not all(map(is_gated, shown))) or (
                    name == "update" and isinstance(called, ast.Attribute) and is_text_update(called, node)
                ):
                    yield node.lineno, name
                for one in node.keywords:
                    if one.arg == "markup" or (one.arg == "link" and name == "Style"):
                        yield node.lineno, one.arg
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    if isinstance(target, ast.Attribute) and target.attr in NAMED_TEXTS and not is_gated(value):
                        yield node.lineno, target.attr


def is_text_update(called: ast.Attribute, call: ast.Call) -> bool:
    """Whether it is the `update` of a widget, not of a set or a table, with a text beside the gate."""
    receiver = ast.unparse(called.value)
    is_widget = "query_one" in receiver or receiver in ("error", "box", "note", "static", "label")
    return is_widget and not all(map(is_gated, call.args))


def trees(folder: Path) -> Iterator[tuple[str, ast.AST]]:
    for path in sorted(folder.rglob("*.py")):
        yield str(path.relative_to(SOURCES)), ast.parse(path.read_text(encoding="utf-8"))


def test_widgets_get_text_by_the_gate_only() -> None:
    found = [
        f"{name}:{line} {what}"
        for name, tree in trees(SOURCES / "tui")
        for line, what in leaks(tree)
        if (name, line) != THE_GATE
    ]
    assert not found


@pytest.mark.parametrize(
    "leaking",
    [
        "Static(title)",
        "Static(f'{title}')",
        "Label(Content(title))",
        "box.border_title = title",
        "self.notify(title)",
        "self.query_one('#found', Static).update(found)",
        "Content.from_markup(title)",
        "Static('x', markup=True)",
        "Style(link=url)",
        "Static(plain_content(one) if one else other)",
    ],
)
def test_what_is_beside_the_gate_is_found(leaking: str) -> None:
    assert list(leaks(ast.parse(leaking)))


def test_the_gate_takes_no_markup_and_no_escapes() -> None:
    made = plain_content("ARS 2 [/b] 0 \x1b]0;x\x07[@click=app.quit]x[/]\u202e")
    assert made.plain == "ARS 2 [/b] 0 [@click=app.quit]x[/]"
    assert not made.spans


def test_nothing_opens_a_browser_or_a_shell_beside_our_own_ways() -> None:
    found = []
    for name, tree in trees(SOURCES):
        for node in ast.walk(tree):
            match node:
                case ast.Import(names=names):
                    found += [(name, one.name) for one in names if one.name in NEVER_IMPORTED]
                case ast.ImportFrom(module=module) if module in NEVER_IMPORTED:
                    found.append((name, str(module)))
                case ast.Call(func=called):
                    if name_of(called) in NEVER_RUN and not (
                        name_of(called) == "exec" and "push" in ast.unparse(called)
                    ):
                        found.append((name, ast.unparse(called)))
                    found += [(name, "shell") for one in node.keywords if one.arg == "shell"]
    assert not found
