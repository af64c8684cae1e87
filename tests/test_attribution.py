"""Attribution: who says what, how, through whom. Every promise is one report of fictional people."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.article.attribution import attribute
from stemma.article.attribution.quotation import find_quotations
from stemma.article.names import find_names
from stemma.article.sentences import parse
from stemma.model import Article, Attribution, Noun, Outlet, Parse, Span
from stemma.nlp.parser import Parser


class Told:
    """An article's attributions with words in place of spans."""

    def __init__(self, text: str, parser: Parser, outlet: str | None = None) -> None:
        own = Outlet(name=outlet, inferred=False) if outlet else None
        self.article = Article(id="r", file="r.txt", text=text, outlet=own)
        tree = parse(self.article, parser)
        self.all = attribute(self.article, tree, find_names(self.article, tree))

    def words(self, attribution: Attribution) -> str:
        return " … ".join(self.article.text[p.start : p.end] for p in attribution.parts)

    def saying(self, words: str) -> Attribution:
        """The attribution whose content is closest around `words`."""
        found = [a for a in self.all if words in self.words(a)]
        assert found, f"nobody says {words!r} in {[self.words(a) for a in self.all]}"
        return min(found, key=lambda a: len(self.words(a)))

    def who(self, words: str) -> list[str]:
        return [s.text for s in self.saying(words).sources]

    def chain(self, words: str) -> list[str]:
        return [s.text for s in self.saying(words).chain]

    def referent(self, words: str) -> str | None:
        place = self.saying(words).sources[0].refers
        return self.article.text[place.start : place.end] if place else None


# ------------------------------------------------------------------------------------------------- forms


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("Mayor Ana Belm said the ferry would close in May.", "the ferry would close in May", "Mayor Ana Belm"),
        ("The ferry will close in May, Mayor Ana Belm said.", "The ferry will close in May", "Mayor Ana Belm"),
        ("The ferry, Mayor Ana Belm said, will close in May.", "The ferry … will close in May", "Mayor Ana Belm"),
        ("According to Mayor Ana Belm, the ferry will close.", "the ferry will close", "Mayor Ana Belm"),
        ("The ferry will close, according to Mayor Ana Belm.", "The ferry will close", "Mayor Ana Belm"),
        ("As Ana Belm explained, the ferry had lost its crew.", "the ferry had lost its crew", "Ana Belm"),
        ("Ana Belm denied that the ferry had been sold.", "the ferry had been sold", "Ana Belm"),
        ("Ana Belm pledged to keep the ferry running.", "to keep the ferry running", "Ana Belm"),
        ("Ana Belm told reporters that the ferry was safe.", "the ferry was safe", "Ana Belm"),
        ("Ana Belm insists the letter never arrived.", "the letter never arrived", "Ana Belm"),
        ("“We have no crew left,” said Ana Belm.", "“We have no crew left,”", "Ana Belm"),
        ("“We have no crew left,” Ana Belm said on Monday.", "“We have no crew left,”", "Ana Belm"),
        ("Ana Belm said: “We have no crew left.”", "“We have no crew left.”", "Ana Belm"),
        ("Ana Belm said, “We have no crew left.”", "“We have no crew left.”", "Ana Belm"),
        ('"We have no crew left," Ana Belm told reporters.', '"We have no crew left,"', "Ana Belm"),
        ("«We have no crew left», said Ana Belm.", "«We have no crew left»", "Ana Belm"),
        ("„We have no crew left“, said Ana Belm.", "„We have no crew left“", "Ana Belm"),
        ("A survey by the harbour board found that 40 boats were unsafe.", "40 boats were unsafe", "A survey"),
    ],
)
def test_all_forms_news_uses(parser: Parser, text: str, content: str, source: str):
    told = Told(text + " The weather was fine.", parser)
    found = told.saying(content.split(" … ")[0])
    assert told.words(found).removeprefix("that ").rstrip(",") == content.rstrip(",")
    assert source in found.sources[0].text


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“We have no crew left,” said Ana Belm.", "no crew left", "direct"),
        ("Ana Belm said the ferry was “a wreck” and would close.", "a wreck", "partial"),
        ("Ana Belm said the ferry was a wreck and would close.", "a wreck", "indirect"),
    ],
)
def test_the_kind_says_how_much_is_quoted(parser: Parser, text: str, content: str, kind: str):
    assert Told(text, parser).saying(content).kind == kind


