"""REFI-QDA: a codebook (.qdc) and a project (.qdpx) for NVivo, ATLAS.ti, MAXQDA, QualCoder and others.

Rotterdam Exchange Format Initiative, REFI-QDA Standard 1.5 (2019). Written with the standard library: the
whole of it is some thirty elements. Identifiers are made from what they name, so the same pages give the
same file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mireader.export.evidence import Evidence, Sheet
from mireader.library import Page
from mireader.tactics.codebook import Codebook

_PROJECT, _CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""
_LONGEST_NAME = 60
_COLOURS = ("#1f77b4", "#2ca02c", "#ff7f0e", "#9467bd", "#17becf", "#d62728", "#8c564b", "#bcbd22")
_WHEN = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the earliest that ZIP knows."""


def as_qdc(sheet: Sheet) -> bytes:
    """The codebooks in use."""
    root = Element("CodeBook", {"xmlns": _CODEBOOK, "origin": "mireader"})
    _codes(root, sheet.codebooks)
    return _xml(root)


def as_qdpx(sheet: Sheet) -> bytes:
    """A project: the pages as plain text, the codebooks, a coded selection for each row, and notes.

    Positions are code points into the text as stored. Importers fold CR LF into one character, so each CR is
    written as a blank: positions hold whatever a reader makes of line ends.
    """
    root = Element("Project", {"xmlns": _PROJECT, "name": "mireader", "origin": "mireader"})
    user = _guid("user")
    SubElement(SubElement(root, "Users"), "User", {"guid": user, "name": "mireader"})
    _codes(SubElement(root, "CodeBook"), sheet.codebooks)
    sources, notes = SubElement(root, "Sources"), Element("Notes")
    texts: dict[str, str] = {}
    for page in sheet.pages:
        name = _guid("page", page.path, page.document.text_sha256)
        texts[f"sources/{name}.txt"] = plain(page.text)
        _source(sources, page, name, user, [row for row in sheet.rows if row.path == page.path])
    for text in dict.fromkeys(row.note for row in sheet.rows if row.note):
        note = SubElement(notes, "Note", {"guid": _guid("note", text), "creatingUser": user})
        SubElement(note, "PlainTextContent").text = _NO_XML.sub("\ufffd", text)
    if len(notes):
        root.append(notes)
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("project.qde", _WHEN), _xml(root))
        for file, text in texts.items():
            archive.writestr(ZipInfo(file, _WHEN), text.encode(), ZIP_DEFLATED)
    return out.getvalue()


def plain(text: str) -> str:
    """A page's text as it goes into a project: as long as stored, without what importers change."""
    return _NO_XML.sub("\ufffd", text.replace("\r\n", " \n").replace("\r", "\n"))


def _source(sources: Element, page: Page, name: str, user: str, rows: Sequence[Evidence]) -> None:
    attributes = {"guid": name, "name": _clean(page.title), "plainTextPath": f"internal://{name}.txt"}
    source = SubElement(sources, "TextSource", attributes)
    if rows:
        SubElement(source, "Description").text = _clean(rows[0].reference)
    for row in rows:
        place = (page.path, str(row.start), str(row.end), row.tactic)
        selection = SubElement(
            source,
            "PlainTextSelection",
            {
                "guid": _guid("selection", *place),
                "name": _clean(row.mention)[:_LONGEST_NAME],
                "startPosition": str(row.start),
                "endPosition": str(row.end),
                "creatingUser": user,
            },
        )
        SubElement(selection, "Description").text = _clean(row.quotation)
        coding = SubElement(selection, "Coding", {"guid": _guid("coding", *place), "creatingUser": user})
        SubElement(coding, "CodeRef", {"targetGUID": code_guid(row.tactic)})
        if row.note:
            SubElement(selection, "NoteRef", {"targetGUID": _guid("note", row.note)})


def _codes(parent: Element, codebooks: Sequence[Codebook]) -> None:
    """Groups as codes that hold the tactics."""
    codes = SubElement(parent, "Codes")
    for book in codebooks:
        for number, group in enumerate(book.groups):
            colour = _COLOURS[number % len(_COLOURS)]
            about = {"name": group.name["zh-Hans"], "isCodable": "false", "color": colour}
            above = SubElement(codes, "Code", {"guid": _guid("group", book.id, group.id), **about})
            for tactic in book.tactics:
                if tactic.group != group.id:
                    continue
                named = {"name": tactic.name["zh-Hans"], "isCodable": "true", "color": colour}
                code = SubElement(above, "Code", {"guid": code_guid(tactic.id), **named})
                definition = tactic.definition.get("zh-Hans") or next(iter(tactic.definition.values()), "")
                if definition:
                    SubElement(code, "Description").text = _clean(definition)


def code_guid(tactic: str) -> str:
    """The identifier of a tactic's code."""
    return _guid("tactic", tactic)


def _guid(*parts: str) -> str:
    return str(uuid5(NAMESPACE_URL, "mireader:" + "\x1f".join(parts)))


def _clean(text: str) -> str:
    return " ".join(_NO_XML.sub("\ufffd", text).split())


def _xml(root: Element) -> bytes:
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
