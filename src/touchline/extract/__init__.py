"""Text to claims: rules and data, no network, no disk beyond the lexicon, no state.

`load_rulebook` reads the lexicon and the user's additions; `extract` makes the claims of one article.
"""
