from __future__ import annotations

import pytest

from touchline.ingest.language import detect_language, language_code

SENTENCES = {
    "en": "The coach will leave the club at the end of the season, and the board has not said who is to follow him.",
    "es": "El técnico dejará el club al final de la temporada y la directiva no ha dicho quién será su sucesor.",
    "pt": "O treinador vai deixar o clube no fim da época e a direção ainda não disse quem será o seu sucessor.",
    "it": "Il tecnico lascerà il club alla fine della stagione e la società non ha detto chi sarà il suo successore.",
    "fr": "L'entraîneur quittera le club à la fin de la saison et la direction n'a pas dit qui sera son successeur.",
    "de": "Der Trainer verlässt den Verein am Ende der Saison, und der Vorstand hat nicht gesagt, wer auf ihn folgt.",
    "nl": "De trainer verlaat de club aan het einde van het seizoen en het bestuur heeft niet gezegd wie hem opvolgt.",
    "tr": "Teknik direktör sezon sonunda ayrılacak, ancak yönetim bu karar için bir süre istedi ve açıklama yapmadı.",
    "ca": "L'entrenador deixarà el club i la junta no ha dit qui serà el seu successor amb els jugadors.",
    "sv": "Tränaren lämnar klubben och styrelsen har inte sagt vem som ska ta över efter honom när det är dags.",
    "pl": "Trener odejdzie po sezonie, ale zarząd nie powiedział jeszcze, kto będzie jego następcą i czy to pewne.",
    "ro": "Antrenorul va pleca de la club, iar conducerea nu a spus încă cine este cel care va fi urmașul lui.",
    "ru": "Тренер покинет клуб в конце сезона, но руководство не сказало, кто будет его преемником и как это было.",
    "el": "Ο προπονητής θα φύγει από την ομάδα στο τέλος της σεζόν.",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items(), ids=list(SENTENCES))
def test_a_sentence_tells_its_language(language: str, text: str):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Pilbeam signs",
        "Rovers 2-1 United",
        "12 3 4",
        "Real Madrid, Bayer Leverkusen, Manchester City",
        "de la de la de la",
    ],
)
def test_what_tells_no_language_is_none(text: str):
    assert detect_language(text) is None


def test_two_languages_in_equal_parts_are_none():
    assert detect_language(SENTENCES["es"] + SENTENCES["fr"]) is None


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("pt_BR", "pt"),
        ("DE", "de"),
        ("eng", None),
        ("", None),
        (None, None),
        ("x-klingon", None),
    ],
)
def test_language_tags(tag: str | None, code: str | None):
    assert language_code(tag) == code
