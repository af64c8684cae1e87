"""Scoring: how likely a candidate is an attribution.

A logistic regression over what a reader would look at: the cue's lemma in its construction, the kind of source,
modality, negation, quotation marks, length. Weights and recipe: ``data/en/attribution_weights.tsv`` (trained on
PolNeAR train by ``training/attribution_scoring.py``); the probability is the candidate's confidence.
"""

from __future__ import annotations

import math
from functools import cache

import msgspec

from stemma.article.attribution.candidate import Candidate, size
from stemma.article.attribution.closing import find_closing, stretches
from stemma.article.attribution.quoting import Quoted
from stemma.article.attribution.saying import closing_verbs, taken_for_noun, witnessed
from stemma.data import lines, members, table, words
from stemma.nlp.tree import Tree

WEIGHTS = "en/attribution_weights.tsv"
NAME = "attribution scoring 1"

# the share of plain reported speech in PolNeAR train whose content and source are annotated alike: 0.60 to 0.72
_PLAIN = 0.6
_HEDGED = 4  # tokens behind "at" in which a figure begins ("at more than $60 million")
_PLAIN_RULES = frozenset({"comment", "clause", "parenthesis", "according-to"})
_CLASSED = ("object", "noun-clause", "noun-is")  # plain with some cues only


@cache
def _weights() -> dict[str, float]:
    out = {}
    for line in lines(WEIGHTS):
        feature, weight = line.rsplit(maxsplit=1)
        out[feature] = float(weight)
    return out


def score(candidate: Candidate, tree: Tree, quoted: Quoted) -> Candidate:
    """The candidate with its confidence."""
    weights = _weights()
    total = sum(weights.get(f, 0.0) for f in features(candidate, tree, quoted))
    confidence = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
    plain = _plain(candidate, tree, quoted)
    return msgspec.structs.replace(candidate, confidence=max(confidence, _PLAIN) if plain else confidence, plain=plain)


def _plain(candidate: Candidate, tree: Tree, quoted: Quoted) -> bool:
    """Whether a candidate is plain reported speech: a stated fact that a source outside quotation marks said a clause.
    Rare words in the content or source must not hide it."""
    i = candidate.head
    if candidate.rule == "hearsay":
        return True
    if i is None or not candidate.source:
        return False
    if candidate.rule in ("inquit", "colon", "pointing") or _estimate(candidate, tree):
        return True
    if not (candidate.rule in _PLAIN_RULES or candidate.rule.startswith(_CLASSED) or _framing(candidate, tree)):
        return False
    cue = tree.tokens[i]
    if candidate.rule in ("clause", "comment") and _quoted_as(tree, i):
        return True
    if candidate.rule == "comment" and (witnessed(tree, i) or taken_for_noun(tree, i) or _closes(tree, i, quoted)):
        return True
    if candidate.rule == "as-clause" and cue.lemma in _as_verbs():
        return quoted.at(cue.start) is None and size(candidate.content) >= 15
    if _held_against(candidate, tree) or _of_somebodys_word(candidate, tree):
        return quoted.at(cue.start) is None
    if cue.lemma not in words("en/speech_verbs.txt") or cue.tag not in ("VBD", "VBZ", "VBP", "VBN"):
        return candidate.rule == "according-to"
    if candidate.rule.startswith(_CLASSED):
        return False
    if quoted.at(cue.start) is not None or size(candidate.content) < 15:
        return False
    return not any(tree.tokens[c].dep == "neg" or tree.tokens[c].tag == "MD" for c in tree.children(i))


@cache
def _as_verbs() -> frozenset[str]:
    """Verbs with which "as …" gives a source ("As the ministry specified, …", "as the paper published")."""
    kinds = (members("en/relays.toml", kind) for kind in ("publishing", "learning", "showing"))
    return words("en/speech_verbs.txt").union(words("en/reporting_verbs.txt"), *kinds)


def _held_against(candidate: Candidate, tree: Tree) -> bool:
    """Whether somebody lays something on another ("blames the army for it") or counts it ("counts 350 people")."""
    i = candidate.head
    assert i is not None
    if tree.tokens[i].tag not in ("VBD", "VBZ", "VBP") or not candidate.rule.startswith("object"):
        return False
    if candidate.rule == "object" and any(r.startswith("object+") for r in candidate.rivals):
        return False  # the longer one says what for
    if tree.tokens[i].lemma in members("en/relays.toml", "blaming"):
        return True
    speaker = next(iter(tree.within(candidate.source[-1])[-1:]), i)
    person = tree.tokens[speaker].ent == "PERSON" or tree.tokens[speaker].tag in ("PRP", "NNS")
    counted = any(tree.tokens[c].pos == "NUM" for o in tree.children(i, "dobj") for c in tree.children(o, "nummod"))
    return tree.tokens[i].lemma in members("en/relays.toml", "counting") and counted and person


