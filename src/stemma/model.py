"""The nouns: everything the floors of stemma hand to each other.

All records are frozen and hold no logic beyond their own invariants. Evidence is always a `Span`; offsets are
Unicode code points of `Article.text`. References point down: a statement lists its claims, a claim does not
know its statement; what looks the other way in ``dossier.json`` is added by `stemma.publish`.

A derived record says which rule or model made it (`rule`) and how sure it is (`confidence`, 0 to 1).
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

SCHEMA = "stemma/dossier/1"


class Noun(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: frozen, compared by value, keyword-only."""


# --------------------------------------------------------------------------------------------- evidence


class Span(msgspec.Struct, frozen=True, order=True):
    """The characters ``text[start:end]`` of one article: the only form evidence takes.

    `start` and `end` count Unicode code points; a span is never empty.

    Raises:
        ValueError: when `start` is negative or `end` is not beyond `start`.
    """

    article: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}-{self.end} in article {self.article!r}")

    def overlap(self, other: Span) -> int:
        """Number of code points the two spans share (0 when they lie in different articles)."""
        if self.article != other.article:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: Span) -> bool:
        return self.article == other.article and self.start <= other.start and other.end <= self.end


class Evidence(Noun, frozen=True, kw_only=True):
    """Why something derived is believed: one line for a reader, and the characters it rests on, if any."""

    because: str
    span: Span | None = None


class Problem(Noun, frozen=True, kw_only=True):
    """An input that could not be read: which, why, and what the user can do. The rest is still processed."""

    file: str
    reason: str
    advice: str


# --------------------------------------------------------------------------------------------- articles


class Outlet(Noun, frozen=True, kw_only=True):
    """Who published a report. `inferred` when the text, not the file's metadata, told."""

    name: str
    inferred: bool
    evidence: tuple[Evidence, ...] = ()


class Publication(Noun, frozen=True, kw_only=True):
    """The day of publication as an interval of days; `inferred` when it was worked out and not stated. `time` is the
    time of day in `zone` ("21:40"), where it is stated."""

    earliest: date
    latest: date
    inferred: bool
    evidence: tuple[Evidence, ...] = ()
    zone: str | None = None
    time: str | None = None


FurnitureKind = Literal[
    "caption", "navigation", "advertisement", "follow", "related", "copyright", "counter", "masthead", "other"
]


class Furniture(Noun, frozen=True, kw_only=True):
    """A stretch of a page that is not reporting: captions, navigation, follow-us lines, stray numbers."""

    span: Span
    kind: FurnitureKind
    rule: str


class Article(Noun, frozen=True, kw_only=True):
    """One report. `text` is immutable: all spans point into it.

    `id` is unique in a story and made from the file's name, so that it does not change with the order of files.
    `title_span`, `byline_span` are given where title and byline stand in `text`. `dateline` is the place, day and
    agency before the first sentence ("KESH, March 9 (Orlan) -"), or the day of a date line that lacks its year.
    `duplicate_of` is an article of the same text; `version_of` the one whose text its outlet changed into this one
    (the version before it; where nothing tells which is older, the first by id).
    """

    id: str
    file: str
    text: str
    url: str | None = None
    outlet: Outlet | None = None
    title: str | None = None
    title_span: Span | None = None
    byline: str | None = None
    byline_span: Span | None = None
    dateline: Span | None = None
    published: Publication | None = None
    updated: Publication | None = None
    language: str = "en"
    furniture: tuple[Furniture, ...] = ()
    duplicate_of: str | None = None
    version_of: str | None = None


# ---------------------------------------------------------------------------------------- language layer


