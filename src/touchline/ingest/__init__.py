"""Bytes -> articles.

    walk      the user's paths -> files             retrieve, http   a subscription -> files, or an answer's bytes
    files     one file -> its bytes                 refresh, states  all subscriptions, each with its result
    formats   bytes -> drafts, one module a format, with decoding, markup, metadata and dates
    reading   drafts -> articles, with ids and language

Nothing slow is imported before a file needs it: plain text needs no parser at all.
"""