def _of_somebodys_word(candidate: Candidate, tree: Tree) -> bool:
    """Whether a clause is the matter of somebody's claim, told with whose it is ("the union's claim that …", "the claim
    of the union is that …")."""
    i = candidate.head
    assert i is not None
    noun = tree.tokens[i].lemma if candidate.rule in ("noun-clause", "noun-is") else ""
    return noun in members("en/relays.toml", "words_of")


def _closes(tree: Tree, i: int, quoted: Quoted) -> bool:
    """Whether a verb is that of a clause which closes what is said."""
    if tree.tokens[i].lemma not in closing_verbs():
        return False
    found = (find_closing(tree, s, quoted) for s in stretches(tree, tree.sentence_of(i), quoted))
    return any(c is not None and c.verb == i for c in found)


def _estimate(candidate: Candidate, tree: Tree) -> bool:
    """Whether somebody gives a figure ("put the losses at $60 million"): what is measured, "at" and a number."""
    i = candidate.head
    if i is None or not candidate.rule.startswith("object") or len(candidate.content) != 1:
        return False
    if tree.tokens[i].lemma not in members("en/relays.toml", "estimating") or not tree.children(i, "dobj"):
        return False
    if tree.tokens[i].tag not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    inside = tree.within(candidate.content[0])
    at = [t for t in inside if tree.tokens[t].text.lower() == "at" and t > inside[0]]
    behind = range(at[-1] + 1, inside[-1] + 1) if at else range(0)
    number = any(tree.tokens[t].pos in ("NUM", "SYM") for t in behind[:_HEDGED])
    other = any(tree.tokens[t].pos in ("VERB", "AUX") or tree.tokens[t].ent in ("TIME", "DATE") for t in behind)
    return number and not other and not any(tree.tokens[t].pos == "DET" for t in behind[:1])


def _quoted_as(tree: Tree, i: int) -> bool:
    """Whether a participle is that of "quoted … as saying"."""
    head = tree.head(i)
    if tree.tokens[i].tag != "VBG" or head is None or tree.tokens[head].text.lower() != "as":
        return False
    verb = tree.head(head)
    return verb is not None and tree.tokens[verb].lemma in members("en/relays.toml", "as_saying")


def _framing(candidate: Candidate, tree: Tree) -> bool:
    """Whether a candidate has a form of comment clause that means reported speech with a verb of speech only: "As X
    reported, …" (Quirk et al. 1985, 15.53) without an object, and "…, writes X" with the subject behind."""
    i = candidate.head
    if i is None or tree.children(i, "ccomp", "xcomp", "attr") or not candidate.source:
        return False
    if candidate.rule == "as-clause":
        told = tree.tokens[i].lemma in table("en/relays.toml")["telling"]
        if (tree.children(i, "dobj") and not told) or tree.tokens[i].lemma == "speak":
            return False
        denied = any(tree.tokens[t].dep == "neg" for s in candidate.content for t in tree.within(s))
        if not tree.children(i, "nsubj", "agent") or denied:
            return False  # "is not for sale, as many claimed": which of the two they claimed is open
        opening = next((c for c in tree.children(i, "mark", "advmod") if tree.tokens[c].text.lower() == "as"), 0)
        before = tree.tokens[opening - 1].text.lower() if opening else ","
        after = tree.tokens[opening + 1].pos
        return before in (",", "”", '"') or (opening == tree.sentence_of(i).first and after != "ADV")
    if tree.children(i, "dobj", "advmod"):
        return False
    if candidate.rule != "comment-loose" or tree.tokens[i].tag not in ("VBZ", "VBD"):
        return False
    behind = candidate.source[0].start > tree.tokens[i].end and candidate.source[0].start - tree.tokens[i].end < 3
    return behind and tree.tokens[i].lemma in words("en/reporting_verbs.txt") | {"write"}


def _bucket(n: int) -> str:
    for limit in (1, 2, 3, 5, 8, 12, 20, 40):
        if n <= limit:
            return f"<={limit}"
    return ">40"