class Token(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One token of the dependency parse. `head` is the index of the governing token in `Parse.tokens`
    (its own index for a root); `pos`, `dep`, `tag` are Universal POS, ClearNLP and Penn labels; `ent` is the
    parser's entity label, empty outside entities, and `ent_start` marks the first token of each."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    ent_start: bool
    morph: str


class Sentence(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A sentence: characters ``[start, end)`` of the text and tokens ``[first, last)`` of the parse."""

    start: int
    end: int
    first: int
    last: int


class Parse(Noun, frozen=True, kw_only=True):
    """An article's tokens and sentences, furniture left out."""

    article: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]


EntityKind = Literal["person", "organisation", "place", "other"]
MentionForm = Literal["full", "short", "acronym", "metonym", "role", "pronoun"]


class Mention(Noun, frozen=True, kw_only=True):
    """A name (or a role, or a pronoun that matters) as one article words it.

    `span` is the name without title; `name` the same, cleaned (no possessive, single spaces); `role` the
    characters of the title, office or apposition that goes with it ("Syrian Foreign Minister"); `refers` the
    antecedent in the same article, for short forms, roles and pronouns.
    """

    span: Span
    kind: EntityKind
    name: str
    form: MentionForm = "full"
    role: Span | None = None
    gender: Literal["f", "m", ""] = ""
    refers: Span | None = None
    rule: str = ""


class TimeExpression(Noun, frozen=True, kw_only=True):
    """A time expression as worded, not yet placed: `value` is its normal form (`stemma.article.times` documents it),
    which `story.dating` resolves against the day of publication. Durations, recurring and vague expressions are
    kept as such. `direction` says whether the clause speaks of the past or the future seen from the day of
    publication (empty: not told); `bound` is "since" or "until" where the expression is one end of a stretch;
    `weekday` (1 Monday to 7 Sunday) the weekday that a date or a "today" is said to be."""

    span: Span
    kind: Literal["date", "duration", "recurring", "vague"]
    value: str
    direction: Literal["past", "future", ""] = ""
    bound: Literal["since", "until", ""] = ""
    weekday: int | None = None
    rule: str = ""


class Quantity(Noun, frozen=True, kw_only=True):
    """A number with its unit and what is counted: ``low <= value <= high`` in `unit` (a canonical unit name, or
    the counted noun's lemma). Equal bounds are an exact statement; hedges ("about", "nearly", "more than")
    widen them, and "at least" leaves the upper one open (None). `hedge` is the hedge as worded."""

    span: Span
    value: float
    low: float
    high: float | None
    unit: str
    dimension: str
    hedge: str = ""
    rule: str = ""


SourceType = Literal["named", "unnamed", "outlet", "agency", "state media", "document", "none"]
AttributionKind = Literal["direct", "partial", "indirect"]


class Source(Noun, frozen=True, kw_only=True):
    """Somebody (or something) a report gives as its source, as worded. `refers` is the antecedent in the same
    article when the wording is a pronoun or a short description ("he", "the site"); `count` the number of
    sources the wording states ("one official": 1, "two people": 2), None when it does not say."""

    text: str
    type: SourceType
    span: Span | None = None
    refers: Span | None = None
    count: int | None = None


class Attribution(Noun, frozen=True, kw_only=True):
    """Content said by a source.

    `content` is the whole stretch, `parts` its pieces where cue or source interrupt it. `chain` runs from the
    outermost relay to the ultimate speaker; the report's own outlet is not repeated in it.
    """

    id: str
    content: Span
    parts: tuple[Span, ...]
    cue: Span | None
    sources: tuple[Source, ...]
    kind: AttributionKind
    chain: tuple[Source, ...]
    confidence: float
    rule: str


class Credit(Noun, frozen=True, kw_only=True):
    """A phrase that credits an outlet for the report or a part of it ("first reported by", "h/t", "– Reuters").
    `confirms` when the outlet says it confirmed the matter itself."""

    span: Span
    outlet: str
    outlet_span: Span
    rule: str
    confirms: bool = False


Modality = Literal["asserted", "planned", "expected", "possible", "demanded", "denied", "conditional"]
ClaimForm = Literal[
    "main",
    "coordinated",
    "relative",
    "participle",
    "apposition",
    "complement",
    "adverbial",
    "nominal",
    "headline",
    "phrase",
    "saying",
]


class Claim(Noun, frozen=True, kw_only=True):
    """One assertion in one article: a clause, not a whole sentence. `head` is the index of its predicate token
    in the article's parse; `attribution` the innermost attribution that holds it; `quoted` when all of it
    stands inside quotation marks."""

    id: str
    span: Span
    head: int
    form: ClaimForm
    polarity: Literal["positive", "negative"]
    modality: Modality
    attribution: str | None = None
    quoted: bool = False
    rule: str = ""

    @property
    def detail(self) -> bool:
        """Whether this is one of the details of an article (`Layers.details`)."""
        return self.form in ("phrase", "saying")


class Layers(Noun, frozen=True, kw_only=True):
    """All that can be known from one article alone: the product of the article floor, cached by content."""

    article: Article
    parse: Parse
    mentions: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]
    attributions: tuple[Attribution, ...]
    credits: tuple[Credit, ...]
    claims: tuple[Claim, ...]
    details: tuple[Claim, ...] = ()
    """Phrases inside the claims that tell a fact of their own, and clauses of saying that are the fact ("the ministry
    denied it"). They count as claims where another report shares the fact."""


