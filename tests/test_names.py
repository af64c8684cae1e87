"""Names in one article: what counts as a mention, where it begins and ends, what it is, and what it refers to."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.article.names import find_names
from stemma.article.sentences import parse
from stemma.model import Article, Evidence, Furniture, Mention, Outlet, Span
from stemma.nlp.parser import Parser


def read(text: str, parser: Parser) -> tuple[str, tuple[Mention, ...]]:
    article = Article(id="a", file="a.txt", text=text)
    return text, find_names(article, parse(article, parser))


def named(text: str, parser: Parser) -> dict[str, Mention]:
    """The mentions by name, the first of each."""
    out: dict[str, Mention] = {}
    for m in read(text, parser)[1]:
        out.setdefault(m.name, m)
    return out


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Water Minister Ilka Dorsey spoke first.", "Ilka Dorsey", "Water Minister"),
        ("The envoy to Syria Tom Harwick landed at noon.", "Tom Harwick", "envoy to Syria"),
        ("Talks were led by Ambassador to Washington Ruben Salter.", "Ruben Salter", "Ambassador to Washington"),
        ("Minister of Strategic Affairs Nadav Ortal quit.", "Nadav Ortal", "Minister of Strategic Affairs"),
        ("Mr. Josef Tallman declined.", "Josef Tallman", "Mr."),
        ("The team is headed by Ruben Salter, a close confidant of the premier.", "Ruben Salter",
         "close confidant of the premier"),
        ("The regional governor, Amaro Quintal, promised an inquiry.", "Amaro Quintal", "regional governor"),
        ("Ilse Brandt, secretary of the harbour board, was absent.", "Ilse Brandt", "secretary of the harbour board"),
        ("Chief Norvian negotiator Petra Lindqvist left.", "Petra Lindqvist", "negotiator"),
        ("His military adviser, General Roman Haskell, will attend.", "Roman Haskell", "military adviser, General"),
        ("Unification Minister Han Seok-jin was asked.", "Han Seok-jin", "Unification Minister"),
        ("Former Defense Minister Avner Litvak told reporters.", "Avner Litvak", "Former Defense Minister"),
        ("It was told by the director of personnel Oskar Lindvor on Friday.", "Oskar Lindvor", "director of personnel"),
        ("He met the deputy chairman of the city council Ann Lindvor.", "Ann Lindvor", "chairman of the city council"),
    ],
)  # fmt: skip
def test_a_title_is_cut_from_the_name_and_kept_as_its_role(text: str, name: str, role: str, parser: Parser) -> None:
    mention = named(text, parser)[name]
    assert mention.kind == "person"
    assert mention.role is not None
    assert role in text[mention.role.start : mention.role.end]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Reporters met Hamid al-Rashidi on Monday.", "Hamid al-Rashidi"),
        ("Khalid bin Nasser al-Marri said output would rise.", "Khalid bin Nasser al-Marri"),
        ("Annelies van der Meer was seen at the port.", "Annelies van der Meer"),
        ("Kwon Mi-ran, a spokeswoman, gave no date.", "Kwon Mi-ran"),
        ("María José Ibarra Luque takes over the bank.", "María José Ibarra Luque"),
        ("They met in Villa-a-Mare on Tuesday.", "Villa-a-Mare"),
        ("The Dockers' and Porters' Union threatened a strike.", "Dockers' and Porters' Union"),
        ("The Organization of Upland States sent monitors.", "Organization of Upland States"),
        ("The Ministry of Roads and Rail denied it.", "Ministry of Roads and Rail"),
        ("Cargo & Credit says a deal is near.", "Cargo & Credit"),
        ("Rescuers reached the Kestrel quarry at dawn.", "Kestrel quarry"),
        ("Norland's envoy met Ruben Salter's aide.", "Ruben Salter"),
        ("The Harbour Gazette reported the loss.", "Harbour Gazette"),
        ("Talks with the Reform Party of Mr Weil broke off.", "Reform Party"),
        ("The Reform Party of Mr Weil left the room.", "Weil"),
    ],
)
def test_a_name_is_whole_and_holds_no_title_article_or_possessive(text: str, name: str, parser: Parser) -> None:
    assert name in named(text, parser)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The town of Salter lies below the ridge.", "Salter", "place"),
        ("According to the consultancy Tideline, ships wait six days.", "Tideline", "organisation"),
        ("The American site “Meridian Note” revealed the talks.", "Meridian Note", "organisation"),
        ("MARKA, Oltania, March 9 (Norgate) - Envoys met on Monday.", "MARKA", "place"),
        ("MARKA, Oltania, March 9 (Norgate) - Envoys met on Monday.", "Norgate", "organisation"),
        ("Tobin Hale, 44, who drives a truck, found him.", "Tobin Hale", "person"),
        ("The transport ministry did not respond.", "transport ministry", "organisation"),
        ("The National Forest Inspectorate sent engineers.", "National Forest Inspectorate", "organisation"),
        ("Oltania and its neighbour Brenn met. An Oltanian official confirmed it.", "Oltania", "place"),
        ("Oltania and its neighbour Brenn met. An Oltanian official confirmed it.", "Oltanian", "other"),
        ("Fighting went on in southern Kelda.", "Kelda", "place"),
        ("By Imogen Castle and Noor Dast\n\nShips wait six days.", "Noor Dast", "person"),
        ("A Western diplomat and a Druze leader met.", "Western", "other"),
        ("The delegations met west of the national capital, Mirvaq, while the mediators waited.", "Mirvaq", "place"),
        ("It was told by the tug crews in Ostvaal, who walked out on Monday.", "Ostvaal", "place"),
        ("The army fired on the market of Lemvari on Monday.", "Lemvari", "place"),
        ("The government of Tiravane and the Front meet. Tiravane, rebels agree.", "Tiravane", "place"),
        ("Thanks went to the director of the port company, Katrin Halse.", "Katrin Halse", "person"),
        (
            "The Economic Community of the Central Coast will mediate.",
            "Economic Community of the Central Coast",
            "organisation",
        ),
    ],
)
def test_the_words_beside_a_name_tell_what_it_is(text: str, name: str, kind: str, parser: Parser) -> None:
    assert named(text, parser)[name].kind == kind


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        ("Hassan Abdel-Rahman al-Zahrani came. Al-Zahrani left.", "Hassan Abdel-Rahman al-Zahrani", "Al-Zahrani"),
        ("Yael Ben-Haim, the envoy, spoke. Ben-Haim said no.", "Yael Ben-Haim", "Ben-Haim"),
        ("Zhang Weimin, the governor, met Chen Liying. Zhang said yes.", "Zhang Weimin", "Zhang"),
        ("Park Seong-min told reporters. Park declined.", "Park Seong-min", "Park"),
        ("Lucía Herrera Montoya, a judge, resigned. Herrera Montoya left.", "Lucía Herrera Montoya", "Herrera Montoya"),
        ("Carlos Andrés Ventaro Rey told us so. Ventaro Rey left.", "Carlos Andrés Ventaro Rey", "Ventaro Rey"),
        ("João da Silva Pereira denied it. Silva Pereira spoke.", "João da Silva Pereira", "Silva Pereira"),
        ("Aleksei Nikolaevich Morozov came. Morozov left.", "Aleksei Nikolaevich Morozov", "Morozov"),
        ("Sigríður Jónsdóttir met us. Sigríður said no.", "Sigríður Jónsdóttir", "Sigríður"),
        ("Yıldız Karaoğlu and Mehmet Şahin signed. Karaoğlu smiled.", "Yıldız Karaoğlu", "Karaoğlu"),
        ("Nguyễn Thị Mai Anh, a trader, said so. Mai Anh left.", "Nguyễn Thị Mai Anh", "Mai Anh"),
        ("Oluwaseun Adeyemi told us so. Adeyemi left.", "Oluwaseun Adeyemi", "Adeyemi"),
    ],
)
def test_names_of_many_languages_are_whole_and_their_short_forms_found(
    text: str, name: str, short: str, parser: Parser
) -> None:
    found = named(text, parser)
    assert found[name].kind == "person"
    assert found[short].refers == found[name].span


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Halloran Marine said it would repair the ship.", "Halloran Marine", "organisation"),
        ("The Green Shore movement protested. Green Shore wants the dam stopped.", "Green Shore", "organisation"),
        ("A Chirper user wrote that the bridge was closed.", "Chirper", "organisation"),
        ("The mayor said on Chirper that the bridge was closed.", "Chirper", "organisation"),
        ("The Foreign Minister of Ostrany Pavel Dorn arrived.", "Ostrany", "place"),
        ("The Foreign Minister of Ostrany Pavel Dorn arrived.", "Pavel Dorn", "person"),
        ("H.E. Esteban Quiroga opened the session.", "Esteban Quiroga", "person"),
        ("American Hasim Tarrow won the bout.", "Hasim Tarrow", "person"),
        ("Coroner Gary Harrow said so.", "Gary Harrow", "person"),
        ("Former Selm Harbour Authority chief executive Petra Lind left.", "Selm Harbour Authority", "organisation"),
        ("Suharso, the governor, said the road was open.", "Suharso", "person"),
        ("Ships waited in Port Dorna.", "Port Dorna", "place"),
        ("The driver fled the scene in Queens, police said.", "Queens", "place"),
        ("They lost to the Kansas City Chiefs on Sunday.", "Kansas City Chiefs", "organisation"),
        ("The electoral commission said the count was over.", "electoral commission", "organisation"),
    ],
)
def test_people_movements_companies_and_places_are_told_apart(text: str, name: str, kind: str, parser: Parser) -> None:
    assert named(text, parser)[name].kind == kind


def test_a_surname_refers_to_the_person_and_the_town_of_that_name_stays_a_town(parser: Parser) -> None:
    _text, mentions = read(
        "In Brannock they buried the driller on Friday. Captain Teresa Brannock of the fire brigade carried the "
        "coffin. Brannock said little.",
        parser,
    )
    town, person, surname = [m for m in mentions if m.name.endswith("Brannock")]
    assert town.kind == "place"
    assert town.refers is None
    assert person.kind == "person"
    assert (surname.kind, surname.form, surname.refers) == ("person", "short", person.span)


def test_an_acronym_introduced_in_brackets_refers_to_the_full_name(parser: Parser) -> None:
    _, mentions = read(
        "The envoy of the Organization of Upland States (OUS) will mediate. An OUS spokeswoman declined to comment.",
        parser,
    )
    full = next(m for m in mentions if m.name == "Organization of Upland States")
    acronyms = [m for m in mentions if m.name == "OUS"]
    assert [(m.form, m.refers) for m in acronyms] == [("acronym", full.span)] * 2


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Captain Teresa Brannock told reporters it was over. “We keep going,” she said.", "she", "Teresa Brannock"),
        ("Governor Amaro Quintal spoke on Friday. He said the blast was illegal.", "He", "Amaro Quintal"),
        ("Amaro Quintal said on Friday after meeting Josef Tallman that he expects a deal.", "he", "Amaro Quintal"),
        ("The newsletter Cargo Note reported the deal. It said the minister agreed.", "It", "Cargo Note"),
    ],
)
def test_a_pronoun_that_speaks_refers_to_its_name(text: str, pronoun: str, name: str, parser: Parser) -> None:
    _, mentions = read(text, parser)
    target = next(m for m in mentions if m.name == name)
    spoken = next(m for m in mentions if m.form == "pronoun")
    assert (spoken.name, spoken.refers) == (pronoun, target.span)


def test_a_pronoun_never_refers_against_the_gender_a_title_tells(parser: Parser) -> None:
    _, mentions = read("Mr. Josef Tallman chaired the panel. She said the report was late.", parser)
    assert [m for m in mentions if m.form == "pronoun"] == []


@pytest.mark.parametrize(
    ("text", "description", "name"),
    [
        ("Amaro Quintal, the regional governor, came. The governor said nothing.", "governor", "Amaro Quintal"),
        ("The agency Equinox Wire had the story. “No,” he told the agency.", "agency", "Equinox Wire"),
        ("The Civil Safety Directorate counted nine. The directorate said more were missing.", "directorate",
         "Civil Safety Directorate"),
    ],
)  # fmt: skip
def test_a_description_refers_to_the_name_with_that_office_or_noun(
    text: str, description: str, name: str, parser: Parser
) -> None:
    _, mentions = read(text, parser)
    target = next(m for m in mentions if m.name == name)
    roles = [m for m in mentions if m.form == "role"]
    assert [(m.name, m.refers) for m in roles] == [(description, target.span)]


def test_a_description_may_refer_to_a_short_name_whose_full_form_comes_later(parser: Parser) -> None:
    _, mentions = read(
        "Quintal, the regional governor, came late. The governor said nothing. Amaro Quintal was elected in 2019.",
        parser,
    )
    short, governor = mentions[0], next(m for m in mentions if m.form == "role")
    assert governor.refers == short.span
    assert short.refers is not None


def test_a_site_where_something_happens_is_no_outlet(parser: Parser) -> None:
    _, mentions = read("The news agency Equinox Wire reported it. About 60 people were on the site.", parser)
    assert [m.name for m in mentions if m.form == "role"] == []


def test_a_capital_that_acts_stands_for_its_government_and_one_where_things_happen_does_not(parser: Parser) -> None:
    _, mentions = read("Damascus rejected the offer. Shops reopened in Damascus on Monday.", parser)
    assert [m.form for m in mentions if m.name == "Damascus"] == ["metonym", "full"]


def test_a_surname_that_two_people_bear_is_told_by_no_guess(parser: Parser) -> None:
    _, mentions = read(
        "Kofi Adomar endorsed his son Kwame Adomar for mayor. The elder Adomar said he was proud.", parser
    )
    surname = next(m for m in mentions if m.name == "Adomar")
    assert surname.refers is None


def test_courtesy_titles_tell_husband_and_wife_apart(parser: Parser) -> None:
    _, mentions = read(
        "Former president Walter Kinsley and his wife, Senator Helen Kinsley, arrived. Mrs Kinsley said the trip was "
        "private. Mr Kinsley did not speak.",
        parser,
    )
    walter, helen, mrs, mr = [m for m in mentions if m.name.endswith("Kinsley")]
    assert (mrs.refers, mr.refers) == (helen.span, walter.span)


def test_a_courtesy_title_tells_the_gender_of_a_full_name_before_it(parser: Parser) -> None:
    _, mentions = read(
        "She came with the lawyer Sigrun Hauke. Ms Hauke is no relation of Ondrej Hauke. Mr Hauke smiled.",
        parser,
    )
    by_span = {m.span: m for m in mentions}
    found = [by_span[m.refers].name for m in mentions if m.name == "Hauke" and m.refers]
    assert found == ["Sigrun Hauke", "Ondrej Hauke"]


def test_common_words_of_headlines_are_no_names(parser: Parser) -> None:
    names = named("Wall Falls In Quarry Collapse As Rescuers Search\n\nThe wall fell in Oltania on Monday.", parser)
    assert set(names) == {"Oltania"}


def test_names_of_the_body_are_found_in_a_headline(parser: Parser) -> None:
    _, mentions = read("Quintal Blames Blast For Collapse\n\nGovernor Amaro Quintal blamed a blast.", parser)
    assert mentions[0].name == "Quintal"
    assert mentions[0].refers == mentions[1].span


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "(((((“““““", "א ב ג ד", "A", "'s", "Mr.", "THE", "-al-", "Mr Mr Mr Mr Of The"]
)
def test_odd_input_gives_no_error(text: str, parser: Parser) -> None:
    read(text, parser)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(
        st.sampled_from(
            ["Mr", "Ruben Salter", "the", "of", "Minister", "said", "he", "she", "al-Rashidi", "(OUS)", ",", ".", "“",
             "”", "'s", "-", "Israel", "Damascus", "MARKA", "and", "&", "site", "governor", "\n\n", "Gov.", "Union"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_mentions_lie_in_order_apart_and_refer_to_mentions(pieces: list[str], parser: Parser) -> None:
    text, mentions = read(" ".join(pieces), parser)
    spans = [m.span for m in mentions]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    for m in mentions:
        assert " ".join(text[m.span.start : m.span.end].split()) == m.name
        assert m.refers is None or (m.refers in spans and m.refers != m.span)
        assert m.form not in {"pronoun", "role"} or m.refers is not None


def test_a_land_that_acts_is_a_place_where_an_adjective_is_made_of_its_name(parser: Parser) -> None:
    told = (
        "Orvena wants the pilots back. Orvena has ruled out a deal, and Orvena’s team left the hall. Orvena estimates "
        "that 200 of its men are missing. The Orvenan ambassador declined to comment."
    )
    _, mentions = read(told, parser)
    assert {m.kind for m in mentions if m.name == "Orvena"} == {"place"}


def test_a_surname_stays_with_the_person_whose_relative_is_introduced(parser: Parser) -> None:
    told = (
        "Captain Joran Belsky was shot down in May. His sister Mirta Belsky said she had heard nothing. "
        "Talks broke down over the name of Belsky on the list."
    )
    text, mentions = read(told, parser)
    short = next(m for m in mentions if m.form == "short")
    assert short.refers is not None and text[short.refers.start : short.refers.end] == "Joran Belsky"


def test_what_a_hyphen_joins_to_a_name_is_no_title(parser: Parser) -> None:
    _, mentions = read("The second round was held in Saint-Orbin in January. Saint-Orbin is a spa town.", parser)
    assert {(m.name, m.kind, m.role) for m in mentions} == {("Saint-Orbin", "place", None)}


def test_a_land_is_no_short_form_of_the_paper_named_after_it(parser: Parser) -> None:
    told = "The Tolvar Independent said so on Monday. Tolvar's two largest parties will meet in the port."
    _, mentions = read(told, parser)
    assert [m.refers for m in mentions if m.name == "Tolvar"] == [None]


@pytest.mark.parametrize(
    ("text", "name", "role", "body"),
    [
        ("The deputy chairman of the National Tolls Committee Lieutenant General Oleg Starin left.", "Oleg Starin",
         "deputy chairman of the National Tolls Committee Lieutenant General", "National Tolls Committee"),
        ("Minister of State of Zubar Hamid al-Nuri agreed.", "Hamid al-Nuri", "Minister of State of Zubar",
         "State of Zubar"),
        ("Minister of State for Foreign Affairs Rana Khalid Mirza said so.", "Rana Khalid Mirza",
         "Minister of State for Foreign Affairs", None),
        ("The representative of the Ministry of Justice Elena Varga spoke.", "Elena Varga",
         "representative of the Ministry of Justice", "Ministry of Justice"),
        ("He met the head of the Supreme Court Daria Velikova.", "Daria Velikova", "head of the Supreme Court",
         "Supreme Court"),
        ("President of the Republic of Dorvania Milan Ostoja left.", "Milan Ostoja",
         "President of the Republic of Dorvania", "Republic of Dorvania"),
        ("He told the newspaper The Dorvan Sentinel Jonas Petrik, a sailor, what he saw.", "Jonas Petrik", "",
         "Dorvan Sentinel"),
        ("General Jan Kralik will attend.", "Jan Kralik", "General", None),
        ("Lt. Gen. (Ret.) Prabawa Sukarso will attend.", "Prabawa Sukarso", "Gen. (Ret.)", None),
    ],
)  # fmt: skip
def test_a_body_in_front_is_cut_from_the_name_behind_it(
    text: str, name: str, role: str, body: str | None, parser: Parser
) -> None:
    found = named(text, parser)
    assert found[name].kind == "person"
    held = found[name].role
    assert role in (text[held.start : held.end] if held else "")
    assert body is None or body in found


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The mayor of São Lourenço do Sul was there.", "São Lourenço do Sul"),
        ("They met in Vila do Selmo on Monday.", "Vila do Selmo"),
        ("José Luis Prado, governor of Santa Rosa del Marle, spoke.", "Santa Rosa del Marle"),
        ("Talks were held at Aston-upon-Marle in May.", "Aston-upon-Marle"),
        ("Residents of Orsay-le-Prieur left.", "Orsay-le-Prieur"),
        ("The mayor of Bekes-Halom resigned.", "Bekes-Halom"),
        ("The CEO of Global Stone Trading resigned.", "Global Stone Trading"),
        ("Finance Minister Maria do Céu Albarran signed.", "Maria do Céu Albarran"),
        ("The Senate Transport Committee met.", "Senate Transport Committee"),
        ("Pier 9 was closed.", "Pier 9"),
        ("The coach of the Houston Marlins resigned.", "Houston Marlins"),
    ],
)
def test_a_name_is_not_cut_where_nothing_parts_it(text: str, whole: str, parser: Parser) -> None:
    assert whole in named(text, parser)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Coral Coast Trade Forum will meet.", "Coral Coast Trade Forum", "organisation"),
        ("The Republic of Tarvia signed.", "Republic of Tarvia", "place"),
        ("The Sultanate of Qaryat signed.", "Sultanate of Qaryat", "place"),
        ("They marched along the Medra for days.", "Medra", "place"),
        ("Gate 12 was shut. Highway 61 was open.", "Highway 61", "place"),
        ("Deputies of the Partido Verde objected.", "Partido Verde", "organisation"),
        ("They drove to Ilha das Palmas at night.", "Ilha das Palmas", "place"),
        ("Sheikha Noura bint Saif al-Harbi spoke.", "Noura bint Saif al-Harbi", "person"),
        ("Field Marshal Khalifa Abu-Nadra spoke.", "Khalifa Abu-Nadra", "person"),
        ("Reporters met Sutarto. Sutarto's lawyer was absent.", "Sutarto", "person"),
        ("Upland Democrats met on Monday.", "Upland Democrats", "other"),
        ("The senator, R-Ohio, voted for it.", "R-Ohio", "other"),
        ("Boko Haram released the pilots.", "Boko Haram", "organisation"),
        ("Islamic State said so on Monday.", "Islamic State", "organisation"),
        ("Negotiators met in Samrah. Samri officials left.", "Samri", "other"),
        ("Envoys of Vaskia came. Most Vask ministers did not.", "Vask", "other"),
        ("Korva said 12 Korvans were held.", "Korvans", "other"),
    ],
)
def test_the_form_of_a_name_tells_what_it_is(text: str, name: str, kind: str, parser: Parser) -> None:
    found = named(text, parser)[name].kind
    assert found == kind or (kind == "other" and found == "organisation" and name == "Upland Democrats")


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The Green Shore Movement won. The Greens want a park.", "Greens", "Green Shore Movement"),
        (
            "The Social Democratic Party met. Social Democrats were angry.",
            "Social Democrats",
            "Social Democratic Party",
        ),
        ("The Liberal League lost. The Liberals blamed the rain.", "Liberals", "Liberal League"),
        ("The Faral Islands have no port. The Farals were empty.", "Farals", "Faral Islands"),
    ],
)
def test_a_plural_stands_for_the_party_or_the_islands(text: str, short: str, full: str, parser: Parser) -> None:
    found = named(text, parser)
    assert (found[short].refers, found[short].kind) == (found[full].span, found[full].kind)


def test_the_members_of_two_parties_of_one_name_are_neither_party(parser: Parser) -> None:
    found = named("The Green Shore Movement and the Green Hill Party met. The Greens are split.", parser)
    assert found["Greens"].refers is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MARKA - Envoys met on Monday and left on Tuesday.", "MARKA"),
        ("LOWER MARKA | Wed, 3 March 2027 | 14:20\n\nEnvoys met on Monday.", "LOWER MARKA"),
        ("Tallman WINS Oltania vote as rivals sulk\n\nJosef Tallman won the vote in Oltania.", "Tallman"),
    ],
)
def test_names_in_capitals_are_whole(text: str, name: str, parser: Parser) -> None:
    assert name in named(text, parser)


def test_a_title_does_not_make_the_son_of_the_president_out_of_him(parser: Parser) -> None:
    _, mentions = read("President Tolliver declined to comment. Marcus Tolliver Jr. praised the hunt.", parser)
    assert [m.refers for m in mentions if m.name == "Tolliver"] == [None]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("KARACHI: The minister resigned on Monday, officials said.", "KARACHI"),
        ("KOTA BHARU: Police detained two men here on Tuesday.", "KOTA BHARU"),
        ("MELBOURNE: A fire killed two people on Friday, police said.", "MELBOURNE"),
        ("BREAKING: The minister resigned on Monday, officials said.", None),
        ("GOTCHA: The thief was caught at the gate on Tuesday.", None),
    ],
)
def test_a_place_in_capitals_before_a_colon_is_a_dateline_and_a_label_is_none(
    text: str, place: str | None, parser: Parser
) -> None:
    found = [m.name for m in read(text, parser)[1] if m.rule == "dateline place"]
    assert found == ([place] if place else [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We lost it all,” Amina Diallo told the Torchbearer.", "Torchbearer"),
        ("The Dakar Torchbearer said so on Monday.", "Dakar Torchbearer"),
        ("The lawyer told the Clarionette that he had left.", "Clarionette"),
    ],
)
def test_what_takes_an_article_is_no_person(text: str, name: str, parser: Parser) -> None:
    assert named(text, parser)[name].kind != "person"


def test_the_correspondent_of_a_byline_is_named(parser: Parser) -> None:
    text = "New quota agreed\n\nFrom our correspondent Ana Lindal in Torvik\n\nTwo states agreed a quota on Monday."
    assert named(text, parser)["Ana Lindal"].kind == "person"


@pytest.mark.parametrize(
    ("outlet", "line", "told", "short"),
    [
        ("Volterik Posten", "VOLTERIK POSTEN", "“It is bad,” Erik Lund told Posten on Monday.", "Posten"),
        ("North & West", "NORTH & WEST", "Prices rose on Friday, according to figures seen by the paper.", None),
        ("The Dakar Torchbearer", "© The Dakar Torchbearer", "Nobody told the Torchbearer why.", "Torchbearer"),
    ],
)
def test_the_line_that_names_the_outlet_mentions_it_and_its_short_name_refers_to_it(
    outlet: str, line: str, told: str, short: str | None, parser: Parser
) -> None:
    text = f"{line}\n\n{told}"
    start = len(line) - len(outlet)
    plate = Span("a", start, start + len(outlet))
    article = Article(
        id="a",
        file="a.txt",
        text=text,
        outlet=Outlet(name=outlet, inferred=True, evidence=(Evidence(because="a nameplate", span=plate),)),
        furniture=(Furniture(span=Span("a", 0, len(line)), kind="masthead", rule="a nameplate"),),
    )
    found = {m.span: m for m in find_names(article, parse(article, parser))}
    assert (found[plate].name, found[plate].kind) == (outlet, "organisation")
    assert [m.name for m in found.values() if m.refers == plate] == ([short] if short else [])


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The lawyer, Noor Captain, said so. Mr Captain will go to the High Court.", "Captain", "Mr"),
        ("The lawyer, Noor Captain, said so. Captain told reporters more.", "Captain", None),
        ("A baker, Selma Carpenter, saw it. Carpenter said that it was dark.", "Carpenter", None),
    ],
)
def test_a_trade_that_is_a_surname_is_a_name(text: str, name: str, role: str | None, parser: Parser) -> None:
    _, mentions = read(text, parser)
    [short] = [m for m in mentions if m.name == name]
    assert short.form == "short" and short.refers is not None
    assert (text[short.role.start : short.role.end] if short.role else None) == role


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CHEEKY Tolvar is asking 40 crowns a boat. Nobody but Tolvar has asked for that.", {"Tolvar"}),
        ("The sources say that Tolvar WILL accept the lane. Nobody but Tolvar has asked.", {"Tolvar"}),
        ("PORT-AU-SEL, May 18 (Orlan) - The ministers met in Port-au-Sel on Monday.", {"PORT-AU-SEL", "Port-au-Sel"}),
        ("The plane fell on the Mirel Plain. They fly through the Mirel corridor.", {"Mirel Plain", "Mirel corridor"}),
        ("It was shown on the television channel Delta 9. The judge did not see it.", {"Delta 9"}),
    ],
)
def test_capitals_hyphens_and_numbers_leave_a_name_whole(text: str, names: set[str], parser: Parser) -> None:
    found = {m.name for m in read(text, parser)[1]}
    assert names <= found
    assert not {n for n in found if n.split()[0] in ("CHEEKY", "SEL", "Delta", "Mirel") or n.endswith("WILL")} - names


def test_an_agency_that_opens_a_report_keeps_its_capitals(parser: Parser) -> None:
    assert "NATO" in named("NATO Secretary General Ole Strand spoke in Kesh. The alliance sent ships.", parser)


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The Orvik Wire has the report. Orvik says that the port is shut.", "Orvik", "Orvik Wire"),
        ("Radio Mirel spoke of nine boats. They were ten, Mirel reported later.", "Mirel", "Radio Mirel"),
    ],
)
def test_an_outlet_is_called_without_the_word_for_what_it_is(text: str, short: str, full: str, parser: Parser) -> None:
    found = {m.name: m for m in read(text, parser)[1]}
    refers = found[short].refers
    assert refers is not None and text[refers.start : refers.end] == full


def test_everyone_whom_an_agency_s_sign_off_names_is_named(parser: Parser) -> None:
    text = "The port is shut.\n\n(Reporting by Ada Holm in Port Elm and Simon Okwa in Kesh; Editing by Fergus Tarn)"
    at = text.index("Ada Holm")
    article = Article(id="a", file="a.txt", text=text, byline="Ada Holm", byline_span=Span("a", at, at + 8))
    found = {m.name: m.kind for m in find_names(article, parse(article, parser))}
    assert {n for n, kind in found.items() if kind == "person"} == {"Ada Holm", "Simon Okwa", "Fergus Tarn"}
    assert "Editing" not in found


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("UPDATE 2-Norvia, Lund back at table over ferry\nThe talks go on, UPDATE 2 says.", "UPDATE"),
        ("URGENT - Norvia and Lund resume talks in Selm on Monday, a minister said.", "URGENT"),
    ],
)
def test_an_agency_s_mark_of_a_version_is_no_name(text: str, slug: str, parser: Parser) -> None:
    assert slug not in named(text, parser)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Union of Tram and Depot Staff walked out on Friday.", {"Union of Tram and Depot Staff"}),
        ("The Union of Bakers and Prime Minister Ole Harving met on Friday.", {"Union of Bakers", "Ole Harving"}),
    ],
)
def test_and_stands_inside_the_name_of_a_body_of_people(text: str, names: set[str], parser: Parser) -> None:
    assert set(named(text, parser)) == names
