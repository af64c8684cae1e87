"""Measures: what a number in a report is a number of, so that the numbers of two reports can answer to each other.

A number fills a slot: the dead of an event, the turnout, the worth of a deal, or whatever noun is counted by whatever
verb ("pulled *nine people* out"). Slots are read from the parse: the counted noun, and the first verb, casualty word
or measured thing above the number.

What it gets wrong: two events of one kind in one story (two attacks, two votes), where no date sets them apart.
"""

from __future__ import annotations

from stemma.data import table
from stemma.model import Noun, Quantity
from stemma.nlp.tree import Tree
from stemma.story.variants.predicates import class_of, closed

_REACH = 4  # tokens up the parse


class Measure(Noun, frozen=True, kw_only=True):
    """What a number measures: `thing` is what is counted or has the size, `event` what happens to it. `known` when
    both are of the classes of which a story has one (its dead, its turnout); `rest` where it counts what is left or a
    part ("two more"), `unreal` where it tells what can or could be ("built to carry 60")."""

    thing: str
    event: str
    known: bool
    rest: bool = False
    unreal: bool = False


def measure(quantity: Quantity, tree: Tree) -> Measure:
    """What `quantity` is a number of."""
    inside = tree.within(quantity.span)
    if not inside:
        return Measure(thing=quantity.unit, event="", known=False)
    root = next((i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i), inside[-1])
    above = _above(root, tree)
    if quantity.dimension == "count":
        for i in (*_behind(inside, tree), root, *above):
            kind = class_of("casualties", _word(i, tree))
            if kind and not (_part(inside, tree) or _graded(i, tree) or _looked_into(i, tree)):
                anyone = quantity.unit in table("en/predicates.toml")["counted"]["anyone"]
                return Measure(thing="people" if anyone else quantity.unit, event=kind, known=True)
            if tree.tokens[i].pos == "VERB":
                break
    verb = next((i for i in above if tree.tokens[i].pos in ("VERB", "AUX")), None)
    lemma = tree.tokens[verb].lemma if verb is not None else ""
    if quantity.dimension == "count" and _aboard(quantity, root, verb, tree):
        return Measure(thing="people", event="aboard", known=True)
    if quantity.dimension == "time" and _term(root, tree):
        return Measure(thing="person", event="sentence", known=True)
    if quantity.dimension == "money" and _gone(root, above, tree):
        return Measure(thing="missing money", event="size", known=True)
    if quantity.dimension != "count" or not quantity.unit:
        thing = _measured(verb, root, tree)
        if thing:
            named = class_of("measured", thing)
            return Measure(thing=named or thing, event="size", known=bool(named))
    unreal = verb is not None and _unreal(verb, tree)
    return Measure(thing=quantity.unit, event=lemma, known=False, rest=_rest(inside, tree), unreal=unreal)


def _aboard(quantity: Quantity, root: int, verb: int | None, tree: Tree) -> bool:
    """Whether the number is of the people in a vessel: it carries them, they are on board, or they walk onto it; and
    nothing else is said to happen to them ("143 people on board were saved" are a part of them)."""
    lists = table("en/predicates.toml")
    counted = tree.head(root)
    root = counted if counted is not None and tree.tokens[root].dep == "nummod" else root
    if not quantity.unit or quantity.unit not in lists["counted"]["anyone"] or _rest(tree.within(quantity.span), tree):
        return False
    if verb is None or tree.tokens[verb].lemma not in lists["aboard"]["verbs"]:
        return False
    if _part(tree.within(quantity.span), tree) or _unreal(verb, tree):
        return False
    if tree.tokens[root].dep not in ("dobj", "attr"):
        return _walking_on(root, tree)
    vessels = lists["aboard"]["vessels"]
    if tree.tokens[verb].lemma in ("carry", "transport", "hold", "have") and tree.tokens[root].dep == "dobj":
        carriers = tree.children(verb, "nsubj")
        over = tree.head(verb)
        carriers += [over] if over is not None and tree.tokens[verb].dep in ("acl", "relcl") else []
        named = [k for i in carriers for k in (i, *tree.children(i, "amod", "compound", "appos"))]  # "the ferry Maren"
        if any(w in vessels for i in named for w in (tree.tokens[i].lemma.lower(), tree.tokens[i].text.lower())):
            return True
    after = [t.lemma.lower() for t in tree.tokens[root + 1 : min(root + 3, tree.sentence_of(root).last + 1)]]
    return after[:1] == ["aboard"] or after[:2] == ["on", "board"] or _walking_on(root, tree)


