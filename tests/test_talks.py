"""The negotiation record: of any kind of negotiation, nothing of what is none, every value with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from stemma.model import Dossier, Leaf, Round, Talks
from stemma.pipeline import build

CEASEFIRE = {
    "first": """KASSERA, June 3 2025 (Meridia) - Tavira and the Northern Front began a second round of
indirect ceasefire talks
in Kassera on Tuesday under the mediation of Oman.

The talks between Tavira and the Northern Front are expected to last three days. Tavira's delegation is
headed by Deputy
Defence Minister Ilse Varga, and the Front's team is led by Colonel Idris Barkah.

The first round collapsed in April because of disagreements over the withdrawal of artillery from the
Sarn valley,
diplomats said.

Tavira demands the withdrawal of all artillery from the Sarn valley. The Northern Front rejected an
inspection of its
depots, its spokesman said.

"We will not give up the heights," Colonel Barkah said.
""",
    "second": """Tavira and Northern Front meet again in Kassera

5 June 2025

The second round of ceasefire negotiations between Tavira and the Northern Front ended in Kassera on
Thursday without an
agreement, Omani mediators said.

Ilse Varga, the deputy defence minister who leads Tavira's delegation, said the Front had refused to
withdraw its
artillery. The two sides agreed to meet again in July.

The Northern Front offered a truce of 30 days, according to the mediators.
""",
}
PRISONERS = {
    "first": """Ostrava Post, 12 March 2025

Belmark and Sorelia resumed talks on an exchange of prisoners in Geneva on Wednesday after a pause of
five months, the Red
Cross said.

The negotiations between Belmark and Sorelia had been suspended in October because of the arrest of two
Belmark officers.
The Red Cross is mediating.

Belmark is represented by its ombudsman, Tomas Reyl. Sorelia sent the deputy head of its security
service, Anna Kestrel.

A draft agreement provides for the release of 120 Belmark soldiers and the return of 45 Sorelian sailors.
""",
    "second": """GENEVA, March 12 2025 (Unipress) - Negotiators from Belmark and Sorelia met in Geneva
on Wednesday for talks on
swapping prisoners.

Tomas Reyl, Belmark's ombudsman, heads his country's delegation. The previous chief negotiator, Pavel
Dorn, resigned in
November.

The talks will last two days, a Red Cross spokeswoman said. Belmark offered to free 45 Sorelian sailors,
she said.
""",
}
TRADE = {
    "first": """Lowland Times

20 May 2025

Norwick and the Ardan Union open fourth round of trade talks in Lisbon

Norwick and the Ardan Union opened a fourth round of trade talks in Lisbon on Tuesday. The negotiations
on tariffs for steel
and dairy products are due to end on Friday.

Trade Minister Hanna Brill leads the Norwick delegation. The Ardan Union's chief negotiator is Marc Oliveira.

Norwick is prepared to accept a quota of 200,000 tonnes of steel a year, two officials said. The Ardan
Union insists on a
tariff of 12 per cent.

Any agreement must protect Norwick's dairy farmers, Ms Brill said.
""",
    "second": """LISBON, May 20 2025 (Unipress) - Trade negotiators from Norwick and the Ardan Union met
in Lisbon on Tuesday for the
fourth round of talks.

Norwick's team is headed by Trade Minister Hanna Brill. Marc Oliveira, the Ardan Union's chief
negotiator, said it was in the
Union's interest to have a deal by autumn.
""",
}
WATER = {
    "first": """Delta Herald

2 February 2025

Third round of Ombra water talks postponed

A third round of negotiations between Ketania and Lower Ombra over the Ombra dam, planned for Monday in
Nairobi, has been
postponed until March, the African Union said on Sunday.

Ketania's delegation was to be led by Irrigation Minister Salim Oduya, who replaced Grace Wanjiru in January.

Lower Ombra asks for a guaranteed flow of 300 cubic metres per second.
""",
    "second": """NAIROBI, Feb 2 2025 (Unipress) - Negotiations between Ketania and Lower Ombra over the
filling of the Ombra dam were
put off on Sunday.

The talks, which had been scheduled for Monday, would have been the third round. Salim Oduya, Ketania's
irrigation minister,
was appointed chief negotiator in January after Grace Wanjiru quit.
""",
}
LABOUR = {
    "first": """Harbour Gazette

4 September 2025

Port talks break off again

Talks between Calder Ports and the Dockers' Union broke off on Wednesday evening after the union walked out.

The Dockers' Union demands a pay rise of 9 per cent. Calder Ports offered 4 per cent over two years,
chief executive Nina
Holt said.

Conciliator Peter Lund said the talks would resume on Monday in Calder. Nina Holt leads the company's
team; general secretary
Rob Marsh heads the union's delegation.
""",
    "second": """CALDER, Sept 4 2025 (Unipress) - The Dockers' Union walked out of pay talks with Calder
Ports on Wednesday, saying the
company's offer was "an insult".