def test_a_quotation_interrupted_by_its_cue_has_two_parts(parser: Parser):
    told = Told("“We are closer,” Ana Belm said, “than we were in spring.”", parser)
    assert told.words(told.saying("We are closer")) == "“We are closer,” … “than we were in spring.”"


def test_a_quotation_of_several_sentences_is_one_content(parser: Parser):
    text = "“It was dark. Nobody saw a thing. We waited,” Ana Belm said."
    told = Told(text, parser)
    assert told.words(told.saying("Nobody saw")) == "“It was dark. Nobody saw a thing. We waited,”"


def test_a_bare_quotation_belongs_to_the_speaker_before(parser: Parser):
    told = Told("“We are closer,” Ana Belm told reporters. “But close is not enough.” She left.", parser)
    assert told.who("But close is not enough") == ["Ana Belm"]


def test_a_quotation_goes_on_over_paragraphs_that_open_with_the_mark(parser: Parser):
    text = "“We waited all night,” Ana Belm said. “Nobody came.\n\n“In the morning we rowed home.”\n\nThe sea was calm."
    told = Told(text, parser)
    assert told.who("In the morning we rowed home") == ["Ana Belm"]


def test_marks_inside_marks_stay_inside(parser: Parser):
    told = Told("“He told us, ‘Go home,’ and we went,” Ana Belm said.", parser)
    assert "‘Go home,’ and we went,”" in told.words(told.saying("and we went"))


# ------------------------------------------------------------------------------------------------- sources


@pytest.mark.parametrize(
    ("source", "kind", "count"),
    [
        ("Ana Belm", "named", None),
        ("the harbour spokesman, Tom Ost", "named", None),
        ("a Tarnish official", "unnamed", 1),
        ("two people with knowledge of the talks", "unnamed", 2),
        ("three diplomats", "unnamed", 3),
        ("officials", "unnamed", None),
        ("Reuters", "agency", None),
        ("the newsletter Harbour Ledger", "outlet", None),
        ("the state news agency MERA", "state media", None),
        ("a report by the audit office", "document", None),
    ],
)
def test_sources_are_typed_and_counted_as_worded(parser: Parser, source: str, kind: str, count: int | None):
    told = Told(f"The ferry will close in May, according to {source}.", parser)
    found = told.saying("The ferry will close").sources
    assert [(s.type, s.count) for s in found] == [(kind, count)]
    assert found[0].text == source


def test_two_sources_of_one_content_are_two(parser: Parser):
    told = Told("The ferry will close, according to a harbour official and another source with knowledge.", parser)
    assert told.who("The ferry will close") == ["a harbour official", "another source with knowledge"]


def test_hearsay_without_a_source_has_none(parser: Parser):
    told = Told("The ferry was reportedly sold to a foreign company in March.", parser)
    assert told.saying("sold to a foreign company").sources == ()


@pytest.mark.parametrize(
    ("text", "content", "referent"),
    [
        ("Mayor Ana Belm spoke on Monday. She said the ferry was safe.", "the ferry was safe", "Ana Belm"),
        (
            "“No,” Ana Belm said. The union’s leader, Mr Otto Gren, ruled that out. “We stay,” he said.",
            "We stay",
            "Otto Gren",
        ),
        ("Axios reported that talks began. The site said they would last two days.", "they would last", "Axios"),
        (
            "Rain fell, a harbour official said. The ferry sank, the official added.",
            "The ferry sank",
            "a harbour official",
        ),
        (
            "“We have time,” said the mayor, Bo Lind. His deputy, Ana Belm, was sterner on Monday. "
            "“Nobody will wait for the ferry,” she said.",
            "Nobody will wait",
            "Ana Belm",
        ),
    ],
)
def test_pronouns_and_plain_nouns_stand_for_what_was_named(parser: Parser, text: str, content: str, referent: str):
    assert Told(text, parser).referent(content) == referent


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        (
            "The last round of talks, called by the mayor, opened in Ness today, the spokeswoman of the port, "
            "Ana Belm, stated at a briefing.",
            "The last round of talks, called by the mayor, opened in Ness today",
            "the spokeswoman of the port, Ana Belm",
        ),
        (
            "The ferry sailed at nine with its lights off, an Orlan photographer saw.",
            "The ferry sailed at nine with its lights off",
            "an Orlan photographer",
        ),
        (
            "The crew must be paid at once, and the owner must withdraw his complaint, Ana Belm added.",
            "The crew must be paid at once, and the owner must withdraw his complaint",
            "Ana Belm",
        ),
        (
            "The ferry will sail again on Monday, underlined the deputy head of the port, R. Belm.",
            "The ferry will sail again on Monday",
            "the deputy head of the port, R. Belm",
        ),
        ("The harbour is closed to all ships, stressed Belm.", "The harbour is closed to all ships", "Belm"),
    ],
)
def test_a_clause_that_closes_a_sentence_says_who_said_all_of_it(parser: Parser, text: str, content: str, source: str):
    told = Told(text, parser)
    assert (told.words(told.saying(content)), told.who(content)) == (content, [source])