def _gone(root: int, above: list[int], tree: Tree) -> bool:
    """Whether a sum is said to be gone ("the disappearance of 40 million", "is missing"), before any other verb."""
    last = tree.head(above[-1]) if above and tree.tokens[above[-1]].dep == "aux" else None  # "40 million is missing"
    for n, i in enumerate([*above, *(() if last is None else (last,))]):
        worded = {_word(i, tree), tree.tokens[i].text.lower()}
        if any(class_of("losses", w) for w in worded) and tree.tokens[root].dep != "conj":
            return True
        if tree.tokens[i].pos == "VERB" or (tree.tokens[i].pos == "NOUN" and n > 1):
            return False
    return False


def _unreal(verb: int, tree: Tree) -> bool:
    """Whether a verb tells what can or could be ("built to carry 60", "could be jailed")."""
    lists = table("en/predicates.toml")["unreal"]
    aux = [tree.tokens[k] for k in tree.children(verb, "aux")]
    over = tree.head(verb)
    fit = over is not None and tree.tokens[over].lemma.lower() in lists["fit"]
    return any(t.lemma.lower() in lists["modals"] or t.text.lower() in lists["modals"] for t in aux) or (
        fit and any(t.tag == "TO" for t in aux)
    )


def _walking_on(root: int, tree: Tree) -> bool:
    """Whether those counted are walking onto a vessel."""
    lists = table("en/predicates.toml")["aboard"]
    for i in range(root + 1, min(root + 3, tree.sentence_of(root).last)):
        if tree.tokens[i].lemma in lists["motion"] and tree.tokens[i].tag == "VBG":
            onto = [k for k in tree.children(i, "prep") if tree.tokens[k].lemma.lower() in ("onto", "on")]
            return any(tree.tokens[o].lemma.lower() in lists["vessels"] for k in onto for o in tree.children(k, "pobj"))
    return False


def _term(root: int, tree: Tree) -> bool:
    """Whether a length of time is the term that a court set somebody."""
    lists = table("en/predicates.toml")["penal"]
    above = tree.ancestors(root)[:_REACH]
    near = [i for n, i in enumerate(above) if n < 2 or tree.tokens[i].pos == "VERB"]
    lemmas = [tree.tokens[i].lemma.lower() for i in near]
    if any(_unreal(i, tree) for i in above if tree.tokens[i].pos == "VERB"):
        return False
    if not near or any(w in lists["not_set"] for w in lemmas) or tree.tokens[root].dep == "conj":
        return False
    of = [o for p in tree.children(root, "prep") for o in tree.children(p, "pobj")]
    imprisoned = any(tree.tokens[o].lemma.lower() in lists["places"] for o in of)
    term = lemmas[0] == "term" and any(tree.tokens[k].lemma in lists["places"] for k in tree.children(near[0]))
    return (
        term
        or any(w in lists["terms"] for w in lemmas[:2])
        or (imprisoned and (any(w in lists["terms"] or w in lists["verbs"] for w in lemmas)))
    )


def _rest(inside: range, tree: Tree) -> bool:
    """Whether the number counts what is left, or the whole that an ordinal picks from ("second of three")."""
    after = tree.tokens[inside[-1] + 1 : inside[-1] + 2]
    before = tree.tokens[max(0, inside[0] - 2) : inside[0]]
    return any(t.lemma in closed("rest") for t in after) or (
        len(before) == 2 and before[1].lemma == "of" and before[0].pos in ("ADJ", "NUM", "PRON")
    )