Calder Ports offered 4 percent. The union rejected the offer and wants 9 percent.

Peter Lund, the conciliator, is mediating in the negotiations between Calder Ports and the Dockers' Union.
""",
}
COALITION = {
    "first": """Capital Courier

11 November 2025

Liberals and Greens enter second week of coalition talks

The Liberal Party and the Green Alliance began a third round of coalition negotiations in Marlow on Tuesday.

The negotiations between the Liberal Party and the Green Alliance are due to last two days. Finance
spokesman Dirk Amsel leads
the Liberal Party's team, and Green Alliance leader Vera Lindqvist heads her party's delegation.

The Green Alliance demands a ban on new coal mines. The Liberal Party ruled out higher taxes.
""",
    "second": """MARLOW, Nov 11 2025 (Unipress) - Negotiators of the Liberal Party and the Green
Alliance met in Marlow on Tuesday for
the third round of talks on a coalition.

Vera Lindqvist of the Green Alliance said her party insists on a ban on new coal mines.
""",
}
SWAP = {
    "wire": """Harrow Wire

12 May 2026

Corvia, Lanti rebels to hold new prisoner talks in Tamis

Representatives of the Corvian government and the Lanti Resistance Council will meet in Tamis on Monday for a second
round of talks on a prisoner exchange, two people familiar with the matter told Harrow Wire.

The Red Cross will act as mediator. The first round ended in Sarrat in February without a deal after the two sides
failed to agree on the lists of names.

Under a draft seen by Harrow Wire, Corvia would free 340 prisoners in exchange for 62 soldiers.

Corvia's delegation will be headed by Deputy Interior Minister Pavel Rusin. He takes over from Justice Minister Ivana
Dolak, who stepped down in March over an inquiry. The Council is sending its secretary Yusuf Karame and its lawyer Salma
Nader.
""",
    "state": """Corvian News Agency - CNA

18 May 2026

Delegation in Tamis

SELLA (CNA) - The delegation of the Government of Corvia, headed by Deputy Interior Minister Pavel Rusin, opened talks
in Tamis on Monday on the return of captured servicemen.

A government official told CNA that the delegation insists on the return of all 62 servicemen and that Corvia rejects
the demand for an "all for all" exchange.
""",
    "local": """Tamis Review

21 May 2026

Prisoner talks end with first list

After three days in a guest house, the Corvian government and the Lanti Resistance Council closed their second round of
talks on Wednesday with an agreement on a first list.

The two sides agreed to exchange the wounded within ten days. They did not agree on Idris Lanti, the Council's
founder, or on the return of remains.

A third round will be held in Tamis in June if the first exchange goes smoothly, the Red Cross said.
""",
}
DAM = {
    "first": """Delta Observer

4 December 2025

Marovia, Teshala and Oudan to resume dam talks

Foreign ministers of Marovia, Teshala and Oudan will gather in Kimbari on Saturday for talks on the filling and
operation of the Great Gate Dam.

The two-day meeting, sponsored by the River Union, comes eight months after the previous round in Addo ended in
deadlock.

Marovia insists on a binding agreement and on a mechanism for settling disputes. Teshala has rejected any outside
mediation.
""",
    "second": """KIMBARI, Dec 7 2025 (Unipress) - Talks between Marovia, Teshala and Oudan over a dam on the Blue River
ended on Sunday with no agreement on how to run it in dry years, though the three countries agreed to meet again in
Karoum in January.

Oudan's delegation, led by Irrigation Minister Amna Osman, proposed that the Northern Union join the River Union as
mediators. Teshala rejected the proposal.

Foreign Minister Dawit Bekele, head of the Teshalan team, said: "We will not sign a document that closes the door on our
development." The next round will take place in Karoum on January 10.
""",
}
TRUCE = {
    "first": """PORT SAYED, May 11 2025 (Unipress) - Envoys from Kandara's army and the Popular Salvation Front held
truce talks in Port Sayed on Sunday as Omani mediators pushed for a seven-day ceasefire.

The talks between Kandara's army and the Popular Salvation Front began on Friday. The army's delegation is led by
Admiral Bashir Idrees. The army wants the Front to leave hospitals and homes. Its troops were shelled on Saturday.
""",
    "second": """Global Ledger

21 May 2025

Kandara's army and the Popular Salvation Front signed a ceasefire on Tuesday after ten days of talks in Port Sayed.
Under the deal the Front will leave hospitals and open roads to aid convoys, and the army will halt air raids.

The army suspended its participation last Thursday but returned to the talks on Saturday after a call from the president
of Oman. The war has killed 700 people, most of them soldiers.
""",
}
WARDS = {
    "first": """Evening Courier

14 November 2024

Nurses' leaders to meet minister on Monday

Talks between Orland's government and the National Nurses' Federation will resume on Monday at the Department of
Health. The federation is asking for a rise of 12 per cent. The government has offered 4.5 per cent.

