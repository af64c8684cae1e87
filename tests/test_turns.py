"""Speech printed without quotation marks: interviews, transcripts, texts in full. Every report is fictional."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.article.attribution import attribute
from stemma.article.names import find_names
from stemma.article.sentences import parse
from stemma.model import Article, Attribution, Outlet
from stemma.nlp.parser import Parser


class Page:
    """A page's turns, with words in place of spans."""

    def __init__(self, text: str, parser: Parser, outlet: str | None = None) -> None:
        own = Outlet(name=outlet, inferred=False) if outlet else None
        article = Article(id="p", file="p.txt", text=text, outlet=own)
        tree = parse(article, parser)
        self.text = text
        self.all = attribute(article, tree, find_names(article, tree))
        self.turns = [a for a in self.all if a.rule.startswith("turn-")]

    def said(self) -> list[str]:
        return [self.text[a.content.start : a.content.end] for a in self.turns]

    def speaker(self, turn: Attribution) -> str:
        """Whom a turn's source stands for: the name behind a label, else the label."""
        source = turn.sources[0]
        place = source.refers or source.span
        assert place is not None
        return self.text[place.start : place.end]


LABELS = [
    pytest.param(
        "The harbour master explains\n\nThe Selm Courier met harbour master Ada Holm on the quay.\n\n"
        "Q: Is the port open?\n\nA: It is open for boats under ten metres.\n\n"
        "Q: And the ferry?\n\nA: The ferry stays where it is. I will not risk it.\n",
        ["It is open for boats under ten metres.", "The ferry stays where it is. I will not risk it."],
        "Ada Holm",
        id="letters",
    ),
    pytest.param(
        "Counsel talks\n\nFor eight months Ada Holm defended Bo Lind. On Tuesday he lost. We met in Holm's office in "
        "Selm.\n\nQ. You have appealed?\nA. We filed it yesterday.\n\nQ. The court blames your client.\n"
        "A. Nobody knew of the crane.\n",
        ["We filed it yesterday.", "Nobody knew of the crane."],
        "Ada Holm",
        id="whom the introduction names most",
    ),
    pytest.param(
        "The interview\n\nAda Holm, harbour master of Selm, on the ferry.\n\n"
        "Courier: Is the port open?\n\nHolm: It is open for small boats.\n\nNothing else moves.\n\n"
        "Courier: People say you want to resign.\n\nHolm: I want to sleep.\n",
        ["It is open for small boats.\n\nNothing else moves.", "I want to sleep."],
        "Ada Holm",
        id="outlet and last name",
    ),
    pytest.param(
        "BO LIND, HOST:\n\nThe port of Selm is shut. Ada Holm is with us.\n\nADA HOLM: Good evening.\n\n"
        "LIND: What happened?\n\nHOLM: The crane fell on the quay.\n\nLIND: Is anybody hurt?\n\nHOLM: No.\n",
        ["Good evening.", "The crane fell on the quay.", "No."],
        "ADA HOLM",
        id="broadcast",
    ),
    pytest.param(
        "Transcript of the daily briefing\n\nSPOKESWOMAN (Ms Ada Holm): Good morning to all of you.\n\n"
        "QUESTION: Is the port open?\n\nSPOKESWOMAN: It has been open since Monday.\n\n"
        "QUESTION: The union says it is not.\n\nSPOKESWOMAN: The union is mistaken.\n",
        ["Good morning to all of you.", "It has been open since Monday.", "The union is mistaken."],
        "Ada Holm",
        id="briefing",
    ),
]


@pytest.mark.parametrize(("text", "answers", "speaker"), LABELS)
def test_the_turns_of_a_labelled_interview_are_direct_speech_of_whoever_is_asked(
    parser: Parser, text: str, answers: list[str], speaker: str
) -> None:
    page = Page(text, parser, "Selm Courier")
    assert page.said() == answers
    assert {a.kind for a in page.turns} == {"direct"}
    assert {page.speaker(a).upper() for a in page.turns[1:]} == {speaker.upper()}


@pytest.mark.parametrize(("text", "answers", "speaker"), LABELS)
def test_what_the_other_side_asks_is_nobodys_statement(
    parser: Parser, text: str, answers: list[str], speaker: str
) -> None:
    page = Page(text, parser, "Selm Courier")
    asked = [a for a in page.all if not any(t.content.contains(a.content) for t in page.turns)]
    assert not [a for a in asked if "?" in page.text[a.content.start : a.content.end + 1]]


def test_a_chain_names_the_speaker_whom_a_label_stands_for(parser: Parser) -> None:
    page = Page(LABELS[0].values[0], parser)
    assert [s.text for s in page.turns[0].sources] == ["A"]
    assert [s.text for s in page.turns[0].chain] == ["Ada Holm"]


def test_what_a_speaker_says_that_others_said_stays_an_attribution_inside_the_turn(parser: Parser) -> None:
    text = LABELS[0].values[0].replace("The ferry stays where it is.", "The union said the ferry would sail.")
    page = Page(text, parser)
    inner = [a for a in page.all if page.text[a.content.start : a.content.end] == "the ferry would sail"]
    assert [s.text for a in inner for s in a.sources] == ["The union"]


ANNOUNCED = (
    "“The crane had to go”: a talk on the quay\n\nInterview: Bo Lind\n\n"
    "For two days Captain Ada Holm sat in the crane of Selm and waited.\n\n{turns}\n"
)


