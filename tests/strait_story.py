"""A fictional story with a dossier built by hand, so that what is published is tested without the stages before it.

Two countries that do not exist talk about pilots in a strait that does not exist. Every noun of the model occurs:
seven reports (a scoop, a rewrite with and one without credit, one that came back through translation, an agency, the
agency's text a second time, an interview), differences of every kind, origins, a timeline and talks.
"""

# ruff: noqa: E501 (one record a line reads better than one field a line)
from __future__ import annotations

import re
from datetime import date

from stemma.model import (
    Article,
    Attribution,
    Claim,
    Credit,
    Delegate,
    Delegation,
    Derivation,
    Dossier,
    Entity,
    Evidence,
    Furniture,
    Layers,
    Leaf,
    Mention,
    Merge,
    Origin,
    Outlet,
    Parse,
    Passage,
    Position,
    Problem,
    Publication,
    Reading,
    Round,
    Sentence,
    Source,
    Span,
    Statement,
    Support,
    Talks,
    Time,
    TimelineEntry,
    Variant,
)

TEXTS = {
    "agency": """\
PORT SELM, May 14 (NLA) - Karvela and Ostrany closed a fourth round of talks on the Lumen Strait on Wednesday without \
a signed paper, two delegates said.

A Karvelan delegate said about 40 pilots would be trained this summer. "We will not hand over the lights," Foreign \
Minister Teodor Vaske told reporters.

Copyright NLA 2026
""",
    "gazette": """\
PORT SELM, May 14 (NLA) - Karvela and Ostrany closed a fourth round of talks on the Lumen Strait on Wednesday without \
a signed paper, two delegates said.

A Karvelan delegate said about 40 pilots would be trained this summer. "We will not hand over the lights," Foreign \
Minister Teodor Vaske told reporters.

Copyright NLA 2026
""",
    "lantern": """\
Lantern 24 | World

The two coasts sit down again

According to the foreign newspaper "The Sound Ledger", the delegations of Karvela and Ostrany meet on Tuesday in the \
capital Brenholm to speak of the strait.

The newspaper quotes an official that "we shall never give up the lighthouses". The Karvelan side is led by the \
ambassador Henrik Solm, and Teodor Waske, the minister, follows from home.

The talks broke down in March because of the dispute over the pilots.

Follow Lantern 24 everywhere
""",
    "ledger": """\
Strait talks to resume in Port Selm

By Ines Corvo

Karvela and Ostrany will resume talks on the Lumen Strait in Port Selm on Tuesday, two people familiar with the matter \
told The Sound Ledger.

The round, the fourth since autumn, is mediated by the Baltan envoy Mireille Aubrac. Talks were put on hold in March \
over who trains the pilots.

"We can share the water, but we will not hand over the lights," Karvelan Foreign Minister Teodor Vaske told the \
Ledger. He said Ostrany had agreed to joint pilotage.

Karvela's team will be led by its ambassador, Annika Solm. Ostrany may let 48 Karvelan pilots train at its school, one \
of the people said.

Photo: the lights at Cape Orrin (handout)
""",
    "quay": """\
Talks on strait set to restart

Karvela and Ostrany return to the table in Port Selm next Tuesday, The Sound Ledger reported, citing two people \
familiar with the matter.

Ambassador Annika Solm heads the Karvelan side. Foreign Minister Teodor Vaske told the paper that "Ostrany has agreed \
to joint pilotage" and that "we can share the water, but we will not give away the lights."

Talks were suspended in March over the training of pilots.
""",
    "review": """\
What the pilots want

The fourth round ended on Wednesday without a signed paper, NLA reported. Lotte Marrin, who teaches navigation in \
Port Selm, said the number hardly matters.

"Forty or fifty, nobody asked the pilots," Marrin told the Estuary Review. She expects a fifth round in June.
""",
    "vesper": """\
Neighbours to meet over the Lumen Strait

Karvela and Ostrany will resume talks on the Lumen Strait in Port Selm on Tuesday. The round, the fourth since autumn, \
is mediated by the Baltan envoy Mireille Aubrac.

"We can share the water, but we will not hand over the lights," Vaske said. Ostrany will let 48 Karvelan pilots train \
at its school.
""",
}