@pytest.mark.parametrize(
    "text",
    [
        "When the doors closed at nine, the minister reported.",
        "The ferry sailed, the mayor left, and the crew announced a strike.",
        "He asked what the owner, a man from Ness, claimed.",
        "The crew landed at noon, reported the captain to the police and went home.",
        "The council met on Monday, announced a new mayor.",
        "The harbour, a ruin by then, reminded the mayor, Ana Belm.",
    ],
)
def test_a_clause_that_closes_a_list_or_follows_a_when_claims_nothing_before_it(parser: Parser, text: str):
    told = Told(text, parser)
    assert not [a for a in told.all if a.content.start == 0]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The answer came at noon from the head of the port, Dr Ana Belm: “We never had a boat to sell.”",
         "the head of the port, Dr Ana Belm"),
        ("A note had been pinned to the door by the caretaker, Bo Lind: “Closed until further notice.”",
         "the caretaker, Bo Lind"),
    ],
)  # fmt: skip
def test_words_behind_a_colon_are_those_of_whom_they_come_from(parser: Parser, text: str, source: str):
    told = Told(text, parser)
    assert told.who(text[text.index("“") + 1 : -2]) == [source]


# ------------------------------------------------------------------------------------------------- chains


@pytest.mark.parametrize(
    ("text", "content", "chain"),
    [
        ("A source told Axios that the talks had ended.", "the talks had ended", ["Axios", "A source"]),
        (
            "Reuters, citing a harbour official, said the ferry had been sold.",
            "the ferry had been sold",
            ["Reuters", "a harbour official"],
        ),
        ("Axios quoted Tom Ost as saying: “The talks have ended.”", "The talks have ended", ["Axios", "Tom Ost"]),
        (
            "The talks have ended, according to what an informed source told Axios.",
            "The talks have ended",
            ["Axios", "an informed source"],
        ),
        ("According to Axios, Ana Belm said the ferry was sold.", "the ferry was sold", ["Axios", "Ana Belm"]),
        (
            "In remarks carried by the state news agency MERA, Ana Belm said the ferry was sold.",
            "the ferry was sold",
            ["the state news agency MERA", "Ana Belm"],
        ),
        ("An official told reporters that the ferry was sold.", "the ferry was sold", ["An official"]),
        ("“We sail at dawn,” Ana Belm told MPs on Tuesday.", "We sail at dawn", ["Ana Belm"]),
        (
            "Reuters reported on Sunday, citing officials it did not name, that the ferry had been sold.",
            "the ferry had been sold",
            ["Reuters", "officials"],
        ),
        (
            "The ferry had been sold, according to a report by Reuters citing two harbour officials.",
            "The ferry had been sold",
            ["a report by Reuters", "two harbour officials"],
        ),
        (
            "According to a report by Reuters, which cited two harbour officials, the ferry had been sold.",
            "the ferry had been sold",
            ["a report by Reuters", "two harbour officials"],
        ),
        (
            "The ferry had been sold, Reuters reports with reference to the harbour office.",
            "The ferry had been sold",
            ["Reuters", "the harbour office"],
        ),
        (
            "The ferry had been sold, writes the newspaper Ness Courier, which refers to two officials of the port.",
            "The ferry had been sold",
            ["the newspaper Ness Courier", "two officials of the port"],
        ),
        (
            "As one of the clerks explained to Reuters, the ferry had been sold.",
            "the ferry had been sold",
            ["Reuters", "one of the clerks"],
        ),
        (
            "The harbour office said the ferry had been sold, the state news agency MERA reported.",
            "the ferry had been sold",
            ["the state news agency MERA", "The harbour office"],
        ),
        (
            "While the ferry is old, the spokesman said it is sound, according to Reuters.",
            "it is sound",
            ["Reuters", "the spokesman"],
        ),
        (
            "A woman told the Ness Courier last year that the ferry had been sold.",
            "the ferry had been sold",
            ["the Ness Courier", "A woman"],
        ),
        (
            "There is a letter in which Ana Belm wrote that the ferry had been sold.",
            "the ferry had been sold",
            ["a letter", "Ana Belm"],
        ),
        (
            "Halm Lines, which insisted after the strike that every wage had been paid, is bankrupt.",
            "every wage had been paid",
            ["Halm Lines"],
        ),
    ],
)
def test_chains_run_from_the_outermost_relay_to_the_speaker(parser: Parser, text: str, content: str, chain: list[str]):
    assert Told(text, parser).chain(content) == chain