def test_questions_and_answers_in_paragraphs_of_an_announced_interview(parser: Parser) -> None:
    turns = (
        "Captain Holm, you have left the crane. Why?\n\nI was tired. My hands were cold.\n\n"
        "The minister calls you a pirate.\n\nThen he has never met one.\n\n"
        "What did you eat up there?\n\nI had bread, and the gulls had the rest.\n\n"
        "And now?\n\nWe go to court."
    )
    page = Page(ANNOUNCED.format(turns=turns), parser)
    assert page.said() == [
        "I was tired. My hands were cold.",
        "Then he has never met one.",
        "I had bread, and the gulls had the rest.",
        "We go to court.",
    ]
    assert {page.speaker(a) for a in page.turns} == {"Ada Holm"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The Selm ferry explained\n\nWhat happened?\n\nThe ferry ran aground on Monday, Ada Holm said.\n\n"
            "Who is to blame?\n\nThat is what the court will say.\n\nWhat comes next?\n\nThe hearing begins in May.\n",
            id="an explainer",
        ),
        pytest.param(
            "An interview with nobody\n\nAda Holm declined our request for an interview.\n\n"
            "What happened?\n\nThe ferry ran aground.\n\nWho is to blame?\n\nThe court will say.\n",
            id="questions answered by the report",
        ),
        pytest.param(
            "Why it matters: The ferry feeds the island.\n\nThe big picture: It has run since 1902.\n\n"
            "What they say: Nothing.\n\nWhat next: A hearing in May.\n",
            id="a briefing in smart brevity",
        ),
        pytest.param(
            "Photo: Ada Holm\n\nThe ferry ran aground.\n\nRead more: The hearing\n\nPhoto: Bo Lind\n\n"
            "The crew is safe.\n\nRead more: The storm?\n",
            id="furniture",
        ),
        pytest.param(
            "Six questions to the minister\n\nAda Holm was asked to answer.\n\n"
            "1. Who built the crane, and do you know us?\n\n2. Why did we not hear of it?\n\n3. Who pays us?\n",
            id="an open letter",
        ),
        pytest.param("The terms are as follows:\n\nThe ferry stays.\n\nThe crew is paid.\n", id="a list of terms"),
    ],
)
def test_pages_of_other_forms_have_no_turns(parser: Parser, text: str) -> None:
    assert Page(text, parser).said() == []


def test_answers_between_quotation_marks_below_their_questions_are_of_who_spoke_last(parser: Parser) -> None:
    page = Page(
        "Two floors, one ferry\n\nThe envoys share a house, Ada Holm, the mediator, told the Courier on the stairs. "
        "Bo Lind sits below.\n\nAre eight articles settled?\n“Seven. The two that are left weigh more.”\n\n"
        "Did the sides meet?\n“I was not in every room.”\n\nThe talks end on Friday.",
        parser,
    )
    assert page.said() == ["“Seven. The two that are left weigh more.”", "“I was not in every room.”"]
    assert {page.speaker(a) for a in page.turns} == {"Ada Holm"}


def test_answers_between_quotation_marks_stand_below_what_is_put_to_the_speaker_too(parser: Parser) -> None:
    page = Page(
        "“I sell no boats”\n\nCaptain Ada Holm meets the owners on Friday. A conversation about rope.\n\n"
        "Captain, who wrote first?\n\n“Nobody. We met by chance.”\n\nThe owners want money.\n\n“They get none.”\n\n"
        "What do you want for it?\n\n“New rope, and time.”\n\nThe union is cross.\n\n“It is cross in every spring.”\n\n"
        "And when it fails?\n\nShe looks at the gulls. “Then we row,” she says.\n",
        parser,
    )
    assert page.said() == [
        "“Nobody. We met by chance.”",
        "“They get none.”",
        "“New rope, and time.”",
        "“It is cross in every spring.”",
    ]
    assert {page.speaker(a) for a in page.turns} == {"Ada Holm"}


def test_an_interview_of_two_names_is_with_the_one_who_has_an_office(parser: Parser) -> None:
    page = Page(
        "The Sunday interview\n\nHarbour minister Ada Holm talks to Mr Bo Lind about rope.\n\nAre the talks dead?\n\n"
        "No, they sleep. I rang the owners myself.\n\nThey speak of you as a pirate.\n\nI have no ship.\n\n"
        "What do you want?\n\nA rope of our own, and my desk back.\n",
        parser,
    )
    assert len(page.turns) == 3
    assert {page.speaker(a) for a in page.turns} == {"Ada Holm"}


@pytest.mark.parametrize(
    ("announcement", "source"),
    [
        ("The full text of the statement by Ada Holm follows:", "Ada Holm"),
        ("The harbour board's statement in full:", "The harbour board"),
        ("The statement, in full:", "statement"),
    ],
)
def test_a_text_printed_in_full_is_in_the_words_of_its_author(parser: Parser, announcement: str, source: str) -> None:
    text = (
        f"The port of Selm will close.\n\n{announcement}\n\nThe port closes in May.\n\nWe thank the crews.\n\n(ends)\n"
    )
    page = Page(text, parser)
    assert page.said() == ["The port closes in May.\n\nWe thank the crews."]
    assert page.turns[0].kind == "direct"
    assert source in page.speaker(page.turns[0])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["Q: ", "A: ", "Q:", "A. ", "HOLM: ", "?\n", "\n\n", "“", "I ", "interview ", ":", "x"]))
)
def test_no_page_breaks_it(parser: Parser, parts: list[str]) -> None:
    page = Page("".join(parts), parser)
    for turn in page.turns:
        assert page.text[turn.content.start : turn.content.end].strip()