OUTLETS = {
    "agency": "NLA",
    "gazette": "Harbour Gazette",
    "lantern": "Lantern 24",
    "ledger": "The Sound Ledger",
    "quay": "Quay Mirror",
    "review": "Estuary Review",
    "vesper": None,
}

DAYS = {
    "agency": (date(2026, 5, 14), date(2026, 5, 14), False),
    "gazette": (date(2026, 5, 14), date(2026, 5, 15), True),
    "lantern": (date(2026, 5, 10), date(2026, 5, 11), True),
    "ledger": (date(2026, 5, 8), date(2026, 5, 8), False),
    "quay": (date(2026, 5, 9), date(2026, 5, 9), True),
    "review": (date(2026, 5, 16), date(2026, 5, 16), False),
    "vesper": (date(2026, 5, 9), date(2026, 5, 10), True),
}

FURNITURE = {
    "agency": [("Copyright NLA 2026", "copyright")],
    "gazette": [("Copyright NLA 2026", "copyright")],
    "lantern": [("Lantern 24 | World", "navigation"), ("Follow Lantern 24 everywhere", "follow")],
    "ledger": [("Photo: the lights at Cape Orrin (handout)", "caption")],
}

TITLES = {
    "lantern": "The two coasts sit down again",
    "ledger": "Strait talks to resume in Port Selm",
    "quay": "Talks on strait set to restart",
    "review": "What the pilots want",
    "vesper": "Neighbours to meet over the Lumen Strait",
}


def at(article: str, words: str, nth: int = 0) -> Span:
    """Where `words` stand in `article`, the `nth` time."""
    start = -1
    for _ in range(nth + 1):
        start = TEXTS[article].index(words, start + 1)
    return Span(article, start, start + len(words))


def article(key: str) -> Article:
    earliest, latest, inferred = DAYS[key]
    name = OUTLETS[key]
    first = at(key, TEXTS[key][:12])
    because = (Evidence(because="the weekday named fits only this day", span=first),) if inferred else ()
    title = TITLES.get(key)
    return Article(
        id=key,
        file=f"reports/{key}.txt",
        text=TEXTS[key],
        outlet=Outlet(name=name, inferred=key == "lantern", evidence=(Evidence(because="the masthead names it"),))
        if name
        else None,
        title=title,
        title_span=at(key, title) if title else None,
        byline="Ines Corvo" if key == "ledger" else None,
        published=Publication(earliest=earliest, latest=latest, inferred=inferred, evidence=because),
        furniture=tuple(Furniture(span=at(key, w), kind=k, rule="by hand") for w, k in FURNITURE.get(key, [])),  # type: ignore[arg-type]
        duplicate_of="agency" if key == "gazette" else None,
    )


def sentences(one: Article) -> tuple[Sentence, ...]:
    """Cut after full stops and at line ends: enough for texts written for it."""
    out = []
    for line in re.finditer(r"[^\n]+", one.text):
        if any(f.span.start <= line.start() < f.span.end for f in one.furniture):
            continue
        for m in re.finditer(r"\S(?:.*?[.?!][\"”]?(?=\s|$)|.*$)", line.group()):
            out.append(Sentence(line.start() + m.start(), line.start() + m.end(), 0, 0))
    return tuple(out)


def attribution(
    id: str, content: Span, cue: Span | None, *sources: Source, kind: str = "indirect", via: tuple[Source, ...] = ()
) -> Attribution:
    return Attribution(
        id=id,
        content=content,
        parts=(content,),
        cue=cue,
        sources=sources,
        kind=kind,  # type: ignore[arg-type]
        chain=(*via, *sources),
        confidence=0.9,
        rule="by hand",
    )


PEOPLE = Source(
    text="two people familiar with the matter",
    type="unnamed",
    span=at("ledger", "two people familiar with the matter"),
    count=2,
)
PEOPLE_AT_QUAY = Source(
    text="two people familiar with the matter",
    type="unnamed",
    span=at("quay", "two people familiar with the matter"),
    count=2,
)
LEDGER_AT_QUAY = Source(text="The Sound Ledger", type="outlet", span=at("quay", "The Sound Ledger"))
LEDGER_AT_LANTERN = Source(
    text='the foreign newspaper "The Sound Ledger"',
    type="outlet",
    span=at("lantern", 'the foreign newspaper "The Sound Ledger"'),
)