The federation's chief negotiator, Phil Dowd, left in September because of illness; his deputy, Marsha Ellis, has taken
over as chief negotiator.
""",
    "second": """LORNE, Nov 18 2024 (Unipress) - Talks between Orland's government and the National Nurses'
Federation broke up without agreement on Monday.

Health Minister Anne Corrigan refused to discuss pay, the federation said. The conciliation service said it stood
ready to mediate in the talks.
""",
}
TRAMS = {
    "first": """City Herald

3 March 2026

Talks between Tramlink and the Drivers' Union, which broke down on 20 February over shifts, will restart tomorrow at
Lorne under mediator Carol Ames.

The Drivers' Union wants 7 per cent. Tramlink has put 3.5 per cent on the table. Tramlink denied that the talks had been
cancelled.

Personnel director Priti Shah will lead for Tramlink in the negotiations.
""",
    "second": """Northern Post

5 March 2026

Talks between Tramlink and the Drivers' Union ended without a deal on Wednesday, but both sides will be back on Monday,
mediator Carol Ames said. Tramlink dropped its demand for work on Sundays. The union said it could live with 6 per cent.
The talks have been long, she said. The negotiators are tired.
""",
}
NONE = {
    "an accident": """FERNHILL, May 3 2025 (Unipress) - Two people died when a bus left the road near
Fernhill on Saturday, police
said. The bus was on its way to Lorne. Inspector Dale Morris said talks with witnesses were going on.
""",
    "a match": """Lorne United and Fernhill Rovers drew 2-2 on Saturday in the third round of the cup.
Coach Ann Reed said her side
would not give up. The replay between Lorne and Fernhill is due on Tuesday. Fernhill's team is led by
captain Joe Tarn.
""",
    "an election": """Vera Stone won the second round of the election in Lorne on Sunday with 52 per
cent. Her rival Paul Dean
conceded. The parties will meet on Monday. Officials of the Liberal Party and the Reform Party said the
count went well.
""",
    "brokers of something else": """FERNHILL, May 3 2025 (Unipress) - The release was brokered by the Red Cross and
the Swiss government after negotiations, police in Fernhill said. Officials would not say what was discussed in the
negotiations.
""",
    "talking points": """LORNE, May 3 2025 (Unipress) - The State Office and the Central Bureau fought over talking
points for weeks, papers show. Mr Dean's aides mediated between them. The farmers are not bargaining chips, he said
in talks.
""",
    "a merger": """LORNE, May 3 2025 (Unipress) - Steelmaker Corvan said on Monday it would buy rival
Hallmet for 3 billion crowns. The
merger of Corvan and Hallmet will be complete in July. Chief executive Ann Reed said the deal would save
200 million a year.
""",
}
FISHING = {
    "first": """VARNHOLM, March 4 2026 (Ostria Press) - Delegates from Hestria and Kolmark will return to the
Oriani capital, Port Assel, on Thursday for talks on fishing rights, according to two officials.

The round was to open in Port Assel on Thursday and is to last two days. It will be the third round of talks between
Hestria and Kolmark. The previous meeting, in November, ended after one evening because Kolmark objected to a map.

All contact was suspended in December when a Hestrian trawler sank off Brenn. The sinking stopped the negotiations for
a month.

What brought the two sides back was a visit. Omar Dessin, Oriana's minister of state who mediates between Hestria and
Kolmark, flew to Brenn on January 20.

Hestria's team is led by Lena Vorst, a lawyer. Kolmark's delegation was led earlier by Tomas Elk.

Under the draft deal, Hestria would receive 40 licences and hand over two harbours, the officials said.

"We asked him for bread and he asked for salt," Vorst said of the negotiations. Kolmark has ruled that out.

President Ilmar Toss of Kolmark said on Monday that no sailor of Kolmark would be left in a foreign harbour.
Kolmark's president agreed to resume on the condition that Hestria free the crew.
""",
    "second": """Hestria and Kolmark sign fishing pact

March 10 2026

The third round of talks between Hestria and Kolmark took place in Port Assel. It lasted from Thursday until noon on
Saturday. The agreement was signed on Saturday.

Dora Minck led for Kolmark in the talks. For Hestria it was not Lena Vorst but Karl Immer, an engineer; Ms Vorst has
been on sick leave since Tuesday.

Two earlier rounds have been held since October.

The ban on nets must be lifted and the complaint must be withdrawn, Kolmark's foreign ministry said. The rate never
fell. It never did go to 12.

Talks on the wrecks will start on 20 April in Brenn.
""",
}
LEASE = {
    "paper": """Quay & Crane, Thursday 4 June 2026

Orlund and Vestria will meet in Tarn on Monday for a third round of talks on the lease of the northern harbour.

Under the compromise set out in a paper, the rent would rise from 140 million crowns this year to 190 million in 2028.
The fee Vestria pays would go up from 12 to 15 crowns a tonne.

The round was to have begun on 18 May. It was put off for three weeks after the Orlund navy seized the tanker Morning
Star on 9 May, one of the diplomats said. What rescued the negotiations, she said, was the release of its master, Tor
Halle,
on 20 May against a bond.

