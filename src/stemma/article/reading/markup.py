"""Text fields that hold HTML: the text of each block on a line of its own."""

from __future__ import annotations

from typing import Any

from lxml import etree, html

_BLOCKS = "//p | //div | //br | //li | //h1 | //h2 | //h3 | //h4 | //h5 | //h6 | //blockquote | //tr | //figure"


def paragraphs(markup: str) -> str:
    """The text of `markup`, its blocks parted by empty lines; scripts and styles left out."""
    try:
        tree = html.fromstring(f"<div>{markup}</div>")
    except (etree.LxmlError, ValueError):
        return markup
    body: Any = tree
    for dropped in body.xpath("//script | //style | //noscript | //comment()"):
        dropped.drop_tree()
    for block in body.xpath(_BLOCKS):
        block.text = "\n" + (block.text or "")
        block.tail = "\n" + (block.tail or "")
    lines = (" ".join(line.split()) for line in str(body.text_content()).split("\n"))
    return "\n\n".join(line for line in lines if line)