ATTRIBUTIONS = {
    "ledger": (
        attribution(
            "ledger-a1",
            at("ledger", "Karvela and Ostrany will resume talks on the Lumen Strait in Port Selm on Tuesday"),
            at("ledger", "told"),
            PEOPLE,
        ),
        attribution(
            "ledger-a2",
            at("ledger", '"We can share the water, but we will not hand over the lights,"'),
            at("ledger", "told", 1),
            Source(text="Teodor Vaske", type="named", span=at("ledger", "Teodor Vaske")),
            kind="direct",
        ),
        attribution(
            "ledger-a3",
            at("ledger", "Ostrany had agreed to joint pilotage"),
            at("ledger", "said"),
            Source(
                text="He",
                type="named",
                span=Span("ledger", at("ledger", "He said").start, at("ledger", "He said").start + 2),
                refers=at("ledger", "Teodor Vaske"),
            ),
        ),
        attribution(
            "ledger-a4",
            at("ledger", "Ostrany may let 48 Karvelan pilots train at its school"),
            at("ledger", "said", 1),
            Source(text="one of the people", type="unnamed", span=at("ledger", "one of the people"), count=1),
        ),
    ),
    "quay": (
        attribution(
            "quay-a1",
            at("quay", "Karvela and Ostrany return to the table in Port Selm next Tuesday"),
            at("quay", "reported"),
            PEOPLE_AT_QUAY,
            via=(LEDGER_AT_QUAY,),
        ),
        attribution(
            "quay-a2",
            at("quay", '"Ostrany has agreed to joint pilotage"'),
            at("quay", "told"),
            Source(text="Teodor Vaske", type="named", span=at("quay", "Teodor Vaske")),
            kind="direct",
        ),
    ),
    "vesper": (
        attribution(
            "vesper-a1",
            at("vesper", '"We can share the water, but we will not hand over the lights,"'),
            at("vesper", "said"),
            Source(text="Vaske", type="named", span=at("vesper", "Vaske")),
            kind="direct",
        ),
    ),
    "lantern": (
        attribution(
            "lantern-a1",
            at("lantern", "the delegations of Karvela and Ostrany meet on Tuesday in the capital Brenholm"),
            at("lantern", "According to"),
            LEDGER_AT_LANTERN,
        ),
        attribution(
            "lantern-a2",
            at("lantern", '"we shall never give up the lighthouses"'),
            at("lantern", "quotes"),
            Source(text="an official", type="unnamed", span=at("lantern", "an official"), count=1),
            kind="direct",
            via=(Source(text="The newspaper", type="outlet", span=at("lantern", "The newspaper")),),
        ),
    ),
    "agency": (
        attribution(
            "agency-a1",
            at("agency", "Karvela and Ostrany closed a fourth round of talks on the Lumen Strait on Wednesday"),
            at("agency", "said"),
            Source(text="two delegates", type="unnamed", span=at("agency", "two delegates"), count=2),
        ),
        attribution(
            "agency-a2",
            at("agency", "about 40 pilots would be trained this summer"),
            at("agency", "said", 1),
            Source(text="A Karvelan delegate", type="unnamed", span=at("agency", "A Karvelan delegate"), count=1),
        ),
    ),
    "review": (
        attribution(
            "review-a1",
            at("review", '"Forty or fifty, nobody asked the pilots,"'),
            at("review", "told"),
            Source(text="Marrin", type="named", span=at("review", "Marrin", 1)),
            kind="direct",
        ),
    ),
}

CREDITS = {
    "quay": (
        Credit(
            span=at("quay", "The Sound Ledger reported"),
            outlet="The Sound Ledger",
            outlet_span=at("quay", "The Sound Ledger"),
            rule="by hand",
        ),
    ),
    "lantern": (
        Credit(
            span=at("lantern", 'According to the foreign newspaper "The Sound Ledger"'),
            outlet="The Sound Ledger",
            outlet_span=at("lantern", "The Sound Ledger"),
            rule="by hand",
        ),
    ),
}