Edvin Sahl, who led Vestria's delegation in the first two rounds, was dismissed last week because shipping firms
no longer trusted him. His successor is Marta Quist, the deputy transport minister. Orlund's delegation is headed by
Karin Lunde.

Vestria wants a lease of nine years; Orlund offers six. Orlund will not allow any foreign ship within five miles of
the coast. Vestria will not accept a lease under four years, Quist said. Lunde declined to confirm the figures.

Some 900 jobs in Vestria depend on the harbour, the dockers' union said.

The first round, in Brekka in March, produced an agenda. The second, in Sund in April, ended without a statement.

Ida Moen, secretary of the Harbour Council and chair of the talks, told reporters that a deal was near.
""",
    "close": """NORTHERN OBSERVER

12 June 2026

Orlund and Vestria initialled a new harbour agreement in Tarn at two o'clock on Thursday morning after a third round
of talks.

Marta Quist spoke of a fair bargain. The delegations meet again in Brekka on 9 September to settle the pilots' pay.
""",
}
STORIES = {
    "lease": LEASE,
    "fishing": FISHING,
    "swap": SWAP,
    "dam": DAM,
    "truce": TRUCE,
    "wards": WARDS,
    "trams": TRAMS,
    "ceasefire": CEASEFIRE,
    "prisoners": PRISONERS,
    "trade": TRADE,
    "water": WATER,
    "labour": LABOUR,
    "coalition": COALITION,
}


@pytest.fixture(scope="module")
def talks_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Talks]:
    """The record of one of `STORIES`, built at its first use."""
    made: dict[str, Talks] = {}

    def talks(story: str) -> Talks:
        if story not in made:
            folder = tmp_path_factory.mktemp(story)
            for name, text in STORIES[story].items():
                (folder / f"{name}.txt").write_text(unwrapped(text), "utf-8")
            record = build([folder]).talks
            assert record is not None, f"{story} is a negotiation"
            made[story] = record
        return made[story]

    return talks


def unwrapped(text: str) -> str:
    """The text with one line a paragraph."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def values(leaves: tuple[Leaf, ...]) -> set[str]:
    return {leaf.value for leaf in leaves}


def the_round(talks: Talks) -> Round:
    assert len(talks.rounds) == 1
    return talks.rounds[0]


def heads(one: Round) -> dict[str, set[str]]:
    return {d.party: {m.person.value for m in d.members if m.lead} for d in one.delegations}


def held(talks: Talks, party: str | None, kind: str) -> str:
    """The words of all positions of a party and kind."""
    return " | ".join(p.text.value for p in talks.positions if p.party == party and p.kind == kind)


@pytest.mark.parametrize(
    ("story", "parties"),
    [
        ("ceasefire", {"Tavira", "Northern Front"}),
        ("prisoners", {"Belmark", "Sorelia"}),
        ("trade", {"Norwick", "Ardan Union"}),
        ("water", {"Ketania", "Lower Ombra"}),
        ("labour", {"Calder Ports", "Dockers' Union"}),
        ("coalition", {"Liberal Party", "Green Alliance"}),
        ("swap", {"Corvia", "Lanti Resistance Council"}),
        ("dam", {"Marovia", "Teshala", "Oudan"}),
        ("truce", {"Kandara", "Popular Salvation Front"}),
        ("wards", {"Orland", "National Nurses' Federation"}),
    ],
)
def test_parties_are_those_who_negotiate_with_each_other(
    talks_of: Callable[[str], Talks], story: str, parties: set[str]
) -> None:
    assert values(talks_of(story).parties) == parties


@pytest.mark.parametrize(
    ("story", "number", "place", "start", "end"),
    [
        ("ceasefire", "2", "Kassera", "2025-06-03", "2025-06-05"),
        ("trade", "4", "Lisbon", "2025-05-20", "2025-05-23"),
        ("coalition", "3", "Marlow", "2025-11-11", None),
    ],
)
def test_a_round_has_number_place_and_days(
    talks_of: Callable[[str], Talks], story: str, number: str, place: str, start: str, end: str | None
) -> None:
    one = the_round(talks_of(story))
    assert values(one.number) == {number}
    assert values(one.place) == {place}
    assert values(one.start) == {start}
    assert values(one.end) == ({end} if end else set())


@pytest.mark.parametrize(
    ("story", "leading"),
    [
        ("ceasefire", {"Tavira": {"Ilse Varga"}, "Northern Front": {"Idris Barkah"}}),
        ("trade", {"Norwick": {"Hanna Brill"}, "Ardan Union": {"Marc Oliveira"}}),
        ("labour", {"Calder Ports": {"Nina Holt"}, "Dockers' Union": {"Rob Marsh"}}),
        ("coalition", {"Liberal Party": {"Dirk Amsel"}, "Green Alliance": {"Vera Lindqvist"}}),
    ],
)
def test_delegations_are_told_apart_by_who_heads_them(
    talks_of: Callable[[str], Talks], story: str, leading: dict[str, set[str]]
) -> None:
    assert heads(the_round(talks_of(story))) == leading


