"""A page: a document with its mentions, its repairs and its views."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from mireader.documents.model import Document, Node, Source
from mireader.hanzi.alignment import Alignment, Chain, Edit, Span
from mireader.hanzi.script import convert
from mireader.library.mentions import Mention, Mentions

if TYPE_CHECKING:
    from mireader.hanzi.repair import Repair
    from mireader.tactics.brands import Brands
    from mireader.tactics.codebook import Codebook, Tactic
    from mireader.tactics.context import Subject
    from mireader.tactics.matcher import Matcher
    from mireader.tactics.matcher import Mention as RawMention

LARGE = 300_000
"""Code points of a page that the reader does not search for repairs itself: the index process does."""
VIEWS = ("stored", "clean", "mended", "hans", "hant", "tw", "hk")
"""`hans` to `hk` are the mended text in a script or a region's wording."""


class View(NamedTuple):
    """A shown form of a page, with the map from it to the stored text."""

    name: str
    text: str
    chain: Chain

    def stored_span(self, start: int, end: int) -> Span:
        """The stored characters that text[start:end] shows."""
        return self.chain.source_span(start, end)

    def shown_span(self, start: int, end: int) -> Span:
        """Where stored[start:end] is shown."""
        return self.chain.target_span(start, end)


class Written(NamedTuple):
    """A note on a passage: where it begins and ends in the stored text, and what was written."""

    start: int
    end: int
    text: str


