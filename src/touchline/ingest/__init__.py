"""Bytes -> articles.

    walk      the user's paths -> files             retrieve, http   a subscription -> files, or an answer's bytes
    files     one file -> its bytes                 lines, line      connections, with own_network and proxies
    formats   bytes -> drafts, one module a format, with decoding, markup, metadata and dates
    reading   drafts -> articles, with ids and language
    answers   what a subscription gave -> articles, with delta and known_entries, which leave out what is known
    refresh   all subscriptions, each with its result, with states, schedule and freshness

Nothing slow is imported before a file needs it: plain text needs no parser at all.
"""