# ----------------------------------------------------------------------------------------------- story


class Time(Noun, frozen=True, kw_only=True):
    """A time expression placed: an interval of days, both ends included. `earliest` and `latest` are None for
    durations, recurring and vague expressions and where the anchor is unknown. `anchor` is what it was resolved
    against; `value` the normal form of the expression; `event` a number that expressions of several reports share when
    they are taken to speak of one event."""

    span: Span
    kind: Literal["date", "duration", "recurring", "vague"]
    value: str = ""
    event: str = ""
    earliest: date | None = None
    latest: date | None = None
    anchor: str = ""
    rule: str = ""


class Merge(Noun, frozen=True, kw_only=True):
    """Why two names were taken for one entity: the names, the score (0 to 1) and the rule."""

    first: str
    second: str
    score: float
    rule: str


class Entity(Noun, frozen=True, kw_only=True):
    """A person, organisation or place across articles. `mentions` in order of article and place."""

    id: str
    kind: EntityKind
    name: str
    mentions: tuple[Mention, ...]
    merges: tuple[Merge, ...] = ()
    parent: str | None = None  # for a place: the id of the place that holds it, where known


class Statement(Noun, frozen=True, kw_only=True):
    """The same claim across articles: `claims` are claim ids, `text` the wording best supported."""

    id: str
    text: str
    text_span: Span
    claims: tuple[str, ...]
    confidence: float
    rule: str


VariantKind = Literal[
    "conflict",
    "quote-altered",
    "quote-promoted",
    "attribution",
    "strengthened",
    "weakened",
    "granularity",
    "spelling",
    "wording",
    "update",
]
Severity = Literal["high", "medium", "low"]


class Reading(Noun, frozen=True, kw_only=True):
    """One of the versions a variant lists: its wording and everywhere it stands."""

    text: str
    at: tuple[Span, ...]


class Variant(Noun, frozen=True, kw_only=True):
    """A difference between reports. `readings` start with the most original one where that can be told."""

    id: str
    kind: VariantKind
    slot: str
    severity: Severity
    explanation: str
    readings: tuple[Reading, ...]
    statement: str | None
    confidence: float
    rule: str


class Passage(Noun, frozen=True, kw_only=True):
    """A stretch of the child and the stretch of the parent it matches (None: a parent outside the collection)."""

    child: Span
    parent: Span | None


class Derivation(Noun, frozen=True, kw_only=True):
    """`child` rests on `parent` (an article id, or an origin id for a parent outside the collection).

    `share` is the part of the child's reporting that matches the parent (0 to 1); `directed` is False when the
    direction could not be told; `credit` the spans of the child that name the parent. A "version" is the same report
    of the same outlet with its text changed: two versions are one report. `reprint` when nearly all of the child
    stands word for word in the parent: wire copy, or a text bought or taken over whole. `because` says in one line what
    the edge rests on.
    """

    child: str
    parent: str
    relation: Literal["derives", "duplicate", "version", "confirms"]
    credited: bool
    credit: tuple[Span, ...]
    share: float
    directed: bool
    confidence: float
    evidence: tuple[Passage, ...]
    rule: str
    reprint: bool = False
    because: str = ""


OriginKind = Literal["outlet", "agency", "state media", "official", "interview", "document", "observation"]


class Origin(Noun, frozen=True, kw_only=True):
    """Where a chain of attribution ends. `reports` are the article ids that rest on it; `description` says in one line
    what a reader can make of it: who spoke, to whom or in public, or on whose unnamed word an outlet has it."""

    id: str
    name: str
    kind: OriginKind
    reports: tuple[str, ...]
    evidence: tuple[Span, ...]
    description: str = ""


class Counts(Noun, frozen=True, kw_only=True):
    """Three counts, never one: outlets, texts not derived from each other, distinct stated sources; and the origins,
    where they were worked out anew."""

    outlets: int
    texts: int
    sources: int
    origins: tuple[str, ...] | None = None


class Support(Noun, frozen=True, kw_only=True):
    """What a statement rests on: the origins, and three counts, never one: outlets that carry it, texts not
    derived from each other, distinct stated sources. `folded` are the same counts with reprints left out. The support
    of a whole story has an empty `statement`."""

    statement: str
    origins: tuple[str, ...]
    outlets: int
    texts: int
    sources: int
    folded: Counts | None = None


