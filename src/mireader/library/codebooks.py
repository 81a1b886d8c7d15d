"""The codebooks in use: named or the user's own, read again when they are saved, added to while coding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mireader.library.inputs import DEFAULT_CODEBOOKS, matcher_for

if TYPE_CHECKING:
    from mireader.tactics.matcher import Matcher


class Codebooks:
    """Those that were named, else the default ones and all in the user's folder.

    Raises CodebookError where one that was named cannot be used.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._named = tuple(names)
        self._matcher: Matcher | None = matcher_for(names) if names else None
        self.mistakes: list[str] = []
        """Why codebooks in the user's folder cannot be used; whoever says so takes them away."""
        self._told: set[str] = set()
        """Mistakes that were handed on already."""

    def matcher(self) -> Matcher:
        """The matcher of all of them, made at the first call."""
        if self._matcher is None:
            self._matcher = matcher_for(self._names())
        return self._matcher

    def _names(self) -> tuple[str, ...]:
        return self._named or (*DEFAULT_CODEBOOKS, *self._own())

    def _own(self) -> list[str]:
        """The codebooks in the user's folder that can be used; of the others the mistake is kept."""
        from mireader.tactics.codebook import CodebookError, load_codebooks, own

        found: list[str] = []
        for path in own():
            try:
                load_codebooks((*DEFAULT_CODEBOOKS, *found, path))
                found.append(path)
            except CodebookError as error:
                self.mistakes.append(str(error))
        return found

    def reload(self) -> bool:
        """Reads those again that were saved since, or added; whether any tactic may have changed.

        One that cannot be used leaves those in use as they are; the mistake is kept.
        """
        from mireader.tactics.codebook import CodebookError, load_codebooks

        known, mistakes = self.matcher().codebooks, len(self.mistakes)
        try:
            names = self._names()
            books = load_codebooks(names)  # read again only when they were saved
        except CodebookError as error:
            self.mistakes.append(str(error))
            return False
        new = self.mistakes[mistakes:]
        self.mistakes[mistakes:] = [mistake for mistake in new if mistake not in self._told]
        self._told.update(new)
        if new or books == known:
            return False
        self._told.clear()
        self._matcher = matcher_for(names)
        return True

    def add(self, tactic: str) -> str:
        """Adds a tactic by its name to the user's own codebook, which is in use from now on; its id.

        Raises CodebookError and OSError: see mireader.tactics.own.
        """
        from mireader.tactics.own import add_tactic, own_codebook

        id_ = add_tactic(tactic)
        if self._named and str(own_codebook()) not in self._named:
            self._named += (str(own_codebook()),)
        self.reload()
        return id_