# statement id -> (its wording, article -> (words, attribution id, modality, quoted))
CLAIMS: dict[str, dict[str, tuple[str, str | None, str, bool]]] = {
    "s1": {
        "ledger": (
            "Karvela and Ostrany will resume talks on the Lumen Strait in Port Selm on Tuesday",
            "ledger-a1",
            "planned",
            False,
        ),
        "quay": ("Karvela and Ostrany return to the table in Port Selm next Tuesday", "quay-a1", "planned", False),
        "vesper": (
            "Karvela and Ostrany will resume talks on the Lumen Strait in Port Selm on Tuesday",
            None,
            "planned",
            False,
        ),
        "lantern": (
            "the delegations of Karvela and Ostrany meet on Tuesday in the capital Brenholm",
            "lantern-a1",
            "planned",
            False,
        ),
    },
    "s2": {
        "ledger": ("we will not hand over the lights", "ledger-a2", "asserted", True),
        "quay": ("we will not give away the lights", None, "asserted", True),
        "vesper": ("we will not hand over the lights", "vesper-a1", "asserted", True),
        "lantern": ("we shall never give up the lighthouses", "lantern-a2", "asserted", True),
        "agency": ("We will not hand over the lights", None, "asserted", True),
        "gazette": ("We will not hand over the lights", None, "asserted", True),
    },
    "s3": {
        "ledger": ("Karvela's team will be led by its ambassador, Annika Solm", None, "planned", False),
        "quay": ("Ambassador Annika Solm heads the Karvelan side", None, "asserted", False),
        "lantern": ("The Karvelan side is led by the ambassador Henrik Solm", None, "asserted", False),
    },
    "s4": {
        "ledger": ("Ostrany may let 48 Karvelan pilots train at its school", "ledger-a4", "possible", False),
        "vesper": ("Ostrany will let 48 Karvelan pilots train at its school", None, "planned", False),
        "agency": ("about 40 pilots would be trained this summer", "agency-a2", "planned", False),
        "gazette": ("about 40 pilots would be trained this summer", None, "planned", False),
    },
    "s5": {
        "ledger": ("Ostrany had agreed to joint pilotage", "ledger-a3", "asserted", False),
        "quay": ("Ostrany has agreed to joint pilotage", "quay-a2", "asserted", True),
    },
    "s6": {
        "ledger": ("Talks were put on hold in March", None, "asserted", False),
        "quay": ("Talks were suspended in March", None, "asserted", False),
        "lantern": ("The talks broke down in March", None, "asserted", False),
    },
    "s7": {
        "agency": (
            "Karvela and Ostrany closed a fourth round of talks on the Lumen Strait on Wednesday",
            "agency-a1",
            "asserted",
            False,
        ),
        "gazette": (
            "Karvela and Ostrany closed a fourth round of talks on the Lumen Strait on Wednesday",
            None,
            "asserted",
            False,
        ),
        "review": ("The fourth round ended on Wednesday without a signed paper", None, "asserted", False),
    },
    "s8": {"review": ("She expects a fifth round in June", None, "expected", False)},
    "s9": {
        "ledger": ("is mediated by the Baltan envoy Mireille Aubrac", None, "asserted", False),
        "vesper": ("is mediated by the Baltan envoy Mireille Aubrac", None, "asserted", False),
    },
}


def claims(key: str) -> tuple[Claim, ...]:
    out = []
    for statement, of in CLAIMS.items():
        if key in of:
            words, attribution_id, modality, quoted = of[key]
            out.append(
                Claim(
                    id=f"{key}-{statement}",
                    span=at(key, words),
                    head=0,
                    form="main",
                    polarity="positive",
                    modality=modality,  # type: ignore[arg-type]
                    attribution=attribution_id,
                    quoted=quoted,
                )
            )
    return tuple(sorted(out, key=lambda c: c.span))


def layers(key: str) -> Layers:
    one = article(key)
    return Layers(
        article=one,
        parse=Parse(article=key, tokens=(), sentences=sentences(one)),
        mentions=(),
        times=(),
        quantities=(),
        attributions=ATTRIBUTIONS.get(key, ()),
        credits=CREDITS.get(key, ()),
        claims=claims(key),
    )


def mention(article: str, words: str, nth: int = 0, *, role: str = "", kind: str = "person") -> Mention:
    return Mention(
        span=at(article, words, nth),
        kind=kind,  # type: ignore[arg-type]
        name=words,
        role=at(article, role) if role else None,
    )