@pytest.mark.parametrize(
    ("text", "content", "chain"),
    [
        (
            "France is our oldest ally, the mayor said on Sunday, referring to Ana Belm.",
            "France is our oldest ally",
            ["the mayor"],
        ),
        ("The mayor, citing high costs, said the ferry had been sold.", "the ferry had been sold", ["The mayor"]),
    ],
)
def test_whom_a_speaker_speaks_of_is_no_source(parser: Parser, text: str, content: str, chain: list[str]):
    assert Told(text, parser).chain(content) == chain


def test_as_somebody_claimed_says_nothing_of_what_is_denied(parser: Parser):
    told = Told("The ferry has not been sold, as many people claimed.", parser)
    assert not [a for a in told.all if "people" in " ".join(s.text for s in a.sources)]


def test_the_reports_own_outlet_is_no_relay(parser: Parser):
    text = "A harbour official told Axios that the ferry had been sold."
    assert Told(text, parser, outlet="Axios").chain("the ferry had been sold") == ["A harbour official"]


@pytest.mark.parametrize(
    ("text", "content", "chain"),
    [
        (
            "Radio Morva had it first. Ana Belm told Morva that the ferry had been sold.",
            "the ferry had been sold",
            ["Morva", "Ana Belm"],
        ),
        (
            "The lawyer affirmed to the Ness Courier that his client was ill.",
            "his client was ill",
            ["the Ness Courier", "The lawyer"],
        ),
        (
            "The letter that the Ness Courier saw says the ferry was insured for two million.",
            "the ferry was insured for two million",
            ["the Ness Courier", "The letter"],
        ),
        (
            "The harbour office announced through Orlan Wire that the ferry had been sold.",
            "the ferry had been sold",
            ["Orlan Wire", "The harbour office"],
        ),
        (
            "The ferry had been sold, reports the agency MERA, citing the port police.",
            "The ferry had been sold",
            ["the agency MERA", "the port police"],
        ),
        (
            "The ferry had been sold for two million crowns, informed the agency MERA.",
            "The ferry had been sold",
            ["the agency MERA"],
        ),
        (
            "In a conversation with the Ness Courier, Ana Belm said the ferry was sold.",
            "the ferry was sold",
            ["the Ness Courier", "Ana Belm"],
        ),
    ],
)
def test_relays_of_the_press_of_many_countries(parser: Parser, text: str, content: str, chain: list[str]):
    assert Told(text, parser).chain(content) == chain


INTERVIEW = (
    "In an interview with the Ness Courier, Ana Belm said the ferry was sold. She added that the crew would stay. "
    "“Nobody asked us,” Belm said. The mayor, Jan Holt, said he was glad. Belm said the pier is too short. "
    "Later Belm told reporters that the crew was happy. “We are glad,” she said."
)


@pytest.mark.parametrize(
    ("content", "relayed"),
    [
        ("the crew would stay", True),
        ("Nobody asked us", True),
        ("he was glad", False),
        ("the pier is too short", True),
        ("the crew was happy", False),
        ("We are glad", False),
    ],
)
def test_an_interview_lasts_until_another_occasion_is_named(parser: Parser, content: str, relayed: bool):
    assert (Told(INTERVIEW, parser).chain(content)[0] == "the Ness Courier") is relayed


@pytest.mark.parametrize(
    ("text", "relayed"),
    [
        ("Ana Belm told the Ness Courier that the ferry was sold. She said the crew would stay.", True),
        ("Ana Belm told the Ness Courier that the ferry was sold. On deck, Jan Holt said he was glad. "
         "Belm said the crew would stay.", False),
        ("Ana Belm told the Ness Courier that the ferry was sold. Belm said on Tuesday the crew would stay.", False),
    ],
)  # fmt: skip
def test_what_an_outlet_was_told_lasts_while_nobody_else_speaks(parser: Parser, text: str, relayed: bool):
    assert (Told(text, parser).chain("the crew would stay")[0] == "the Ness Courier") is relayed