def features(candidate: Candidate, tree: Tree, quoted: Quoted) -> list[str]:
    """The names of what holds for a candidate."""
    if candidate.head is None:
        return ["bias", "rule=" + candidate.rule]
    i = candidate.head
    cue = tree.tokens[i]
    rule, lemma = candidate.rule, cue.lemma.replace(" ", "")
    group = "quotation" if rule.startswith("quotation") else rule.split("+")[0].split("-")[0]
    out = ["bias", f"rule={rule}", f"lemma={lemma}", f"{rule}|{lemma}", f"{group}|{lemma}", f"dep={cue.dep}"]
    out.append(f"{group}|tag={cue.tag}")
    out += [f"rival|{group}|{r}" for r in candidate.rivals]
    children = tree.children(i)
    particle = next((tree.tokens[c].lemma for c in children if tree.tokens[c].dep == "prt"), "")
    if particle:
        out += [f"prt={lemma}_{particle}", "prt"]
    negated = False
    for c in children:
        token = tree.tokens[c]
        if token.dep == "neg":
            negated = True
            out += ["neg", f"neg|{group}"]
        elif token.dep == "aux" and token.tag in ("MD", "TO"):
            out += [f"aux={token.lemma}", f"aux|{group}"]
        elif token.dep == "auxpass":
            out += ["passive", f"passive|{lemma}"]
        elif token.dep == "mark" and token.text.lower() != "that":
            out.append(f"mark={token.lemma}")
        elif token.dep == "dobj" and rule.startswith(("clause", "comment", "quotation", "infin", "prep")):
            out.append(f"dobj={token.lemma}")
    dative = any(tree.tokens[c].dep in ("dative",) for c in children)
    if dative:
        out.append(f"dative|{group}")
    home = quoted.at(cue.start)
    if home is not None:
        out += ["cue-in-quotation", f"cue-in-quotation|{group}"]
    out.extend(_source_features(candidate, tree, group))

    words = [t for s in candidate.content for t in tree.within(s)]
    out.append(f"{group}|length{_bucket(len(words))}")
    if words:
        start = tree.tokens[words[0]]
        out += [f"{group}|first={start.pos}", f"first={start.lemma}"]
        if start.text.lower() in members("en/grammar.toml", "content_openers"):
            out.append(f"{lemma}|first={start.text.lower()}")
        root = min(words, key=lambda t: (tree.tokens[t].head in words, t))
        out += [f"{group}|root={tree.tokens[root].pos}", f"{group}|rootlemma={tree.tokens[root].lemma}"]
        out.append(f"{group}|roottag={tree.tokens[root].tag}")
        if tree.tokens[root].ent:
            out.append(f"{group}|rootent={tree.tokens[root].ent}")
    inside = [q for s in candidate.content for q in quoted.touching(s)] if home is None else []
    if inside:
        covered = sum(q.end - q.start for q in inside)
        share = covered / max(1, size(candidate.content))
        whole = "whole" if share > 0.95 else "part"
        out += [f"{group}|quote={whole}", f"quote={whole}"]
        last = quoted.text[max(inside[-1].start, inside[-1].end - 3) : inside[-1].end]
        if whole == "whole":
            out.append(f"quote-ends={''.join(c for c in last if c in ',.!?—…')[:1] or 'word'}")
            out.append(f"quote-double={inside[0].double}")
    first, last_ = candidate.content[0], candidate.content[-1]
    if candidate.cue is not None:
        between = (
            quoted.text[candidate.cue.end : first.start]
            if candidate.cue.end <= first.start
            else quoted.text[last_.end : candidate.cue.start]
        )
        mark = next((c for c in between if c in ",:;.?!(—-"), "")
        out += [f"{group}|between={mark}", f"{group}|gap{_bucket(len(between.split()))}"]
        if len(candidate.content) > 1:
            out.append(f"{group}|pieces")
            behind = tree.within(candidate.content[-1])
            if candidate.content[-1].start > candidate.cue.start and behind:
                out.append(f"{group}|resumes={tree.tokens[behind[0]].lemma}")
                out.append(f"{group}|resumes={tree.tokens[behind[0]].pos}")
    sentence = tree.sentence_of(i)
    if sentence.first == 0 and len(tree.parse.sentences) > 2 and _apart(sentence.end, quoted.text):
        out.append(f"headline|{group}")
    if negated and home is not None:
        out.append("neg-in-quotation")
    end = tree.within(candidate.content[-1])
    if end:
        at_end = end[-1] + 2 >= sentence.last
        out.append(f"{group}|{'to-end' if at_end else 'ends-before=' + tree.tokens[end[-1] + 1].pos}")
        if not at_end:
            out.append(f"ends-before={tree.tokens[end[-1] + 1].lemma}")
    head = tree.head(i)
    if head is not None and cue.dep in ("xcomp", "ccomp", "pcomp", "conj", "advcl"):
        out.append(f"under={tree.tokens[head].lemma}|{cue.dep}")
    return out


def _apart(end: int, text: str) -> bool:
    """Whether nothing but a line break follows: a headline, not the first sentence of a paragraph."""
    return "\n" in text[end : end + 2]


def _source_features(candidate: Candidate, tree: Tree, group: str) -> list[str]:
    if not candidate.source:
        return ["source=none", f"source=none|{group}"]
    heads = tree.within(candidate.source[0])
    if not heads:
        return ["source=odd"]
    head = min(heads, key=lambda t: (tree.tokens[t].head in heads, t))
    token = tree.tokens[head]
    if token.pos == "PRON":
        kind = f"pron={token.text.lower()}"
    elif token.ent:
        kind = f"ent={token.ent}"
    elif token.pos == "PROPN":
        kind = "propn"
    else:
        kind = "noun"
    out = [f"source={kind}", f"source={kind}|{group}"]
    if candidate.head is not None:
        out.append(f"source={kind}|{tree.tokens[candidate.head].lemma}")
    if kind == "noun" or token.pos == "NOUN":
        out += [f"sourcenoun={token.lemma}", f"sourcenountag={token.tag}"]
    if candidate.cue is not None and candidate.source[0].start > candidate.cue.start:
        out.append(f"source-after|{group}")
    return out