ENTITIES = (
    Entity(
        id="e1",
        kind="person",
        name="Teodor Vaske",
        mentions=(
            mention("agency", "Teodor Vaske", role="Foreign Minister"),
            mention("lantern", "Teodor Waske", role="the minister"),
            mention("ledger", "Teodor Vaske", role="Karvelan Foreign Minister"),
            mention("quay", "Teodor Vaske", role="Foreign Minister"),
            mention("vesper", "Vaske"),
        ),
        merges=(
            Merge(first="Teodor Vaske", second="Teodor Waske", score=0.93, rule="same given name, one letter apart"),
            Merge(first="Teodor Vaske", second="Vaske", score=0.9, rule="surname of the only such person"),
        ),
    ),
    Entity(
        id="e2",
        kind="person",
        name="Annika Solm",
        mentions=(
            mention("ledger", "Annika Solm", role="its ambassador"),
            mention("quay", "Annika Solm", role="Ambassador"),
        ),
    ),
    Entity(
        id="e3", kind="person", name="Henrik Solm", mentions=(mention("lantern", "Henrik Solm", role="the ambassador"),)
    ),
    Entity(
        id="e4",
        kind="person",
        name="Mireille Aubrac",
        mentions=(mention("ledger", "Mireille Aubrac", role="Baltan envoy"), mention("vesper", "Mireille Aubrac")),
    ),
    Entity(
        id="e5",
        kind="organisation",
        name="The Sound Ledger",
        mentions=(
            mention("lantern", "The Sound Ledger", kind="organisation"),
            mention("ledger", "The Sound Ledger", kind="organisation"),
            mention("quay", "The Sound Ledger", kind="organisation"),
        ),
    ),
    Entity(
        id="e6",
        kind="place",
        name="Port Selm",
        mentions=(
            mention("ledger", "Port Selm", kind="place"),
            mention("quay", "Port Selm", kind="place"),
            mention("review", "Port Selm", kind="place"),
            mention("vesper", "Port Selm", kind="place"),
        ),
    ),
    Entity(id="e7", kind="place", name="Brenholm", mentions=(mention("lantern", "Brenholm", kind="place"),)),
)


def reading(*places: Span) -> Reading:
    first = places[0]
    return Reading(text=TEXTS[first.article][first.start : first.end], at=places)


def variant(
    id: str, statement: str | None, kind: str, slot: str, severity: str, why: str, *readings: Reading
) -> Variant:
    return Variant(
        id=id,
        kind=kind,  # type: ignore[arg-type]
        slot=slot,
        severity=severity,  # type: ignore[arg-type]
        explanation=why,
        readings=readings,
        statement=statement,
        confidence=0.9,
        rule="by hand",
    )


VARIANTS = (
    variant("v1", "s3", "conflict", "ambassador", "high", "Two people are named for one post.",
            reading(at("ledger", "Annika Solm"), at("quay", "Annika Solm")), reading(at("lantern", "Henrik Solm"))),
    variant("v2", "s2", "quote-altered", "quotation", "high", "Words inside the quotation marks differ.",
            reading(at("ledger", "We can share the water, but we will not hand over the lights"),
                    at("vesper", "We can share the water, but we will not hand over the lights")),
            reading(at("quay", "we can share the water, but we will not give away the lights.")),
            reading(at("lantern", "we shall never give up the lighthouses"))),
    variant("v3", "s5", "quote-promoted", "quotation", "medium", "A paraphrase stands inside quotation marks in another report.",
            reading(at("ledger", "Ostrany had agreed to joint pilotage")), reading(at("quay", '"Ostrany has agreed to joint pilotage"'))),
    variant("v4", "s1", "conflict", "place", "high", "Two cities that exclude each other are named.",
            reading(at("ledger", "Port Selm", 1), at("quay", "Port Selm"), at("vesper", "Port Selm")), reading(at("lantern", "Brenholm"))),
    variant("v5", "s6", "strengthened", "event", "medium", "“put on hold” became “broke down”.",
            reading(at("ledger", "put on hold")), reading(at("quay", "suspended")), reading(at("lantern", "broke down"))),
    variant("v6", "s4", "strengthened", "modality", "medium", "“may” became “will”.",
            reading(at("ledger", "may let")), reading(at("vesper", "will let"))),
    variant("v7", "s4", "granularity", "number", "low", "“about 40” and “48” can both hold.",
            reading(at("ledger", "48")), reading(at("agency", "about 40"), at("gazette", "about 40"))),
    variant("v8", None, "spelling", "name", "low", "One name, two spellings.",
            reading(at("ledger", "Teodor Vaske"), at("quay", "Teodor Vaske"), at("agency", "Teodor Vaske")),
            reading(at("lantern", "Teodor Waske"))),
    variant("v9", "s2", "attribution", "speaker", "medium", "The same words are put in different mouths.",
            reading(at("ledger", "Karvelan Foreign Minister Teodor Vaske")), reading(at("lantern", "an official"))),
    variant("v10", "s2", "wording", "term", "low", "“lights” became “lighthouses”.",
            reading(at("ledger", "the lights")), reading(at("lantern", "the lighthouses"))),
)  # fmt: skip


