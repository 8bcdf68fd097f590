"""Whom of an article's persons a description means: by job, nation and age, and by who was named last."""

from __future__ import annotations

from touchline.extract.scene import Description, Person, Scene

NOBODY = -1
"""Stands for a reference that was not resolved: where it was named, two people may be meant."""


def whom_it_means(
    scene: Scene, description: Description, here: list[int], before: list[int], speaker: int | None
) -> int | None:
    """The one person whom a description can mean, of those named in its sentence and in the one before; else None.

    Whoever speaks tells of others.
    """
    if description.clubs or description.role is not None:
        known = [ref for ref in _holders(scene, description) if _may_be_of(scene, scene.people[ref], description)]
        if len(known) == 1:
            return known[0]
        if known:
            near = [ref for ref in dict.fromkeys([*before, *here]) if ref in known]
            return near[0] if len(near) == 1 else None
        if (
            description.clubs
            and not description.former
            and any(not job.former and job.club in description.clubs for person in scene.people for job in person.jobs)
        ):
            return None
    if description.nationality is not None:
        known = [
            ref
            for ref, person in enumerate(scene.people)
            if person.nationality == description.nationality and person.is_coach
        ]
        known = [ref for ref in known if _may_be_of(scene, scene.people[ref], description)]
        near = [ref for ref in known if ref in here] or [ref for ref in known if ref in before]
        if len(near) == 1 or (len(known) == 1 and _is_most_named(scene, known[0])):
            return (near or known)[0]
        if known:
            return None
    return _near(scene, description, here, before, speaker)


def _is_most_named(scene: Scene, ref: int) -> bool:
    """True for the person of whom the article tells most."""
    return scene.people[ref].n_mentions >= max(person.n_mentions for person in scene.people)


def _holders(scene: Scene, description: Description) -> list[int]:
    return [
        ref
        for ref, person in enumerate(scene.people)
        if any(
            job.former == description.former
            and (not description.clubs or job.club in description.clubs)
            and (description.role is None or job.role == description.role)
            for job in person.jobs
        )
    ]


def _may_be_of(scene: Scene, person: Person, description: Description) -> bool:
    """False for one of another nation or age, and for the chairman where a coach is described."""
    if _has_other_age(scene, person, description):
        return False
    if description.nationality is not None and person.nationality not in (None, description.nationality):
        return False
    return description.is_pronoun or description.is_speaker or person.is_coach or not person.other_job


def _holds_another(person: Person, description: Description) -> bool:
    """True for the coach of another club than that of "the long-serving Town boss", and for a "former head coach"."""
    if not description.clubs or description.role is None or description.former:
        return False
    if any(job.former and job.club is None and job.role is not None for job in person.jobs):
        return not any(job.club in description.clubs for job in person.jobs)
    held = [job.club for job in person.jobs if job.club is not None and job.role is not None and not job.former]
    return bool(held) and not any(club in description.clubs for club in held)


def _has_other_age(scene: Scene, person: Person, description: Description) -> bool:
    """True where coaches.toml knows him to be older or younger than "the 43-year-old" of that day."""
    on = scene.article.published_on
    if description.age is None or person.born is None or on is None:
        return False
    return on.year - person.born - description.age not in (0, 1)


def _has_this_age(scene: Scene, ref: int, description: Description) -> bool:
    person = scene.people[ref]
    return (
        person.born is not None
        and scene.article.published_on is not None
        and not _has_other_age(scene, person, description)
    )


def _near(
    scene: Scene, description: Description, here: list[int], before: list[int], speaker: int | None
) -> int | None:
    """The one person named before in this sentence, else the one of the sentence before."""
    if description.age is not None:
        aged = [
            ref for ref in dict.fromkeys([*before, *here]) if ref != NOBODY and _has_this_age(scene, ref, description)
        ]
        if len(aged) == 1:
            return aged[0]
    if not description.is_pronoun:
        # Who is named in a sentence is seldom described in it too: "the 43-year-old" is the man of the sentence before.
        before = [ref for ref in before if ref not in here] or before
        here = [] if before else here
    for refs in (here, before):
        is_here = refs is here
        left = [ref for ref in dict.fromkeys(refs) if ref != speaker]
        left = [ref for ref in left if ref == NOBODY or _may_be_of(scene, scene.people[ref], description)]
        left = [ref for ref in left if ref == NOBODY or not _holds_another(scene.people[ref], description)]
        if len(left) == 1:
            return None if left[0] == NOBODY else left[0]
        if left:
            return None if is_here else _topical(scene, left)
    return None


def _topical(scene: Scene, refs: list[int]) -> int | None:
    """Among several, the first-named when the article names him most often."""
    if NOBODY in refs:
        return None
    first, *others = (scene.people[ref].n_mentions for ref in refs)
    return refs[0] if first > max(others) and first == max(person.n_mentions for person in scene.people) else None


def same_subject(scene: Scene, number: int, before: list[int]) -> int | None:
    """The coach who opens the sentence before, for a "he" that opens this one; whoever else it names is told less of.

    A title tells of its persons in another order.
    """
    last = scene.sentences[number - 1] if number else None
    if last is None or last.sentence.is_title or not before or NOBODY in before:
        return None
    first = last.tokens[0]
    if first.kind != "person" or first.ref != before[0] or not scene.people[first.ref].is_coach:
        return None
    times = [scene.people[ref].n_mentions for ref in dict.fromkeys(before)]
    return first.ref if times[0] >= max(times) else None