class Page:
    """A document and what is found in it; computed when first asked for."""

    def __init__(self, document: Document, matcher: Callable[[], Matcher]) -> None:
        self.document = document
        self._matcher_of = matcher
        self._put_off = False
        self.when_repeats_matter: Callable[[], None] | None = None
        """In a large collection: looks for near-duplicates, once, and notes them in every page."""
        self.codings: dict[tuple[int, int, str], bool] = {}
        """What was coded by hand (True) or rejected (False): start, end, tactic."""
        self.notes: tuple[Written, ...] = ()
        """What was written about passages, in reading order."""
        self.typed_source = Source()
        """Where it came from by what the user typed in; goes before what the page says."""
        self._choices: dict[tuple[int, int, str], tuple[Repair, bool]] = {}

    @cached_property
    def _matcher(self) -> Matcher:
        return self._matcher_of()

    @property
    def path(self) -> str:
        """Where it was read from."""
        return self.document.path

    @property
    def title(self) -> str:
        """The page's title."""
        return self.document.title

    @property
    def text(self) -> str:
        """The stored text, to which every offset refers."""
        return self.document.text

    @property
    def outline(self) -> tuple[Node, ...]:
        """The nodes of its outline, in reading order."""
        if self.when_repeats_matter is not None:
            self.when_repeats_matter()
        return self.document.outline

    @property
    def source(self) -> Source:
        """Where it came from: by what was typed in, else by what is known of the page."""
        pairs = zip(self.typed_source, self.document.source, strict=True)
        return Source(*(typed or known for typed, known in pairs))

    def repeats(self, same: Mapping[str, str]) -> None:
        """Notes which of its nodes say again what stood elsewhere first: id to that place (`path#id`)."""
        if not same and all(node.same_as is None for node in self.document.outline):
            return
        outline = tuple(
            node if node.same_as == same.get(node.id) else node._replace(same_as=same.get(node.id))
            for node in self.document.outline
        )
        document = replace(self.document, outline=outline)
        if self.document.prepared:  # it is on the screen, which is not to wait
            document.prepare()
        self.document = document

    def repeated(self, node: Node | None) -> str | None:
        """The place (`path#id`) that a node, or one that holds it, says again; None where it stood first."""
        answer = node
        while answer is not None and answer.same_as is None:
            answer = self.document.node_by_id.get(answer.parent) if answer.parent else None
        if node is None or answer is None:
            return None
        return f"{answer.same_as}{node.id.removeprefix(answer.id)}"

    @cached_property
    def silent_repairs(self) -> tuple[Repair, ...]:
        """The repairs that are made without asking, in reading order."""
        from mireader.hanzi.repair import find_silent

        return tuple(find_silent(self.document.text, self.document.clean))

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        """Repairs made (the silent tier) and offered, in reading order."""
        from mireader.hanzi.repair.offers import find_offers

        offers = find_offers(self.document.text, self.document.clean, self.silent_repairs)
        return tuple(sorted((*self.silent_repairs, *offers)))

    def choose(self, repair: Repair, made: bool) -> None:
        """Makes a repair in the mended views of this page, or leaves it, whatever its tier says."""
        self._choices[repair.start, repair.end, repair.repaired] = repair, made
        self.__dict__.pop("mending", None)

    def is_made(self, repair: Repair) -> bool:
        """Whether the mended views make a repair."""
        chosen = self._choices.get((repair.start, repair.end, repair.repaired))
        return repair.applied if chosen is None else chosen[1]

    def made_repairs(self) -> list[Repair]:
        """The repairs that the mended views make, in reading order: silent ones and those accepted."""
        accepted = {repair for repair, made in self._choices.values() if made}
        return sorted({repair for repair in self.silent_repairs if self.is_made(repair)} | accepted)

    @cached_property
    def mending(self) -> Alignment:
        """From clean text to mended text."""
        from mireader.hanzi.repair import mending

        return mending(self.document.clean, self.made_repairs())

    def mend_later(self) -> None:
        """Shows clean text as mended until `mend` is called: the first frame waits for no repair."""
        self.__dict__["mending"] = Alignment((), len(self.document.clean.text))
        self._put_off = True

    def take_repairs(self, repairs: Iterable[Repair]) -> None:
        """Takes silent repairs that were found elsewhere, in reading order."""
        self.__dict__["silent_repairs"] = tuple(repairs)

    def mend(self) -> None:
        """Finds the repairs and makes them; those of a large page are waited for (`take_repairs`)."""
        if len(self.text) > LARGE and "silent_repairs" not in self.__dict__:
            self.mend_later()
            return
        if self._put_off:
            self._put_off = False
            _ = self.silent_repairs
            self.__dict__.pop("mending", None)
        _ = self.mending

    @cached_property
    def mentions(self) -> Mentions:
        """Mentions outside boilerplate, in reading order: found and not rejected, or coded by hand.

        A passage that was given a tactic stands for what was found in it of the same tactic.
        """
        if not self.codings:
            return self.found_mentions
        known = {tactic.id for book in self.codebooks for tactic in book.tactics}
        coded = [place for place, accepted in self.codings.items() if accepted and place[2] in known]
        given: dict[str, list[Span]] = {}
        for start, end, tactic in coded:
            given.setdefault(tactic, []).append((start, end))
        found = [
            m
            for m in self.found_mentions
            if self.codings.get((m.start, m.end, m.tactic)) is not False
            and not any(start < m.end and m.start < end for start, end in given.get(m.tactic, ()))
        ]
        by_hand = [self._coded(*place) for place in coded]
        return Mentions(self.text, sorted((*found, *by_hand), key=lambda mention: mention[:2]))

    def code(self, start: int, end: int, tactic: str, accepted: bool | None) -> None:
        """Gives a passage a tactic by hand (True), rejects a found mention (False), or takes that back."""
        self.codings.pop((start, end, tactic), None)
        if accepted is not None:
            self.codings[start, end, tactic] = accepted
        self.__dict__.pop("mentions", None)

    @property
    def has_mentions(self) -> bool:
        """Whether its mentions were looked for already."""
        return "mentions" in self.__dict__

    def forget_mentions(self) -> None:
        """Finds the mentions anew when next asked for them: the codebooks have changed."""
        for name in ("_matcher", "found_mentions", "mentions"):
            self.__dict__.pop(name, None)

    def _coded(self, start: int, end: int, tactic: str) -> Mention:
        path, known = self.document.path_to(start), self.tactic(tactic)
        to_clean = self.document.clean.alignment.target_of
        question = (to_clean(path[0].start), to_clean(path[0].end)) if path else None
        return Mention(
            start=start,
            end=end,
            text=self.document.text[start:end],
            tactic=tactic,
            name=known.name["zh-Hans"],
            group=known.group,
            strength="coded",
            negated=False,
            brand=self._brands.about(to_clean(start) + 1, question),
            node=path[-1].id if path else None,
        )

    @cached_property
    def found_mentions(self) -> Mentions:
        """Mentions of the codebooks' tactics outside boilerplate, in reading order."""
        if any(tactic.value for book in self.codebooks for tactic in book.tactics):
            return Mentions(self.text, self._valued(list(self._found())))
        return Mentions(self.text, self._found())

    def _found(self) -> Iterator[Mention]:
        """The mentions outside boilerplate, in reading order, facts without their values."""
        to_clean = self.document.clean.alignment.target_of
        subjects = self._subjects()
        for question, found in self._by_question():
            start, end = map(to_clean, (question.start, question.end) if question else (0, len(self.text)))
            counts = Counter(subjects[tactic] for tactic in {raw.tactic for raw, _node in found})
            named = question is not None and (
                any(raw.strength == "explicit" and raw.start < question.body_start for raw, _node in found)
                or self._brands.about(start, (start, end)) is not None
            )
            for raw, node in found:
                subject = subjects[raw.tactic]
                if subject.is_in(start, end, counts[subject], named):
                    about = self._brands.about(to_clean(raw.start) + 1, (start, end) if question else None)
                    yield self._mention(raw, node, about)

    def _by_question(self) -> Iterator[tuple[Node | None, list[tuple[RawMention, str | None]]]]:
        """What is found outside boilerplate, with its node, by question; one by one where there is none."""
        found: list[tuple[RawMention, str | None]] = []
        question: Node | None = None
        for raw in self._matcher.mentions(self.document.clean):
            path = self.document.path_to(raw.start)
            if path and path[-1].kind == "boilerplate":
                continue
            first = path[0] if path else None
            if found and (first is None or first is not question):
                yield question, found
                found = []
            question = first
            found.append((raw, path[-1].id if path else None))
        if found:
            yield question, found

    @cached_property
    def _brands(self) -> Brands:
        """The brands named in the page."""
        from mireader.tactics.brands import Brands

        document = self.document
        to_stored = document.clean.alignment.source_of

        def in_site_text(at: int) -> bool:
            path = document.path_to(to_stored(at)[0])
            return bool(path) and path[-1].kind == "boilerplate"

        return Brands(document.clean.text, in_site_text)

    def _subjects(self) -> dict[str, Subject]:
        """By tactic: which questions are about the subject of its codebook."""
        from mireader.tactics.context import Subject

        text, questions = self.document.clean.text, len(self.document.entries)
        subjects = {book.id: Subject(book.context, text, questions) for book in self.codebooks}
        return {tactic.id: subjects[book.id] for book in self.codebooks for tactic in book.tactics}

    def mentions_by_node(self) -> Counter[str]:
        """Mentions by outline node, counted in every node above too, what is said again once."""
        counts: Counter[str] = Counter()
        if self.when_repeats_matter is not None:
            self.when_repeats_matter()
        for id_, count in self.mentions.by_node().items():
            node = self.document.node_by_id.get(id_) if id_ else None
            if self.repeated(node):
                continue
            while node is not None:
                counts[node.id] += count
                node = self.document.node_by_id.get(node.parent) if node.parent else None
        return counts

    def mentions_by_tactic(self) -> Counter[str]:
        """How many mentions there are of each tactic, without those that are denied or said again."""
        if self.when_repeats_matter is not None:
            self.when_repeats_matter()
        nodes, by_id = self.mentions.nodes, self.document.node_by_id
        return self.mentions.by_tactic({node for node in nodes if self.repeated(by_id.get(node))})

    def _valued(self, mentions: list[Mention]) -> list[Mention]:
        """The mentions with the values of those that are facts; dates take the year of their question."""
        kinds = {m.tactic: self.tactic(m.tactic).value for m in mentions}
        from mireader.hanzi.fold import fold
        from mireader.tactics.facts import normalise, with_years

        valued: list[Mention] = []
        for mention in mentions:
            kind = kinds[mention.tactic]
            fact = normalise(kind, fold(mention.text)) if kind else None
            if kind is None or fact is not None:
                valued.append(mention._replace(value=fact.value, unit=fact.unit) if fact else mention)
        by_question: dict[str | None, list[int]] = {}
        for index, mention in enumerate(valued):
            if kinds[mention.tactic] == "date":
                entry = mention.node.partition(".")[0] if mention.node else None
                by_question.setdefault(entry, []).append(index)
        for indexes in by_question.values():
            years = with_years([valued[index].value or "" for index in indexes])
            for index, value in zip(indexes, years, strict=True):
                valued[index] = valued[index]._replace(value=value)
        return valued

    def _mention(self, raw: RawMention, node: str | None, brand: str | None) -> Mention:
        return Mention(
            raw.start,
            raw.end,
            self.document.text[raw.start : raw.end],
            raw.tactic,
            self.tactic(raw.tactic).name["zh-Hans"],
            raw.group,
            raw.strength,
            raw.negated,
            brand,
            node,
        )

    @property
    def codebooks(self) -> tuple[Codebook, ...]:
        """The codebooks in use."""
        return self._matcher.codebooks

    def tactic(self, id_: str) -> Tactic:
        """A tactic of the codebooks in use, by its id. Raises KeyError."""
        for codebook in self._matcher.codebooks:
            if id_ in codebook.by_id:
                return codebook.by_id[id_]
        raise KeyError(id_)

    def view(self, name: str) -> View:
        """The whole page in one of VIEWS. Raises KeyError for another name."""
        document = self.document
        if name == "stored":
            return View(name, document.text, Chain([Alignment([], len(document.text))]))
        clean = document.clean
        if name == "clean":
            return View(name, clean.text, Chain([clean.alignment]))
        mended = self.mending.apply(clean.text)
        if name == "mended":
            return View(name, mended, Chain([clean.alignment, self.mending]))
        pieces: list[str] = []
        edits: list[Edit] = []
        at = 0
        for line in mended.splitlines(keepends=True):
            converted, alignment = convert(line, name)
            pieces.append(converted)
            edits += [Edit(at + edit.start, at + edit.end, edit.text) for edit in alignment.edits]
            at += len(line)
        links = [clean.alignment, self.mending, Alignment(edits, len(mended))]
        return View(name, "".join(pieces), Chain(links))