def derivation(
    child: str,
    parent: str,
    credited: bool,
    share: float,
    *evidence: Passage,
    credit: tuple[Span, ...] = (),
    relation: str = "derives",
    directed: bool = True,
) -> Derivation:
    return Derivation(
        child=child,
        parent=parent,
        relation=relation,  # type: ignore[arg-type]
        credited=credited,
        credit=credit,
        share=share,
        directed=directed,
        confidence=0.9,
        evidence=evidence,
        rule="by hand",
        reprint=relation == "duplicate",
    )


def passage(child: str, words: str, parent: str, parent_words: str) -> Passage:
    return Passage(child=at(child, words), parent=at(parent, parent_words))


DERIVATIONS = (
    derivation("gazette", "agency", True, 1.0,
               Passage(child=Span("gazette", 0, len(TEXTS["gazette"]) - 20), parent=Span("agency", 0, len(TEXTS["agency"]) - 20)),
               relation="duplicate", directed=False, credit=(at("gazette", "(NLA)"),)),
    derivation("lantern", "ledger", True, 0.7,
               passage("lantern", "the delegations of Karvela and Ostrany meet on Tuesday", "ledger", "Karvela and Ostrany will resume talks on the Lumen Strait"),
               credit=(at("lantern", 'According to the foreign newspaper "The Sound Ledger"'),)),
    derivation("quay", "ledger", True, 0.82,
               passage("quay", "Karvela and Ostrany return to the table in Port Selm next Tuesday", "ledger", "Karvela and Ostrany will resume talks on the Lumen Strait in Port Selm on Tuesday"),
               passage("quay", '"we can share the water, but we will not give away the lights."', "ledger", '"We can share the water, but we will not hand over the lights,"'),
               credit=(at("quay", "The Sound Ledger reported"),)),
    derivation("review", "agency", True, 0.3,
               passage("review", "The fourth round ended on Wednesday without a signed paper", "agency", "closed a fourth round of talks on the Lumen Strait on Wednesday without a signed paper"),
               credit=(at("review", "NLA reported"),)),
    derivation("vesper", "ledger", False, 0.94,
               passage("vesper", "Karvela and Ostrany will resume talks on the Lumen Strait in Port Selm on Tuesday", "ledger", "Karvela and Ostrany will resume talks on the Lumen Strait in Port Selm on Tuesday"),
               passage("vesper", "The round, the fourth since autumn, is mediated by the Baltan envoy Mireille Aubrac.", "ledger", "The round, the fourth since autumn, is mediated by the Baltan envoy Mireille Aubrac.")),
)  # fmt: skip

ORIGINS = (
    Origin(
        id="o1",
        name="The Sound Ledger, two unnamed people",
        kind="outlet",
        reports=("lantern", "ledger", "quay", "vesper"),
        evidence=(at("ledger", "two people familiar with the matter"),),
    ),
    Origin(
        id="o2",
        name="NLA, two delegates",
        kind="agency",
        reports=("agency", "gazette", "review"),
        evidence=(at("agency", "two delegates"),),
    ),
    Origin(
        id="o3",
        name="Lotte Marrin, interview",
        kind="interview",
        reports=("review",),
        evidence=(at("review", "Marrin told the Estuary Review"),),
    ),
)