def test_a_source_first_heard_through_a_relay_keeps_it(parser: Parser):
    text = "A harbour official told Axios that the ferry was sold. The crew will stay, the official said."
    assert Told(text, parser).chain("The crew will stay")[0] == "Axios"


# ------------------------------------------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('He said "go" twice.', ['"go"']),
        ("“One,” „zwei“, «trois», »vier« and ''five''.", ["“One,”", "„zwei“", "«trois»", "»vier«", "''five''"]),
        ("The dogs' bark of the '90s isn't his.", []),
        ('A 6\'2" man and a 5" nail.', []),
        ("Rock ‘n’ roll’s king said ‘go home’ today.", ["‘go home’"]),
        ("“Never closed, he said.", ["“Never closed, he said."]),
        ("No opening here,” he said.", []),
    ],
)
def test_quotation_marks_are_paired(text: str, quotations: list[str]):
    found = [text[q.start : q.end] for q in find_quotations(text, [(0, len(text))]) if q.depth == 0]
    assert [q for q in found if q in quotations or not quotations] == quotations


def test_a_mark_never_closed_ends_with_its_paragraph(parser: Parser):
    text = "“We have no crew left, Ana Belm said.\n\nThe sea was calm.\n\nThe shops were shut. " * 5
    told = Told(text, parser)
    end_of_first = text.index("\n")
    assert all(a.content.end <= end_of_first for a in told.all if a.content.start < end_of_first)


def test_a_quotation_of_5000_words_is_one_content(parser: Parser):
    speech = "“" + "We waited for the boat and it never came. " * 550 + "That is all,”"
    told = Told(speech + " Ana Belm said.\n\nThe sea was calm.", parser)
    assert told.saying("That is all").content.end == len(speech)


def test_right_to_left_text_inside_a_quotation_is_kept_whole(parser: Parser):
    told = Told("“The sign said עברית ושלום on the door,” Ana Belm said.", parser)
    assert "עברית ושלום" in told.words(told.saying("on the door"))


# ------------------------------------------------------------------------------------------------- a tagger beside


class Proposed(Noun, frozen=True, kw_only=True):
    content: tuple[Span, ...]
    cue: Span | None
    sources: tuple[Span, ...]
    confidence: float


class OneProposal:
    """A tagger that knows one sentence."""

    def __init__(self, content: str, cue: str, source: str, confidence: float) -> None:
        self.words, self.confidence = (content, cue, source), confidence

    def propose(self, article: Article, parse: Parse) -> tuple[Proposed, ...]:
        content, cue, source = (
            Span(article.id, article.text.index(w), article.text.index(w) + len(w)) for w in self.words
        )
        return (Proposed(content=(content,), cue=cue, sources=(source,), confidence=self.confidence),)


def blended(text: str, parser: Parser, tagger: OneProposal) -> list[tuple[str, list[str], str]]:
    article = Article(id="r", file="r.txt", text=text)
    tree = parse(article, parser)
    found = attribute(article, tree, find_names(article, tree), tagger)
    return [(text[a.content.start : a.content.end], [s.text for s in a.sources], a.rule) for a in found]


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "found"),
    [
        ("Ana Belm is said to have sold the ferry.", "sold the ferry", "is said", "Ana Belm", [[]]),
        ("The ferry was turned back according to law.", "The ferry was turned back", "according to", "law", []),
    ],
)
def test_what_a_tagger_takes_for_a_source_and_is_none(
    parser: Parser, text: str, content: str, cue: str, source: str, found: list[list[str]]
):
    """Whom something is said of does not say it, and nobody speaks where things go by law."""
    seen = blended(text, parser, OneProposal(content, cue, source, 0.9))
    assert [sources for words, sources, _ in seen if content in words] == found


def test_what_only_a_tagger_sees_stands_when_it_is_sure(parser: Parser):
    text = "Ana Belm rowed past the idea of selling. It rained."
    sure = OneProposal("the idea of selling", "rowed past", "Ana Belm", 0.9)
    unsure = OneProposal("the idea of selling", "rowed past", "Ana Belm", 0.3)
    assert ("the idea of selling", ["Ana Belm"], "tagger") in blended(text, parser, sure)
    assert all(rule != "tagger" for _, _, rule in blended(text, parser, unsure))


