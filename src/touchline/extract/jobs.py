"""Phrases for jobs become role tokens: "new interim head coach", "coach of their women's team"."""

from __future__ import annotations

from touchline.extract.language import Language
from touchline.extract.scene import RoleMention, Scene
from touchline.extract.tokens import NEW_ROLE, Token
from touchline.model import Role


def place_roles(scene: Scene, number: int, language: Language) -> None:
    """Replace the phrases for jobs in one sentence, with the words before them that belong to them."""
    tokens = scene.sentences[number].tokens
    out: list[Token] = []
    done = 0
    for at in [at for at, token in enumerate(tokens) if token.key in language.role_longest]:
        end = _role_end(tokens, at, language)
        if at < done or end == at or _is_verb(tokens, at, language):
            continue
        out += tokens[done:at]
        phrase = language.roles[tuple(token.key for token in tokens[at:end])]
        mention = RoleMention(phrase.role, phrase.squad)
        start = _take_modifiers(scene, mention, out, language, _is_before_name(tokens, end))
        first = start.start if start else tokens[at].start
        scene.roles.append(mention)
        end = _take_squad(mention, tokens, end, language)
        raw = scene.article.text[first : tokens[end - 1].end]
        out.append(
            Token(
                "role",
                NEW_ROLE if mention.is_new or mention.role is Role.INTERIM else "",
                raw,
                first,
                tokens[end - 1].end,
                len(scene.roles) - 1,
            )
        )
        done = end
    if done:
        scene.sentences[number].tokens = out + tokens[done:]


def _is_verb(tokens: list[Token], at: int, language: Language) -> bool:
    """True for "coach" in "will coach Leeds": no job, though the word is one."""
    before, after = tokens[at - 1 : at], tokens[at + 1 : at + 2]
    return any(language.has("verb_openers", token.key) for token in before) and any(
        token.kind == "club" or language.has("of_their", token.key) for token in after
    )


def holds_job(tokens: list[Token], language: Language) -> bool:
    """True when some words of a sentence are a phrase for a job."""
    return any(
        token.key in language.role_longest and _role_end(tokens, at, language) > at for at, token in enumerate(tokens)
    )


def _role_end(tokens: list[Token], at: int, language: Language) -> int:
    longest = language.role_longest.get(tokens[at].key, 0)
    keys = tuple([token.key for token in tokens[at : at + longest]])
    for size in range(len(keys), 0, -1):
        if keys[:size] in language.roles:
            return at + size
    return at


def _take_squad(mention: RoleMention, tokens: list[Token], end: int, language: Language) -> int:
    """The index after "of their women's team", which tells the squad of the job before it."""
    keys = [token.key for token in tokens[end : end + 6]]
    if len(keys) < 3 or not language.has("of_words", keys[0]):
        return end
    at = 2 if language.has("of_their", keys[1]) else 1
    for size in (2, 1):
        words = tuple(keys[at : at + size])
        if words in language.squads or (*words, "'s") in language.squads:
            mention.squad = language.squads.get(words) or language.squads[(*words, "'s")]
            after = at + size + (keys[at + size : at + size + 1] == ["'s"])
            return end + after + (after < len(keys) and keys[after] in language.club_words)
    return end


def _is_before_name(tokens: list[Token], at: int) -> bool:
    """True before a capital: "the Italian boss" describes a man, "the Italian boss Marco Ferri" names him."""
    return at < len(tokens) and tokens[at].is_capitalised


def _take_modifiers(
    scene: Scene, mention: RoleMention, out: list[Token], language: Language, is_before_name: bool
) -> Token | None:
    """Take "new interim" off the end of `out` into the role; the first token taken."""
    first: Token | None = None
    while out:
        if (
            out[-1].kind == "role"
            and scene.roles[out[-1].ref].role is Role.INTERIM
            and mention.role in (Role.HEAD_COACH, None)
        ):
            mention.role = Role.INTERIM
            first = out.pop()
            continue
        for size in (2, 1):
            found = language.role_modifiers.get(tuple(token.key for token in out[-size:])) if len(out) >= size else None
            if found:
                break
        else:
            is_nationality = out[-1].is_capitalised and out[-1].key in language.nationalities
            if is_nationality and (is_before_name or [token.key for token in out[-2:-1]] != ["the"]):
                first = out.pop()
                continue
            break
        what, value = found
        if what == "role" and mention.role in (Role.HEAD_COACH, None):
            mention.role = Role(value)
        elif what == "squad":
            mention.squad = value
        elif value == "former":
            mention.is_former = True
        elif value == "new":
            mention.is_new = True
        first = out[-size]
        del out[-size:]
    return first