SUPPORT = (
    Support(statement="s1", origins=("o1",), outlets=4, texts=1, sources=1),
    Support(statement="s2", origins=("o1", "o2"), outlets=6, texts=2, sources=1),
    Support(statement="s3", origins=("o1",), outlets=3, texts=1, sources=1),
    Support(statement="s4", origins=("o1", "o2"), outlets=4, texts=2, sources=2),
    Support(statement="s5", origins=("o1",), outlets=2, texts=1, sources=1),
    Support(statement="s6", origins=("o1",), outlets=3, texts=1, sources=1),
    Support(statement="s7", origins=("o2",), outlets=3, texts=1, sources=1),
    Support(statement="s8", origins=("o3",), outlets=1, texts=1, sources=1),
    Support(statement="s9", origins=("o1",), outlets=2, texts=1, sources=1),
)


def leaf(value: str, *statements: str, variants: tuple[str, ...] = ()) -> Leaf:
    return Leaf(value=value, statements=statements, variants=variants)


TALKS = Talks(
    parties=(leaf("Karvela", "s1"), leaf("Ostrany", "s1")),
    mediators=(leaf("Mireille Aubrac", "s9"),),
    subject=(leaf("the Lumen Strait", "s1"),),
    rounds=(
        Round(
            number=(leaf("4", "s7"),),
            place=(leaf("Port Selm", "s1", variants=("v4",)), leaf("Brenholm", "s1", variants=("v4",))),
            start=(leaf("2026-05-12", "s1"),),
            end=(leaf("2026-05-13", "s7"),),
            days=(leaf("2", "s7"),),
            format=(leaf("direct", "s1"),),
            status=(leaf("announced", "s1"), leaf("held", "s7")),
            delegations=(
                Delegation(
                    party="Karvela",
                    members=(
                        Delegate(
                            person=leaf("Annika Solm", "s3", variants=("v1",)), role=leaf("ambassador", "s3"), lead=True
                        ),
                        Delegate(
                            person=leaf("Henrik Solm", "s3", variants=("v1",)), role=leaf("ambassador", "s3"), lead=True
                        ),
                    ),
                ),
                Delegation(party="Ostrany", members=()),
            ),
        ),
    ),
    pauses=(leaf("in March", "s6"),),
    causes=(leaf("who trains the pilots", "s6"),),
    trigger=(),
    positions=(
        Position(party="Karvela", kind="red line", text=leaf("not to hand over the lights", "s2", variants=("v2",))),
        Position(
            party="Ostrany", kind="concession", text=leaf("joint pilotage", "s5"), about=(leaf("pilotage", "s5"),)
        ),
        Position(party=None, kind="term", text=leaf("training of pilots", "s4"), about=(leaf("pilotage", "s5"),)),
    ),
    departures=(),
    next_steps=(leaf("a fifth round in June", "s8"),),
)


def dossier() -> Dossier:
    """The dossier of the story, articles in the order of their ids."""
    ledger_text = {s: at(next(iter(of)), next(iter(of.values()))[0]) for s, of in CLAIMS.items()}
    return Dossier(
        title="Talks on the Lumen Strait",
        layers=tuple(layers(key) for key in sorted(TEXTS)),
        problems=(Problem(file="reports/scan.pdf", reason="not a text", advice="save it as text or HTML"),),
        entities=ENTITIES,
        times=(
            Time(
                span=at("ledger", "Tuesday"),
                kind="date",
                earliest=date(2026, 5, 12),
                latest=date(2026, 5, 12),
                anchor="the day of publication",
            ),
        ),
        statements=tuple(
            Statement(
                id=s,
                text=TEXTS[span.article][span.start : span.end],
                text_span=span,
                claims=tuple(f"{key}-{s}" for key in sorted(CLAIMS[s])),
                confidence=0.9,
                rule="by hand",
            )
            for s, span in ledger_text.items()
        ),
        variants=VARIANTS,
        derivations=DERIVATIONS,
        origins=ORIGINS,
        support=SUPPORT,
        timeline=(
            TimelineEntry(earliest=date(2026, 3, 1), latest=date(2026, 3, 31), text="Talks were put on hold in March", statements=("s6",)),
            TimelineEntry(earliest=date(2026, 5, 12), latest=date(2026, 5, 12), text="the fourth round begins", statements=("s1",)),
            TimelineEntry(earliest=date(2026, 5, 13), latest=date(2026, 5, 13), text="the fourth round ends", statements=("s7",)),
        ),
        talks=TALKS,
        made_with=(("stemma", "0.1.0"), ("parser", "a parser 3.8"), ("embedder", "an embedder 1.0")),
    )  # fmt: skip