def test_what_tagger_and_rules_both_see_is_told_once_with_the_edges_of_the_rules(parser: Parser):
    text = "“We have no crew left. It is over,” Ana Belm said. It rained."
    tagger = OneProposal("We have no crew left. It is over", "said", "Ana Belm", 0.9)
    found = blended(text, parser, tagger)
    assert [(c, s) for c, s, _ in found if "no crew" in c] == [("“We have no crew left. It is over,”", ["Ana Belm"])]


PIECES = ["“", "”", '"', "«", "»", "‘", "’", "'", "\n", "\n\n", ". ", ", ", " ", "Ana Belm said", "he told Axios",
          "according to", "the ferry closed", "citing", "שלום", ":", "–", "as saying", "\u200f", "“No,”"]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_text_gives_attributions_inside_it(parser: Parser, pieces: list[str]):
    text = "".join(pieces)
    told = Told(text, parser)
    assert len({a.id for a in told.all}) == len(told.all)
    for a in told.all:
        assert a.parts[0].start == a.content.start and a.parts[-1].end == a.content.end <= len(text)
        assert all(one.end <= other.start for one, other in pairwise(a.parts))
        assert a.cue is None or not any(p.overlap(a.cue) for p in a.parts)
        assert 0 <= a.confidence <= 1
        assert [s.text for s in a.sources] == [" ".join(text[s.span.start : s.span.end].split()) for s in a.sources]


def test_the_same_article_gives_the_same_attributions(parser: Parser):
    text = "“We are closer,” Ana Belm told Axios. She denied a sale, according to two officials."
    assert Told(text, parser).all == Told(text, parser).all


# -------------------------------------------------------------------------------------------- forms the parser loses


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        pytest.param(
            "The harbour board met on Monday. It put the losses at 40 million crowns.",
            "the losses at 40 million crowns",
            "It",
            id="a figure given of something",
        ),
        pytest.param(
            "The board named the letter, according to which the ferry had been sold in May.",
            "the ferry had been sold in May",
            "the letter",
            id="according to which",
        ),
        pytest.param(
            "The second round of talks on the ferry ended without a text, the press office of the ministry reports.",
            "The second round of talks on the ferry ended without a text",
            "the press office of the ministry",
            id="a verb in the present that looks like a noun",
        ),
        pytest.param(
            "Divers have found the anchor of the lost ferry, an officer said on Monday, after the search had ended.",
            "Divers have found the anchor of the lost ferry",
            "an officer",
            id="an aside of time behind who said it",
        ),
        pytest.param(
            "The weekly cited two port officials and a diplomat as saying that 40 crates were stuck on the quay.",
            "40 crates were stuck on the quay",
            "two port officials",
            id="cited as saying",
        ),
        pytest.param(
            "«We will not sell the ferry for two boats,» affirmed on Sunday the leader of the crew, Ada Holm.",
            "«We will not sell the ferry for two boats,»",
            "Ada Holm",
            id="subject behind verb and time",
        ),
        pytest.param(
            'The ferry was too old for the crossing, Ada Holm said. "I would not put a goat on it in winter."',
            '"I would not put a goat on it in winter."',
            "Ada Holm",
            id="a quotation behind reported speech",
        ),
    ],
)
def test_forms_that_the_parser_loses_are_read_from_their_words(parser: Parser, text: str, content: str, source: str):
    told = Told(text + " The weather was fine.", parser)
    found = told.saying(content)
    assert told.words(found) == content
    assert source in found.sources[0].text


@pytest.mark.parametrize(
    "text",
    [
        "The crew put the crates at the end of the quay at 4 p.m.",
        "The board set the table at the window.",
    ],
)
def test_putting_something_somewhere_is_no_figure_given(parser: Parser, text: str):
    assert [a for a in Told(text, parser).all if a.rule.startswith("object")] == []