class TimelineEntry(Noun, frozen=True, kw_only=True):
    """A day or interval of days and what is reported of it."""

    earliest: date
    latest: date
    text: str
    statements: tuple[str, ...]


class Leaf(Noun, frozen=True, kw_only=True):
    """A value of the negotiation record with what it rests on: the statements, the variants that touch its words, and
    `at`, the characters it was read from. `earliest` and `latest` are the days its words speak of, where they do;
    `first_reported` and `last_reported` the days of the first and the last report that give it, where known; `party`
    whose it is, where the record does not say so elsewhere."""

    value: str
    statements: tuple[str, ...]
    variants: tuple[str, ...] = ()
    at: tuple[Span, ...] = ()
    earliest: date | None = None
    latest: date | None = None
    party: str | None = None
    first_reported: date | None = None
    last_reported: date | None = None


class Delegate(Noun, frozen=True, kw_only=True):
    person: Leaf
    role: Leaf | None = None
    lead: bool = False


class Delegation(Noun, frozen=True, kw_only=True):
    party: str
    members: tuple[Delegate, ...]


class Change(Noun, frozen=True, kw_only=True):
    """A change in a party's delegation: who left it, who came in, on which day and why, as far as reports say; `how`
    where the one before stays in another part."""

    party: str | None
    out: Leaf | None = None
    into: Leaf | None = None
    why: Leaf | None = None
    how: Leaf | None = None


class Round(Noun, frozen=True, kw_only=True):
    """One session of the talks. `planned` are days it was to begin on and did not; `sizes` are of whole delegations;
    `delays` how late it began; `called_off` which party put it off or called it off; `outcome` what it ended with,
    `unresolved` what the sides did not agree on."""

    number: tuple[Leaf, ...] = ()
    place: tuple[Leaf, ...] = ()
    start: tuple[Leaf, ...] = ()
    planned: tuple[Leaf, ...] = ()
    end: tuple[Leaf, ...] = ()
    days: tuple[Leaf, ...] = ()
    format: tuple[Leaf, ...] = ()
    status: tuple[Leaf, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    sizes: tuple[Leaf, ...] = ()
    absent: tuple[Leaf, ...] = ()
    changes: tuple[Change, ...] = ()
    delays: tuple[Leaf, ...] = ()
    called_off: tuple[Leaf, ...] = ()
    outcome: tuple[Leaf, ...] = ()
    unresolved: tuple[Leaf, ...] = ()


class Position(Noun, frozen=True, kw_only=True):
    """What a party asks for, offers or refuses. `kind` is ``position`` where no word tells which of these. `about` is
    the issue, as reports word it: positions on one issue have the same; empty where the words do not tell."""

    party: str | None
    kind: Literal["term", "demand", "red line", "interest", "offer", "concession", "rejection", "condition", "position"]
    text: Leaf
    about: tuple[Leaf, ...] = ()


class Talks(Noun, frozen=True, kw_only=True):
    """The negotiation record; every value is a list of leaves, so that disputed values stand side by side. `stage` is
    in the terms of PA-X, for talks that are to end a conflict."""

    parties: tuple[Leaf, ...] = ()
    mediators: tuple[Leaf, ...] = ()
    hosts: tuple[Leaf, ...] = ()
    subject: tuple[Leaf, ...] = ()
    stage: tuple[Leaf, ...] = ()
    rounds: tuple[Round, ...] = ()
    pauses: tuple[Leaf, ...] = ()
    causes: tuple[Leaf, ...] = ()
    trigger: tuple[Leaf, ...] = ()
    positions: tuple[Position, ...] = ()
    departures: tuple[Leaf, ...] = ()
    next_steps: tuple[Leaf, ...] = ()
    earlier: tuple[Leaf, ...] = ()


class Dossier(Noun, frozen=True, kw_only=True):
    """All of the above for one story: what `stemma.publish` writes."""

    title: str
    layers: tuple[Layers, ...]
    problems: tuple[Problem, ...]
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    statements: tuple[Statement, ...]
    variants: tuple[Variant, ...]
    derivations: tuple[Derivation, ...]
    origins: tuple[Origin, ...]
    support: tuple[Support, ...]
    timeline: tuple[TimelineEntry, ...]
    talks: Talks | None
    made_with: tuple[tuple[str, str], ...] = ()
    whole: Support | None = None  # what the story as a whole rests on
