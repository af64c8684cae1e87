"""What page and Markdown show of a dossier, section by section, as plain records without markup.

Everything here is derived from the record (`stemma.publish.record`) and the dossier; a view adds order, grouping and
the way to the evidence, and leaves wording to `stemma.publish.wording` and markup to the templates.
"""