# ------------------------------------------------------------------------------------------------- fresh sentences


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        # a clause beside a quotation speaks, whatever its verb
        ("“We are done here!” the captain thundered.", "“We are done here!”", "the captain"),
        ("“And who pays for it?” wondered the mayor.", "“And who pays for it?”", "the mayor"),
        ("“I sold nothing at all,” Holm shrugged.", "“I sold nothing at all,”", "Holm"),
        ('"They left us in the rain," fumed shopkeeper Ines Rall, 61.', '"They left us in the rain,"', "Ines Rall"),
        ('"We signed in good faith," the owner has insisted.', '"We signed in good faith,"', "the owner"),
        ('"Nobody asked the fishermen," grumbles one skipper.', '"Nobody asked the fishermen,"', "one skipper"),
        ("«The bridge will hold», specified the engineer.", "«The bridge will hold»", "the engineer"),
        # a clause that closes a sentence
        ("The dam was built without a permit, documents show.", "The dam was built without a permit", "documents"),
        ("Two crews walked out, a copy of the letter reveals.", "Two crews walked out", "a copy of the letter"),
        ("The mayor has resigned, the Selm Courier has learned.", "The mayor has resigned", "the Selm Courier"),
        ("Some 900 people marched, the organisers counted.", "Some 900 people marched", "the organisers"),
        ("The talks will fail, most analysts believe.", "The talks will fail", "most analysts"),
        ("The port will reopen, an Orlan weekly reported.", "The port will reopen", "an Orlan weekly"),
        ("The army had fired first, the agency quoted a soldier as saying.", "The army had fired first", "a soldier"),
        (
            "Orlan and Selm will send crews back to Vask on Tuesday for a third attempt at a deal over nets, "
            "three officials with knowledge of the plan said, nine weeks after the last round ended in a walkout.",
            "Orlan and Selm will send crews back to Vask on Tuesday for a third attempt at a deal over nets",
            "three officials with knowledge of the plan",
        ),
        (
            "Police have found the boat, an officer said on Monday, after divers found it was holed.",
            "Police have found the boat",
            "an officer",
        ),
        (
            "The yard was told by the owner to sell two boats that leaked, an Orlan weekly reported on Sunday.",
            "The yard was told by the owner to sell two boats that leaked",
            "an Orlan weekly",
        ),
        # and what ends there
        ("The ferries run as usual, she said, and the crowds went home.", "The ferries run as usual", "she"),
        ("The crane was unsafe, inspectors say, but the yard is open.", "The crane was unsafe", "inspectors"),
        ("The strike goes on, the union said; the company was silent.", "The strike goes on", "the union"),
        ("No deal on the nets, Ada Holm says, but the next round is fixed.", "No deal on the nets", "Ada Holm"),
        ("The deal is close, the envoy said on Friday, but not done.", "The deal is close … but not done", "the envoy"),
        # what the report sums up is its own
        ("The minister said the dam would hold, a claim that engineers reject.", "the dam would hold", "The minister"),
        ("Ada Holm said the nets were sold, the first sign that the yard may fail.", "the nets were sold", "Ada Holm"),
        # a sentence that names the source of the one before it
        ("The talks have ended. This was reported by the agency Tellus.", "The talks have ended", "the agency Tellus"),
        (
            "The owners asked for new ropes. That emerges from two letters.",
            "The owners asked for new ropes",
            "two letters",
        ),
        (
            "The union will not sign the paper. Ada Holm has told me so.",
            "The union will not sign the paper",
            "Ada Holm",
        ),
        # phrases that name a source keep to their clause
        ("The strike is total: 40 tonnes are lost, according to the union.", "40 tonnes are lost", "the union"),
        ("He praised a vote which, according to his staff, went well.", "went well", "his staff"),
        ("As the ministry specified, 1,150 crews took part.", "1,150 crews took part", "the ministry"),
        ("As Radio Selm established, the gate was held by rope.", "the gate was held by rope", "Radio Selm"),
        (
            "Ada Holm, in the words of the other captain, “sails like a goat”.",
            "“sails like a goat”",
            "the other captain",
        ),
        ("By the Chronicle's count a fifth of the nets was lost.", "a fifth of the nets was lost", "the Chronicle's"),
        ("The nets were lost, by her own reckoning.", "The nets were lost", "her"),
        ("In the opinion of two captains, the quay will not hold.", "the quay will not hold", "two captains"),
        ("Under the draft seen by the Courier, the crews would return.", "the crews would return", "the draft"),
        # somebody's words by way of somebody else
        ("The agency Tellus reported her as saying that the quay was sold.", "the quay was sold", "her"),
        ("A captain was reported as saying that the quay was sold.", "the quay was sold", "A captain"),
        # nouns and verbs of somebody's word
        ("The version of the south is that Ruv threw the switch.", "Ruv threw the switch", "the south"),
        ("Holm's answer, that not one net would go, was heard.", "not one net would go", "Holm's"),
        ("The union rejects the company's claim that the talks failed.", "the talks failed", "the company's"),
        ("The Front blames the army for the fire.", "the army for the fire", "The Front"),
        # colons and dashes
        ("Someone in the gallery: “Fourteen years is not enough!”", "“Fourteen years is not enough!”", "Someone"),
        (
            "Port of Selm to reopen after strike - minister\n\nIt closed.",
            "Port of Selm to reopen after strike",
            "minister",
        ),
    ],
)
def test_constructions_of_reported_speech(parser: Parser, text: str, content: str, source: str):
    told = Told(text, parser)
    found = told.saying(content)
    assert told.words(found).removeprefix("that ") == content
    assert source in " ".join(s.text for s in found.sources)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The crane was sold twice, it is claimed.", "The crane was sold twice"),
        ("The skipper has a cold, we are told.", "The skipper has a cold"),
        ("The ferry tax will rise again, it emerged last night.", "The ferry tax will rise again"),
    ],
)
def test_hearsay_that_closes_a_sentence_has_no_source(parser: Parser, text: str, content: str):
    told = Told(text, parser)
    assert [(told.words(a), a.sources) for a in told.all] == [(content, ())]


