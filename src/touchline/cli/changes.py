"""Commands about managerial changes: the table, and the chains of vacancies."""

from __future__ import annotations

import argparse

from touchline.cli.output import open_room, put, put_json, say


def chosen_query(options: argparse.Namespace) -> str:
    """The query of a command that takes QUERY, `--since`, `--until` and `--league`."""
    from touchline.query import quoted

    asked = " ".join(options.query).strip()
    parts = [f"newer:{quoted(options.since)}"] if options.since else []
    parts += [f"before:{options.until.isoformat()}"] if options.until else []
    parts += [f"league:{quoted(options.league)}"] if options.league else []
    return " ".join([f"({asked})", *parts]) if asked and parts else asked or " ".join(parts)


def changes(options: argparse.Namespace) -> int:
    """`touchline changes [QUERY]`"""
    from touchline.exchange import change_json, changes_csv, changes_markdown, changes_text
    from touchline.newsroom.changes import change_list
    from touchline.present.changes_order import ORDERS

    room = open_room(options, drained=True)
    order = next(each for each in ORDERS if each.name == options.sort)
    rows = change_list(room, chosen_query(options), club=options.club, every=options.every, order=order).rows
    if options.json:
        for row in rows:
            put_json(change_json(row))
    elif options.csv:
        print(changes_csv(rows), end="")
    elif options.markdown:
        put(changes_markdown(rows).rstrip("\n"))
    elif rows:
        put(changes_text(rows).rstrip("\n"))
    else:
        say("no managerial changes" + ("" if options.every else " that are agreed or confirmed; --all shows the rest"))
    return 0


def carousel(options: argparse.Namespace) -> int:
    """`touchline carousel [QUERY]`"""
    from touchline.exchange.carousel import chain_json, chains_markdown
    from touchline.newsroom.carousel import chains
    from touchline.present.carousel import chains_text

    room = open_room(options, drained=True)
    found = chains(room, chosen_query(options))
    if options.json:
        for chain in found:
            put_json(chain_json(chain))
    elif not found:
        say("no chains: no appointment is known to have opened another vacancy")
    elif options.markdown:
        put(chains_markdown(found).rstrip("\n"))
    else:
        put(chains_text(found))
    return 0
