"""Yes against no, told in words that no verb links: an act there is none of, nobody's act, a thing that does not exist;
and what looks like it and is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Dossier

DAY, NEXT = "2025-03-12", "2025-03-14"
Story = Callable[..., Dossier]


# what one report tells, what another denies, words of both readings
CONFLICTS = {
    "no withdrawal, would withdraw": (
        "The Ostrel Front said on Tuesday its fighters would withdraw from the Karda valley by the end of the year.",
        "The Ostrel Front met the mediators on Tuesday. There will be no withdrawal from the Karda valley, it said.",
        ("would withdraw", "no withdrawal"),
    ),
    "no agreement, have agreed": (
        "Ardona and the Ostrel Front have agreed to a ceasefire in the Karda valley, the mediators said on Tuesday.",
        "“There is no agreement,” said Ivo Branik, who speaks for the Ostrel Front, after the talks with Ardona in the "
        "Karda valley.",
        ("have agreed to a ceasefire", "There is no agreement"),
    ),
    "nothing signed, have signed": (
        "Ardona and the Ostrel Front have signed a truce for the Karda valley, the mediators said on Tuesday.",
        "Ardona and the Ostrel Front met in the Karda valley on Tuesday. Nothing has been signed, the mediators said.",
        ("signed a truce", "Nothing has been signed"),
    ),
    "nobody has signed, have signed": (
        "Ardona and the Ostrel Front have signed a truce for the Karda valley, the mediators said on Tuesday.",
        "Nobody has signed anything, said Ivo Branik, who leads the Ostrel Front, of the talks with Ardona in Karda.",
        ("signed a truce", "Nobody has signed anything"),
    ),
    "no one arrested, arrested": (
        "Police arrested nine dockers at the rally outside the harbour office in Port Selm on Tuesday.",
        "No one was arrested at the rally outside the harbour office in Port Selm, the dockers said on Tuesday.",
        ("arrested nine dockers", "No one was arrested"),
    ),
    "no decision to, signed the order to": (
        "President Lise Holm signed the order to expel the Ardonan envoys on Monday, her office said.",
        "No decision has been taken to expel the Ardonan envoys, the foreign ministry said.",
        ("signed the order", "No decision has been taken"),
    ),
    "no decision to, has decided to": (
        "The government has decided to close the Tolm mine, its spokesman said on Tuesday.",
        "No decision has been taken to close the Tolm mine, the minister of labour said on Tuesday.",
        ("has decided to close", "No decision has been taken"),
    ),
    "no list exists, the list of": (
        "The list of the 120 detainees was handed to the Red Cross by the Ostrel Front on Tuesday.",
        "No list of prisoners exists, said Ivo Branik, who speaks for the Ostrel Front.",
        ("list of the 120 detainees", "No list of prisoners exists"),
    ),
    "told, denied right behind": (
        "The ministry says the drone came from Ardona; Ardona denies that.",
        "A drone hit the harbour of Selm on Tuesday. It came from Ardona, the ministry said.",
        ("came from Ardona", "Ardona denies that"),
    ),
}

AGREED = {
    "other armed and unarmed men": (
        "Armed men stormed the harbour office of Port Selm on Tuesday and took the harbour master.",
        "Unarmed men guarded the harbour office of Port Selm on Tuesday when the harbour master was taken.",
    ),
    "the opening, the dinner": (
        "Ivo Branik attended the opening of the talks in Port Selm on Tuesday.",
        "Ivo Branik stayed away from the dinner after the talks in Port Selm on Tuesday.",
    ),
    "nobody else arrested": (
        "A docker was arrested at the rally in Port Selm on Tuesday, police said.",
        "Nobody else was arrested at the rally in Port Selm on Tuesday, police said.",
    ),
    "no others": (
        "Two dockers were arrested at the rally in Port Selm on Tuesday.",
        "No other dockers were arrested at the rally in Port Selm on Tuesday.",
    ),
    "other matter of the agreement": (
        "Ardona and the Ostrel Front have agreed to a ceasefire in the Karda valley on Tuesday.",
        "There is no agreement on the tolls of the Selm bridge, the harbour council said on Tuesday.",
    ),
    "told with its denial": (
        "Mediators said Ardona and the Ostrel Front have agreed to a ceasefire in Karda on Tuesday. There is no "
        "agreement, said Ivo Branik of the Ostrel Front.",
        "“There is no agreement with Ardona on Karda,” said Ivo Branik of the Ostrel Front on Tuesday.",
    ),
    "agreed to meet": (
        "Ardona and the Ostrel Front have agreed to meet again in the Karda valley next week.",
        "“There is no agreement,” said Ivo Branik of the Ostrel Front after the talks with Ardona in the Karda valley.",
    ),
    "another's withdrawal": (
        "Ardona said on Tuesday its army would withdraw from the Lomma plain by the end of the year.",
        "The Ostrel Front met the mediators on Tuesday. There will be no withdrawal from the Karda valley, it said.",
    ),
    "a condition": (
        "If Ardona opens the road, the Ostrel Front would withdraw from the Karda valley, it said on Tuesday.",
        "The Ostrel Front met the mediators on Tuesday. There will be no withdrawal from Karda unless the road opens.",
    ),
    "other rally": (
        "Police arrested nine dockers at the rally outside the harbour office in Port Selm on Tuesday.",
        "No one was arrested at the strike meeting in Cape Orsa, the dockers said on Tuesday.",
    ),
    "nobody else": (
        "Ardona and the Ostrel Front have signed a truce for the Karda valley, the mediators said on Tuesday.",
        "Nobody else has signed anything, said Ivo Branik, who leads the Ostrel Front, of the talks with Ardona.",
    ),
    "no arrests at the march, an arrest elsewhere": (
        "Police in Tolm arrested the thief of the Orsa paintings on Tuesday.",
        "No arrests were made, police in Tolm said on Tuesday after the march.",
    ),
    "a demand": (
        "The dockers demand that the government close the Tolm mine.",
        "No decision has been taken to close the Tolm mine, the minister of labour said on Tuesday.",
    ),
    "no decision to do another thing": (
        "The government has decided to close the Tolm mine, its spokesman said on Tuesday.",
        "No decision has been taken to sell the Selm shipyard, the minister of labour said on Tuesday.",
    ),
    "list of another kind": (
        "The list of the 120 candidates was handed to the election board by the Ostrel Front on Tuesday.",
        "No list of prisoners exists, said Ivo Branik, who speaks for the Ostrel Front.",
    ),
    "arrested, then let go": (
        "Ivo Branik was arrested on Tuesday in Port Selm, police said.",
        "Ivo Branik was arrested on Tuesday, then questioned and let go, police in Port Selm said.",
    ),
    "two people": (
        "Ivo Branik is in custody in Port Selm, the prosecutor said on Tuesday.",
        "Tomas Varga remained at large on Tuesday, the police of Port Selm said.",
    ),
    "other talks": (
        "Lise Holm was present at the talks in Port Selm on Monday, delegates said.",
        "Lise Holm stayed away from the wedding in Cape Orsa on Tuesday, friends said.",
    ),
    "nearly died": (
        "Lise Holm nearly died in the fire on the ferry Marula on Tuesday, the coastguard said.",
        "Lise Holm is alive because a cook of the ferry Marula broke the door on Tuesday.",
    ),
    "open to talks": (
        "Ardona is open to talks on the Karda valley, its envoy said on Tuesday.",
        "Ardona was closed to foreign reporters on Tuesday.",
    ),
    "sank another": (
        "The patrol boat Orm sank a smugglers’ launch off Cape Orsa on Tuesday.",
        "The patrol boat Orm was afloat off Cape Orsa on Tuesday, the navy said.",
    ),
    "bust before": (
        "Selmgard Shipping went bust in 2019.",
        "Selmgard Shipping was placed under administration, the court said.",
    ),
    "may be removed": (
        "General Tomas Varga could be removed from his post, officers said.",
        "General Tomas Varga is on leave at his own request, the defence ministry said on Tuesday.",
    ),
}


def conflicts(dossier: Dossier) -> list[list[str]]:
    return [[r.text for r in v.readings] for v in dossier.variants if v.kind == "conflict" and v.severity == "high"]


@pytest.mark.parametrize(("yes", "no", "words"), CONFLICTS.values(), ids=CONFLICTS)
def test_what_one_report_tells_and_another_denies_is_a_conflict(
    story: Story, yes: str, no: str, words: tuple[str, str]
) -> None:
    found = conflicts(story((yes, DAY), (no, DAY)))
    assert any(all(any(w in r for r in readings) for w in words) for readings in found), found
    assert len(found) == 1


@pytest.mark.parametrize(("one", "other"), AGREED.values(), ids=AGREED)
def test_other_matters_parties_and_conditions_are_no_conflict(story: Story, one: str, other: str) -> None:
    assert conflicts(story((one, DAY), (other, DAY))) == []


@pytest.mark.parametrize("case", ["no agreement, have agreed", "nothing signed, have signed"])
def test_what_comes_about_later_is_no_conflict(story: Story, case: str) -> None:
    yes, no, _ = CONFLICTS[case]
    assert conflicts(story((yes.replace("Tuesday", "Friday"), NEXT), (no, DAY))) == []


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (
            "The tram crash in Selm injured 30 people, the fire brigade said.",
            "The tram crash in Selm injured 40 people, the fire brigade said.",
            True,
        ),
        (
            "The tram crash in Selm killed a driver and injured 30 people, the fire brigade said.",
            "The tram crash in Selm killed a driver and injured another 40 people, the fire brigade said.",
            False,
        ),
        (
            "A tram overturned in Selm on Tuesday. The Selm hospital said it was treating 20 people, four of whom were "
            "seriously injured and 16 who were walking wounded.",
            "A tram overturned in Selm. Five people were trapped and another 40 were seriously injured.",
            False,
        ),
    ],
    ids=["all of them", "some beside others", "some of them, some beside others"],
)
def test_a_number_beside_others_is_not_set_against_all(story: Story, one: str, other: str, differ: bool) -> None:
    assert bool(conflicts(story((one, DAY), (other, DAY)))) is differ