@pytest.mark.parametrize(
    ("text", "source", "person"),
    [
        ("Skipper Tom Osk mends a net. He shakes his head. “Not for all the cod in the sea.”", "He", "Tom Osk"),
        ("Ada Holm is tired of the rain. “We have not slept since Monday.”", "Ada Holm", None),
    ],
)
def test_a_quotation_alone_behind_a_sentence_about_one_person(
    parser: Parser, text: str, source: str, person: str | None
):
    told = Told(text, parser)
    said = text[text.index("“") :]
    assert (told.who(said), told.referent(said)) == ([source], person)


@pytest.mark.parametrize(
    "text",
    [
        "“The Long Road,” a film by Ada Holm, opened on Friday.",
        "“Hamlet!” was the answer of the night.",
        '"Big Tom," the bear, escaped on Monday.',
        "The song “Goodbye,” sung by Ada Holm, topped the list.",
        "The “Marie,” loaded with timber, sailed at noon.",
        "They won the match, the crowd went home.",
        "The door opened, the guests counted their coats.",
        "The rain stopped, the sun shows.",
        "When the bell rings, the shops close.",
        "Prices rose, wages fell; the shops closed.",
        "The fact that the hostages were well surprised him.",
        "The delegation counts eleven members.",
        "The army lays no blame at the gate.",
        "As the sun rose, the crews went home.",
        "As her manager wept, she left the hall.",
        "The menu is short: soup, fish and bread.",
        "The lorries were turned back according to law.",
        "The whole march went according to plan.",
        "The gate was closed in view of the storm.",
        "In our view, the quay is poor.",
        "Ada Holm met Tom Osk on the quay. He was late. “No way through here for lorries.”",
        "It had rained on the quay. “No way through here for lorries.”",
        "Mr Holm's boat lies there too. He is silent. “No way through here for lorries.”",
        "The fact is that it rained.",
        "The gate was shut, it was clear.",
        "The gate was shut at noon. This was done by hand.",
        "Under the bridge, nobody would sleep.",
        "It was on the wall in red: “No way through here for lorries.”",
        "The film won three prizes: “The Long Road Home to Selm” was best.",
        "Port of Selm to reopen on Friday - Selm Courier\n\nThe port closed on Monday.",
        "Holm wins the race at Selm - again\n\nThe race began on Monday.",
        "The road to the north - a long one\n\nThe road is new.",
    ],
)
def test_what_only_looks_like_reported_speech_is_nobodys(parser: Parser, text: str):
    told = Told(text, parser)
    assert not [told.words(a) for a in told.all]


@pytest.mark.parametrize(
    ("text", "content", "chain"),
    [
        (
            "Radio Selm reported, citing two mediation sources, that the truce would last. "
            "One of the two mediators said the envelope was sealed.",
            "the envelope was sealed",
            ["Radio Selm", "One of the two mediators"],
        ),
        (
            "Radio Selm said, citing a Kesh official, that the port would open. The same source said cranes ran.",
            "cranes ran",
            ["Radio Selm", "The same source"],
        ),
        (
            "A reporter asked the ministry. One of the officials said the ships were safe.",
            "the ships were safe",
            ["One of the officials"],
        ),
        (
            "There is no deal, Minister Ada Holm told state television.",
            "There is no deal",
            ["state television", "Minister Ada Holm"],
        ),
        ("The deal is dead, the envoy has told the Courier.", "The deal is dead", ["the Courier", "the envoy"]),
    ],
)
def test_sources_taken_up_again_keep_their_relay(parser: Parser, text: str, content: str, chain: list[str]):
    assert Told(text, parser).chain(content) == chain