def test_who_is_sent_or_represents_a_party_sits_for_it(talks_of: Callable[[str], Talks]) -> None:
    one = the_round(talks_of("prisoners"))
    people = {d.party: {m.person.value for m in d.members} for d in one.delegations}
    assert people == {"Belmark": {"Tomas Reyl"}, "Sorelia": {"Anna Kestrel"}}


def test_who_left_is_no_delegate(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("prisoners")
    assert values(talks.departures) == {"Pavel Dorn"}


def test_who_replaced_whom_is_a_change_of_the_delegation(talks_of: Callable[[str], Talks]) -> None:
    one = the_round(talks_of("water"))
    changes = {(c.party, c.out and c.out.value, c.into and c.into.value) for c in one.changes}
    assert changes == {("Ketania", "Grace Wanjiru", "Salim Oduya")}


@pytest.mark.parametrize(
    ("story", "mediator"), [("ceasefire", "Oman"), ("prisoners", "Red Cross"), ("labour", "Peter Lund")]
)
def test_mediators_are_no_party_and_no_delegate(talks_of: Callable[[str], Talks], story: str, mediator: str) -> None:
    talks = talks_of(story)
    assert mediator in values(talks.mediators)
    assert mediator not in values(talks.parties)
    assert mediator not in {m.person.value for d in the_round(talks).delegations for m in d.members}


@pytest.mark.parametrize(
    ("story", "party", "kind", "words"),
    [
        ("ceasefire", "Tavira", "demand", "the withdrawal of all artillery from the Sarn valley"),
        ("ceasefire", "Northern Front", "rejection", "an inspection of its depots"),
        ("ceasefire", "Northern Front", "red line", "We will not give up the heights"),
        ("ceasefire", "Northern Front", "offer", "a truce of 30 days"),
        ("trade", "Norwick", "offer", "to accept a quota of 200,000 tonnes of steel a year"),
        ("trade", "Ardan Union", "demand", "a tariff of 12 per cent"),
        ("trade", "Norwick", "red line", "Any agreement must protect Norwick's dairy farmers"),
        ("trade", "Ardan Union", "interest", "to have a deal by autumn"),
        ("water", "Lower Ombra", "demand", "a guaranteed flow of 300 cubic metres per second"),
        ("labour", "Dockers' Union", "demand", "a pay rise of 9 per cent"),
        ("labour", "Calder Ports", "offer", "4 per cent"),
        ("coalition", "Green Alliance", "demand", "a ban on new coal mines"),
        ("coalition", "Liberal Party", "rejection", "higher taxes"),
        ("prisoners", None, "term", "the release of 120 Belmark soldiers"),
        ("prisoners", None, "term", "the return of 45 Sorelian sailors"),
        ("swap", "Corvia", "demand", "the return of all 62 servicemen"),
        ("swap", "Corvia", "rejection", 'the demand for an "all for all" exchange'),
        ("swap", None, "term", "Corvia would free 340 prisoners in exchange for 62 soldiers"),
        ("dam", "Marovia", "demand", "a binding agreement | a mechanism for settling disputes"),
        ("dam", "Teshala", "rejection", "any outside mediation"),
        ("dam", "Teshala", "red line", "We will not sign a document that closes the door on our development"),
        ("truce", "Kandara", "demand", "the Front to leave hospitals and homes"),
        ("truce", None, "term", "the Front will leave hospitals and open roads to aid convoys"),
        ("truce", None, "term", "the army will halt air raids"),
        ("wards", "Orland", "offer", "4.5 per cent"),
        ("wards", "Orland", "rejection", "to discuss pay"),
        ("trams", "Tramlink", "offer", "3.5 per cent"),
        ("trams", "Tramlink", "concession", "its demand for work"),
        ("trams", "Drivers' Union", "concession", "6 per cent"),
    ],
)
def test_positions_stand_with_their_party_and_their_amounts(
    talks_of: Callable[[str], Talks], story: str, party: str | None, kind: str, words: str
) -> None:
    assert words in held(talks_of(story), party, kind)


def test_a_demand_that_is_rejected_is_no_demand_of_who_rejects_it(talks_of: Callable[[str], Talks]) -> None:
    assert "all for all" not in held(talks_of("swap"), "Corvia", "demand")


def test_what_a_state_agency_s_official_says_is_the_state_s_position(talks_of: Callable[[str], Talks]) -> None:
    of_state = [p for p in talks_of("swap").positions if any(s.article == "state" for s in p.text.at)]
    assert {p.party for p in of_state} == {"Corvia"}


def test_who_offers_to_mediate_or_is_proposed_does_not_mediate(talks_of: Callable[[str], Talks]) -> None:
    assert values(talks_of("dam").mediators) == {"River Union"}
    assert values(talks_of("wards").mediators) == set()
    assert "mediate" not in " ".join(p.text.value for p in talks_of("wards").positions)


def test_a_demand_that_is_dropped_is_no_demand(talks_of: Callable[[str], Talks]) -> None:
    assert "Sundays" not in held(talks_of("trams"), "Tramlink", "demand")


def test_who_denies_that_talks_are_off_does_not_put_them_off(talks_of: Callable[[str], Talks]) -> None:
    assert not {"cancelled", "denied"} & values(the_round(talks_of("trams")).status)


def test_how_talks_broke_down_before_is_not_how_they_end(talks_of: Callable[[str], Talks]) -> None:
    one = the_round(talks_of("trams"))
    assert (values(one.start), values(one.end)) == ({"2026-03-04"}, {"2026-03-04"})
    assert "shifts" in " ".join(values(talks_of("trams").causes))


def test_both_sides_being_back_is_a_next_step(talks_of: Callable[[str], Talks]) -> None:
    assert "both sides will be back on Monday" in values(talks_of("trams").next_steps)


def test_who_leads_for_a_party_heads_its_team(talks_of: Callable[[str], Talks]) -> None:
    assert heads(the_round(talks_of("trams"))) == {"Tramlink": {"Priti Shah"}}


def test_a_round_named_once_stands_in_the_history(talks_of: Callable[[str], Talks]) -> None:
    rounds = {r.number[0].value: r for r in talks_of("swap").rounds}
    assert list(rounds) == ["1", "2", "3"]
    assert values(rounds["1"].place) == {"Sarrat"}
    assert {d.party for d in rounds["3"].delegations} == set()


def test_the_round_before_and_the_next_lend_nothing_to_this_one(talks_of: Callable[[str], Talks]) -> None:
    this, following = talks_of("dam").rounds
    assert (values(this.place), values(this.end)) == ({"Kimbari"}, {"2025-12-07"})
    assert (values(following.place), values(following.start)) == ({"Karoum"}, {"2026-01-10"})
    assert values(following.status) == {"announced"}
    assert "Addo" in values(talks_of("dam").earlier)


def test_status_follows_the_days_of_the_reports(talks_of: Callable[[str], Talks]) -> None:
    second = next(r for r in talks_of("swap").rounds if r.number[0].value == "2")
    assert (second.status[0].value, second.status[-1].value) == ("reported", "held")
    days = [leaf.first_reported for leaf in second.status if leaf.first_reported]
    assert days == sorted(days)


def test_what_was_not_agreed_stands_beside_what_was(talks_of: Callable[[str], Talks]) -> None:
    second = next(r for r in talks_of("swap").rounds if r.number[0].value == "2")
    assert any("agreed to exchange the wounded within ten days" in v for v in values(second.outcome))
    assert {"Idris Lanti, the Council's founder", "the return of remains"} <= values(second.unresolved)


def test_a_next_step_keeps_its_condition(talks_of: Callable[[str], Talks]) -> None:
    steps = values(talks_of("swap").next_steps)
    assert any("third round" in s and "if the first exchange goes smoothly" in s for s in steps)


def test_who_stepped_down_was_followed_by_who_took_over(talks_of: Callable[[str], Talks]) -> None:
    changes = [c for r in talks_of("swap").rounds for c in r.changes]
    assert [(c.party, c.out and c.out.value, c.into and c.into.value) for c in changes] == [
        ("Corvia", "Ivana Dolak", "Pavel Rusin")
    ]
    assert changes[0].why is not None and changes[0].why.value == "an inquiry"


def test_a_list_of_people_is_seated_whole(talks_of: Callable[[str], Talks]) -> None:
    second = next(r for r in talks_of("swap").rounds if r.number[0].value == "2")
    people = {d.party: {m.person.value for m in d.members} for d in second.delegations}
    assert people["Lanti Resistance Council"] == {"Yusuf Karame", "Salma Nader"}


def test_the_deputy_who_takes_over_heads_the_team(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("wards")
    assert values(talks.departures) == {"Phil Dowd"}
    assert heads(the_round(talks)) == {"National Nurses' Federation": {"Marsha Ellis"}}


def test_what_brought_a_party_back_is_told(talks_of: Callable[[str], Talks]) -> None:
    assert values(talks_of("truce").trigger) == {"a call from the president of Oman"}


@pytest.mark.parametrize(
    ("story", "stage"),
    [
        ("ceasefire", {"ceasefire"}),
        ("swap", {"pre-negotiation"}),
        ("truce", {"ceasefire"}),
        ("trade", set()),
        ("labour", set()),
        ("coalition", set()),
    ],
)
def test_only_talks_about_a_conflict_have_a_stage(
    talks_of: Callable[[str], Talks], story: str, stage: set[str]
) -> None:
    assert values(talks_of(story).stage) == stage


def test_a_session_can_be_held_at_an_office(talks_of: Callable[[str], Talks]) -> None:
    assert "Department of Health" in values(the_round(talks_of("wards")).place)


def test_what_somebody_thinks_of_an_offer_is_no_offer(talks_of: Callable[[str], Talks]) -> None:
    assert "insult" not in " ".join(p.text.value for p in talks_of("labour").positions)


@pytest.mark.parametrize(
    ("story", "cause"),
    [
        ("ceasefire", "disagreements over the withdrawal of artillery from the Sarn valley"),
        ("prisoners", "the arrest of two Belmark officers"),
        ("labour", "the union walked out"),
    ],
)
def test_causes_of_a_pause_are_phrases_of_their_own(talks_of: Callable[[str], Talks], story: str, cause: str) -> None:
    assert cause in values(talks_of(story).causes)


def test_the_length_of_a_pause_is_told(talks_of: Callable[[str], Talks]) -> None:
    assert "five months" in values(talks_of("prisoners").pauses)


def test_a_round_put_off_is_postponed(talks_of: Callable[[str], Talks]) -> None:
    status = values(the_round(talks_of("water")).status)
    assert "postponed" in status
    assert not status & {"held", "under way"}


def test_the_outcome_and_the_next_meeting_are_told(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("ceasefire")
    assert any("without an agreement" in v for v in values(the_round(talks).outcome))
    assert any("meet again in July" in v for v in values(talks.next_steps))


@pytest.mark.parametrize(
    ("told", "parties"),
    [
        (
            "Orsund pulled out of fishing talks with Velmark on Monday. The negotiations had been due to open on "
            "Tuesday. Velmark regrets the end of the negotiations, its minister said.",
            {"Orsund", "Velmark"},
        ),
        (
            "Delegations of the Harbour Party and the Rural League will meet on Friday to form a government. The first "
            "round of negotiations failed in May. A mediator chairs the negotiations.",
            {"Harbour Party", "Rural League"},
        ),
        (
            "Halden Ferries and striking workers at its Selm yard resumed wage talks on Monday. The union wants 9 per "
            "cent. Halden Ferries offered 5 per cent before the negotiations broke off in May.",
            {"Halden Ferries", "the union"},
        ),
        (
            "The government and the rebels will hold a second round of talks in Selm on Friday. The rebels want their "
            "prisoners freed. The negotiations between the government and the rebels began in May.",
            {"the government", "the rebels"},
        ),
    ],
)
def test_parties_are_found_where_no_report_says_between(tmp_path: Path, told: str, parties: set[str]) -> None:
    (tmp_path / "report.txt").write_text(told, "utf-8")
    talks = build([tmp_path]).talks
    assert talks is not None
    assert values(talks.parties) == parties


@pytest.mark.parametrize("story", NONE)
def test_what_is_no_negotiation_has_no_record(tmp_path: Path, story: str) -> None:
    (tmp_path / "report.txt").write_text(unwrapped(NONE[story]), "utf-8")
    assert build([tmp_path]).talks is None


def test_every_value_rests_on_statements_and_on_characters(dossier_of: Callable[[str], Dossier]) -> None:
    dossier = dossier_of("strait-talks")
    assert dossier.talks is not None
    articles = {one.article.id: one.article.text for one in dossier.layers}
    statements = {s.id for s in dossier.statements}
    leaves = [*dossier.talks.parties, *dossier.talks.causes, *dossier.talks.next_steps, *dossier.talks.departures]
    leaves += [p.text for p in dossier.talks.positions]
    leaves += [m.person for r in dossier.talks.rounds for d in r.delegations for m in d.members]
    assert leaves
    for leaf in leaves:
        assert leaf.statements and set(leaf.statements) <= statements
        assert leaf.at and all(articles[s.article][s.start : s.end].strip() for s in leaf.at)


def test_a_position_is_worded_as_a_report_words_it(dossier_of: Callable[[str], Dossier]) -> None:
    dossier = dossier_of("shipyard-dispute")
    assert dossier.talks is not None
    articles = {one.article.id: one.article.text for one in dossier.layers}
    for position in dossier.talks.positions:
        worded = {" ".join(articles[s.article][s.start : s.end].split()) for s in position.text.at}
        assert re.sub(r" \[[^]]*\]", "", position.text.value) in worded  # what an editor adds stands in brackets


def test_rounds_are_a_history_in_which_people_come_and_go(dossier_of: Callable[[str], Dossier]) -> None:
    talks = dossier_of("strait-talks").talks
    assert talks is not None
    second, third = talks.rounds
    assert (second.number[0].value, third.number[0].value) == ("2", "3")
    assert "Dewi Laksmana" in {m.person.value for d in second.delegations for m in d.members}
    assert "Dewi Laksmana" not in {m.person.value for d in third.delegations for m in d.members}
    assert "Yusof Baharin" in values(third.absent)


def test_a_disputed_head_of_delegation_stands_beside_the_other(dossier_of: Callable[[str], Dossier]) -> None:
    dossier = dossier_of("strait-talks")
    assert dossier.talks is not None
    conflicts = {v.id for v in dossier.variants if v.kind == "conflict"}
    people = {m.person.value: m.person for d in dossier.talks.rounds[0].delegations for m in d.members if m.lead}
    assert {"Esteban Quiroga", "Alonso Prieto"} <= set(people)
    assert conflicts & set(people["Alonso Prieto"].variants)


def test_the_other_ambassador_stands_as_a_disputed_value(shared: Path) -> None:
    dossier = build([shared / "stories" / "paris-talks" / "articles"])
    assert dossier.talks is not None
    conflicts = {v.id for v in dossier.variants if v.kind == "conflict"}
    leading = [
        m for r in dossier.talks.rounds for d in r.delegations if d.party == "Israel" for m in d.members if m.lead
    ]
    assert len(leading) == 2
    assert all(conflicts & set(m.person.variants) for m in leading)


def test_a_round_is_told_from_its_first_day_to_its_last(talks_of: Callable[[str], Talks]) -> None:
    held = the_round(talks_of("fishing"))
    assert (values(held.place), values(held.start), values(held.end)) == (
        {"Port Assel"},
        {"2026-03-05"},
        {"2026-03-07"},
    )
    assert "held" in values(held.status)
    assert values(held.outcome) == {"The agreement was signed on Saturday"}


def test_who_led_in_another_s_place_heads_the_delegation(talks_of: Callable[[str], Talks]) -> None:
    held = the_round(talks_of("fishing"))
    assert {d.party: [m.person.value for m in d.members] for d in held.delegations} == {
        "Hestria": ["Karl Immer"],
        "Kolmark": ["Dora Minck"],
    }
    change = next(c for c in held.changes if c.out and c.into)
    assert change.out and change.into and change.why
    assert (change.out.value, change.into.value, change.why.value) == ("Lena Vorst", "Karl Immer", "sick leave")


def test_positions_are_what_a_party_wants_and_no_more(talks_of: Callable[[str], Talks]) -> None:
    told = {(p.party, p.kind, p.text.value) for p in talks_of("fishing").positions}
    assert ("Kolmark", "red line", "no sailor of Kolmark would be left in a foreign harbour") in told
    assert ("Kolmark", "condition", "Hestria free the crew") in told
    assert ("Kolmark", "demand", "The ban on nets must be lifted") in told
    assert any(kind == "term" and "40 licences" in text for _, kind, text in told)
    assert not any(word in text for _, _, text in told for word in ("salt", "go to 12", "ruled that out", "said"))


def test_how_the_talks_stopped_and_went_on_is_told(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("fishing")
    assert values(talks.pauses) == {"a month"}
    assert "a Hestrian trawler sank off Brenn" in values(talks.causes)
    assert any("flew to Brenn" in v for v in values(talks.trigger))
    assert any(v.startswith("The previous meeting, in November, ended") for v in values(talks.earlier))
    assert values(talks.next_steps) == {"Talks on the wrecks will start on 20 April in Brenn"}
    assert values(talks.mediators) == {"Omar Dessin", "Oriana"}
    assert values(talks.subject) == {"fishing rights"}


def test_what_is_told_in_looking_back_and_ahead_is_of_no_present_round(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("lease")
    third = next(r for r in talks.rounds if "3" in values(r.number))
    assert values(third.place) == {"Tarn"}
    assert values(third.end) == {"2026-06-11"}
    assert [d.person.value for x in third.delegations for d in x.members if x.party == "Vestria"] == ["Marta Quist"]
    (change,) = third.changes
    assert change.out and change.into and change.why
    assert (change.out.value, change.into.value) == ("Edvin Sahl", "Marta Quist")
    first = next(r for r in talks.rounds if "1" in values(r.number))
    assert (values(first.place), values(first.outcome)) == ({"Brekka"}, {"produced an agenda"})
    assert not first.delegations
    assert "The second, in Sund in April, ended without a statement" in values(talks.earlier)
    assert any("meet again in Brekka" in v for v in values(talks.next_steps))


def test_a_compromise_and_a_least_measure_are_positions(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("lease")
    held = [(p.party, p.kind, p.text.value) for p in talks.positions]
    assert any(k == "term" and v.startswith("the rent would rise") for _, k, v in held)
    assert any(k == "term" and v.startswith("The fee") for _, k, v in held)
    assert any(p == "Orlund" and k == "offer" and "six [years]" in v for p, k, v in held)
    assert any(p == "Orlund" and k == "red line" and "any foreign ship" in v for p, k, v in held)
    assert any(p == "Vestria" and k == "red line" and "under four years" in v for p, k, v in held)
    assert not any("confirm" in v for _, _, v in held)


def test_a_round_put_off_by_weeks_paused_the_talks(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("lease")
    assert any("seized the tanker" in v for v in values(talks.causes))
    assert any("on 20 May" in v for v in values(talks.trigger))
    assert "Ida Moen" in values(talks.mediators)