def _behind(inside: range, tree: Tree) -> list[int]:
    """The casualty word right behind what is counted, as headlines have it ("10 tourists killed")."""
    out = []
    for i in range(inside[-1] + 1, min(inside[-1] + 1 + _REACH, tree.sentence_of(inside[-1]).last)):
        if class_of("casualties", _word(i, tree)):
            out.append(i)
        elif tree.tokens[i].pos in ("NOUN", "PROPN", "ADJ", "AUX", "ADV"):
            continue
        break
    return out


def _above(i: int, tree: Tree) -> list[int]:
    """The tokens above `i` up to the first verb, an auxiliary's participle included."""
    out = []
    for k in tree.ancestors(i)[:_REACH]:
        out.append(k)
        if tree.tokens[k].pos in ("VERB", "AUX"):
            if tree.tokens[k].pos == "AUX":
                out += tree.children(k, "acomp", "attr", "prep")
            break
    return out


def _word(i: int, tree: Tree) -> str:
    token = tree.tokens[i]
    return token.lemma.lower()


def _part(inside: range, tree: Tree) -> bool:
    """Whether the number is a part of another ("five of them", "the first five")."""
    after = tree.tokens[inside[-1] + 1 : inside[-1] + 2]
    before = tree.tokens[max(0, inside[0] - 1) : inside[0]]
    return any(t.lemma in closed("partitive") for t in after) or any(t.lemma in closed("ordering") for t in before)


def _graded(i: int, tree: Tree) -> bool:
    """Whether the harm is of one degree only ("critically injured"): a part of those harmed."""
    return any(tree.tokens[k].lemma.endswith("ly") for k in tree.children(i, "advmod")) or bool(
        tree.children(i, "amod")
    )


def _looked_into(i: int, tree: Tree) -> bool:
    """Whether deaths are what somebody examines, was told of or lays to something ("is examining seven deaths", "was
    notified of three", "linked 11 deaths to the device"): his own count, and not how many died."""
    verb = next((k for k in tree.ancestors(i)[:_REACH] if tree.tokens[k].pos in ("VERB", "AUX")), None)
    if verb is None or tree.tokens[i].pos != "NOUN" or _word(verb, tree) not in closed("looking_into"):
        return False
    return i not in tree.children(verb, "nsubj")


def _measured(verb: int | None, root: int, tree: Tree) -> str:
    """The noun whose size the number gives: the subject or object of a verb of measure, or what it is "worth"."""
    for i in tree.ancestors(root)[:2]:
        if tree.tokens[i].lemma in ("worth", "value") and not tree.children(i, "dobj"):
            noun = next((k for k in tree.ancestors(i)[:3] if tree.tokens[k].pos in ("NOUN", "PROPN")), None)
            return tree.tokens[noun].lemma if noun is not None else ""
    over = tree.head(root)
    if over is not None and class_of("measured", tree.tokens[over].lemma) and tree.tokens[root].dep != "conj":
        return tree.tokens[over].lemma  # "a $420m deal"
    if verb is None:
        return ""
    verbs = table("en/predicates.toml")["measuring"]
    noun = None
    if tree.tokens[verb].lemma in verbs["subject"]:
        noun = next(iter(tree.children(verb, "nsubj", "nsubjpass")), None)
        if noun is not None and tree.tokens[noun].tag in ("WDT", "WP") and tree.tokens[verb].dep == "relcl":
            noun = tree.head(verb)
    elif tree.tokens[verb].lemma in verbs["object"]:
        noun = next(iter(tree.children(verb, "dobj", "nsubjpass")), None)
    if noun is None or noun == root or tree.tokens[noun].pos != "NOUN":
        return ""
    return tree.tokens[noun].lemma
