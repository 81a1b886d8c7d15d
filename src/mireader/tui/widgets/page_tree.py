"""The document tree: pages, their questions and headings; boilerplate folded away at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from rich.style import Style
from rich.text import Text, TextType
from textual.binding import Binding, BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from mireader.documents.model import Document, Node
from mireader.hanzi.visible import visible
from mireader.hanzi.width import crop
from mireader.i18n import _
from mireader.tui.messages import GoTo
from mireader.tui.widgets.steady import SteadyStyle
from mireader.tui.widgets.tree_folders import Folder, folder_of, listed
from mireader.tui.widgets.tree_groups import Group, groups_of, ranges_of
from mireader.tui.widgets.tree_labels import LONGEST_LABEL, converted, label_of

_SHORTEST_LABEL = 8
_GONE = "dim strike"
_KEPT_OPEN = 4
"""Ranges of questions that stay filled after one has read on: each has up to 200 nodes, some 2 kB each."""
_BOILERPLATE = "#boilerplate"
"""What stands for a node's id where a tree node is no node of a page: this, and ids of groups."""


class Item(NamedTuple):
    """What a tree node stands for: a page, a node of it, all its boilerplate, or (no path) a folder."""

    path: str
    node: str | None = None
    offset: int = 0


class PageTree(Tree[Item], SteadyStyle):
    """Pages at the top; what a node holds is added when it is first opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "scroll_home", show=False),
        Binding("G", "scroll_end", show=False),
    ]

    def __init__(self, id: str | None = None) -> None:
        self._measured: tuple[object, int] = (None, 0)
        super().__init__("", id=id)
        self.show_root = False
        self.guide_depth = 2
        self._documents: dict[str, Document] = {}
        self._counts: dict[str, Counter[str]] = {}
        self._groups: dict[tuple[str, str], Group] = {}
        self._by_item: dict[tuple[str, str | None], TreeNode[Item]] = {}
        self._folders: dict[str, Folder] = {}
        self._titles: dict[str, str] = {}
        self._gone: set[str] = set()
        self._scripts: dict[str, str] = {}
        """The scripts that pages are shown in, where it is not their own."""
        self._passed: list[TreeNode[Item]] = []
        """Ranges that were opened because they were read, the last at the end."""
        self.following = False
        """Set while the program moves the cursor, so that the page does not follow it back."""

    def set_pages(self, paths: Sequence[str]) -> None:
        """Lists pages that are not read yet: few under each other, many by folder."""
        folder = folder_of(paths)
        if folder is None:
            for path in paths:
                self.add_page(path)
        else:
            self._add_folder(self.root, folder)

    def add_page(self, path: str, parent: TreeNode[Item] | None = None) -> None:
        """Adds a page, at the end if it is a new one."""
        title = self._titles.get(path)
        style = _GONE if path in self._gone else "bold" if title else ""
        label = Text(crop(visible(title or Path(path).stem), LONGEST_LABEL), style=style)
        node = (parent or self.root).add(label, data=Item(path), expand=False)
        self._by_item[path, None] = node
        if title is not None:
            self._fill(node)

    def _add_folder(self, parent: TreeNode[Item], folder: Folder) -> None:
        """Lists what stands right under a folder; folders in it when they are opened."""
        for entry in listed(folder):
            if isinstance(entry, str):
                self.add_page(entry, parent)
            else:
                label = Text(crop(visible(entry.label), LONGEST_LABEL), style="italic")
                self._by_item["", entry.id] = parent.add(label, data=Item("", entry.id))
                self._folders[entry.id] = entry

    def _page_node(self, path: str) -> TreeNode[Item] | None:
        """The tree node of a page; the folders that hold it are filled on the way."""
        within = self.root
        while (path, None) not in self._by_item:
            for node in within.children:
                folder = self._folders.get(node.data.node or "") if node.data else None
                if folder is not None and path in folder.paths:
                    self._fill(node)
                    within = node
                    break
            else:
                return None
        return self._by_item[path, None]

    def set_document(self, document: Document, title: str, expand: bool = False) -> None:
        """Fills in a page that has been read; one in a folder that is not open yet is filled with it."""
        if document.path not in self._documents:
            self._documents[document.path] = document
            self._titles[document.path] = title
            page = self._by_item.get((document.path, None))
            if page is not None:
                page.set_label(Text(crop(visible(title), LONGEST_LABEL), style="bold"))
                self._fill(page)
        page = self._page_node(document.path) if expand else None
        if page is not None:
            page.expand()

    def replace(self, document: Document, title: str) -> None:
        """Shows a page that was saved again as it is now."""
        self._documents.pop(document.path, None)
        self._counts.pop(document.path, None)
        page = self._by_item.get((document.path, None))
        open_ = page is not None and page.is_expanded
        for key in [key for key in self._by_item if key[0] == document.path and key[1] is not None]:
            del self._by_item[key]
        self._passed = [one for one in self._passed if one.data and one.data.path != document.path]
        if page is not None:
            page.remove_children()
        self.set_document(document, title, expand=open_)

    def set_gone(self, path: str) -> None:
        """Tells that a page's file was taken away."""
        self._gone.add(path)
        page = self._by_item.get((path, None))
        if page is not None:
            name = page.label.plain if isinstance(page.label, Text) else str(page.label)
            page.set_label(Text(name, style=_GONE))

    def set_script(self, path: str, script: str) -> None:
        """Shows a page's labels in a script (see SCRIPTS), as the page is shown; `warm` goes before."""
        page = self._by_item.get((path, None))
        if script != self._scripts.get(path, "") and page is not None:
            self._scripts[path] = script
            page.refresh()  # and with it what stands under it
            self.refresh()

    def set_counts(self, path: str, counts: Counter[str]) -> None:
        """Tells how many mentions each outline node of a page holds, those under it among them."""
        self._counts[path] = counts
        document = self._documents.get(path)
        if document is None:
            return
        for node, shown in self._listed(document):
            if counts[node.id]:
                shown.set_label(label_of(document, node))

    def set_repeats(self, document: Document) -> None:
        """Tells anew which outline nodes of a page say again what stood elsewhere."""
        self._documents[document.path] = document
        for node, shown in self._listed(document):
            shown.set_label(label_of(document, node))

    def _listed(self, document: Document) -> list[tuple[Node, TreeNode[Item]]]:
        """The outline nodes of a page that the tree lists so far: few of a large one."""
        known = document.node_by_id
        return [
            (known[id_], shown)
            for (path, id_), shown in self._by_item.items()
            if path == document.path and id_ in known
        ]

    def _fill(self, parent: TreeNode[Item]) -> None:
        """Adds what a tree node holds, once."""
        item = parent.data
        if item is not None and item.node in self._folders and not parent.children:
            self._add_folder(parent, self._folders[item.node])
        if item is None or parent.children or item.path not in self._documents:
            return
        document = self._documents[item.path]
        if item.node == _BOILERPLATE:
            self._add(parent, document, document.site_text)
            return
        group = self._groups.get((item.path, item.node)) if item.node else None
        groups = groups_of(document) if item.node is None else []
        groups = ranges_of(group.id, group.nodes, group.first or 0) if group else groups
        for one in groups:
            self._add_group(parent, document, one)
        if not groups:
            self._add(parent, document, group.nodes if group else self._under(document, item.node))
        if item.node is None and (around := document.site_text):
            label = Text(f"{_('Site text')} {len(around)}", style="dim italic")
            parent.add(label, data=Item(item.path, _BOILERPLATE, around[0].start))

    def _under(self, document: Document, parent: str | None) -> list[Node]:
        """The nodes to show under one: answers give way to what they hold."""
        found: list[Node] = []
        for node in document.children(parent):
            if node.kind == "answer":
                if node.marker and len([n for n in document.children(parent) if n.kind == "answer"]) > 1:
                    found.append(node)
                else:
                    found += self._under(document, node.id)
            elif node.kind != "boilerplate":
                found.append(node)
        return found

    def _add_group(self, parent: TreeNode[Item], document: Document, group: Group) -> None:
        label = Text(crop(visible(group.label), LONGEST_LABEL), style="italic")
        child = parent.add(label, data=Item(document.path, group.id, group.nodes[0].start))
        self._by_item[document.path, group.id] = child
        self._groups[document.path, group.id] = group

    def _add(self, parent: TreeNode[Item], document: Document, nodes: Sequence[Node]) -> None:
        for node in nodes:
            holds = node.kind != "boilerplate" and bool(self._under(document, node.id))
            child = parent.add(
                label_of(document, node),
                data=Item(document.path, node.id, node.start),
                allow_expand=holds,
            )
            self._by_item[document.path, node.id] = child

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[Item]) -> None:
        """Fills a node that is opened; a page that is not read yet is read."""
        self._fill(event.node)
        item = event.node.data
        if item is not None and item.path and item.path not in self._documents:
            self.post_message(GoTo(item.path, 0))

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Item]) -> None:
        """The page follows the cursor, while the tree has the focus."""
        item = event.node.data
        if item is not None and item.path and self.has_focus and not self.following:
            self.post_message(GoTo(item.path, item.offset))

    def on_tree_node_selected(self, event: Tree.NodeSelected[Item]) -> None:
        """Enter and a click go to the place."""
        item = event.node.data
        if item is not None and item.path:
            self.post_message(GoTo(item.path, item.offset, focus=True))

    def follow(self, path: str, trail: tuple[Node, ...]) -> None:
        """Moves the cursor to the smallest node of `trail` that the tree shows, opening its question."""
        node = self._page_node(path)
        if node is None:
            return
        named = next((step for step in reversed(trail) if step.kind not in ("answer", "boilerplate")), None)
        shown = self._by_item.get((path, named.id)) if named is not None else None
        if shown is not None and shown is self.cursor_node:
            return  # most steps stay in a section
        if trail:
            node = self._into_groups(node, trail[0])
        for step in trail:
            child = self._by_item.get((path, step.id))
            if child is None and step.kind != "answer":
                if (
                    node.allow_expand
                    and step.kind != "boilerplate"
                    and not node.is_expanded
                    and node.data
                    and node.data.node
                ):
                    self._fill(node)
                    child = self._by_item.get((path, step.id))
                if child is None:
                    break
            if child is not None:
                node = child
        folded = [above for above in _ancestors(node) if not above.is_expanded and above is not self.root]
        for above in folded:
            above.expand()
        self._put_cursor(node, at_once=not folded and node.line >= 0)

    def _into_groups(self, node: TreeNode[Item], entry: Node) -> TreeNode[Item]:
        """The innermost group that holds a question, opened on the way; the page itself if there is none."""
        while True:
            self._fill(node)
            for child in node.children:
                group = self._groups.get((child.data.path, child.data.node or "")) if child.data else None
                if group is not None and group.holds(entry):
                    node = child
                    break
            else:
                self._leave_passed(node)
                return node

    def _leave_passed(self, node: TreeNode[Item]) -> None:
        """Empties the range that was left longest ago: in a day of reading all of them would be filled."""
        if node.data is None or (node.data.path, node.data.node or "") not in self._groups:
            return
        self._passed = [*(one for one in self._passed if one is not node), node]
        while len(self._passed) > _KEPT_OPEN:
            left = self._passed.pop(0)
            for under in _descendants(left):
                if under.data is not None:
                    self._by_item.pop((under.data.path, under.data.node), None)
            left.collapse()
            left.remove_children()

    def _put_cursor(self, node: TreeNode[Item], at_once: bool = False) -> None:
        """Moves the cursor to a node; one whose line is not known yet is waited for."""

        def move() -> None:
            self.following = True
            self._bring(node.line)
            self.move_cursor(node)
            self.call_after_refresh(self._followed)

        if node is self.cursor_node:
            return
        self.following = True
        if at_once:
            move()
        else:
            self.call_after_refresh(move)

    def _bring(self, line: int) -> None:
        """Scrolls to a line at or past the edge, with a third of the window above it.

        So what comes next is seen, and reading on seldom has the tree drawn anew.
        """
        top, height = int(self.scroll_offset.y), self.scrollable_content_region.height
        if not top <= line < top + height - 2:
            self.scroll_to(y=max(0, line - height // 3), animate=False, force=True)

    def _followed(self) -> None:
        self.following = False

    def render_label(self, node: TreeNode[Item], base_style: Style, style: Style) -> Text:
        """The label cut to the tree's width, and behind it how many questions or mentions it holds."""
        text = super().render_label(node, base_style, style)
        script = self._scripts.get(node.data.path, "") if node.data else ""
        if script:
            text = converted(text, script)
        count = self._count_of(node.data)
        tail = f" {count}" if count else ""
        room = self._room(node)
        if room > _SHORTEST_LABEL:
            text.truncate(room - len(tail), overflow="ellipsis")
        text.append(tail, style=base_style + Style(dim=True))
        return text

    def process_label(self, label: TextType) -> Text:
        """The first line of a label; one that has no other line is taken as it is."""
        if isinstance(label, Text) and "\n" not in label.plain:
            return label
        return super().process_label(label)

    def get_label_width(self, node: TreeNode[Item]) -> int:
        """Cells that a label may take: drawing each to know it would hold up every change of size."""
        room = self._room(node)
        return room if room > _SHORTEST_LABEL else super().get_label_width(node)

    def _room(self, node: TreeNode[Item]) -> int:
        """Cells of a row behind the guides; asked for every row at every change of size."""
        state = (self.outer_size, self.show_vertical_scrollbar)
        if state != self._measured[0]:
            self._measured = (state, self.scrollable_content_region.width)
        return self._measured[1] - len(_ancestors(node)) * self.guide_depth

    def _count_of(self, item: Item | None) -> int:
        """Questions of a page that has several, mentions under any other node."""
        if item is None:
            return 0
        if item.node in self._folders:
            return len(self._folders[item.node].paths)
        if item.node is None:
            questions = len(self._documents[item.path].entries) if item.path in self._documents else 0
            return questions if questions > 1 else 0
        group = self._groups.get((item.path, item.node))
        if group is not None:
            return len(group.nodes) if group.first is None else 0
        return self._counts.get(item.path, Counter())[item.node]


def _descendants(node: TreeNode[Item]) -> Iterator[TreeNode[Item]]:
    for child in node.children:
        yield child
        yield from _descendants(child)


def _ancestors(node: TreeNode[Item]) -> list[TreeNode[Item]]:
    found = []
    above = node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found[::-1]
