"""The language of what is said: gettext catalogues in `locales/`, chosen by `--lang` or the locale.

Any package may import this one; it imports none.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Collection, Iterable
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
_FOLDERS = sorted(path.parent.name for path in LOCALES.glob("*/LC_MESSAGES"))
LANGUAGES = {folder.replace("_", "-"): folder for folder in _FOLDERS} | {"en": "en"}
"""Each language's tag and the folder of its catalogue; English is what the code says."""
DOMAIN = "mireader"
_translation: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def choose_language(wanted: str | None) -> str:
    """Installs a language: the one wanted, else the locale's, else English; returns its tag.

    Processes that are started later, and libraries that speak by gettext, follow (the variable LANGUAGE of
    GNU gettext).
    """
    global _translation, _language
    _language = wanted or from_locale()
    name = LANGUAGES[_language]
    _translation = gettext.translation(DOMAIN, LOCALES, [name], fallback=True)
    os.environ["LANGUAGE"] = name
    gettext.bindtextdomain(DOMAIN, LOCALES)
    gettext.textdomain(DOMAIN)
    return _language


def from_locale() -> str:
    """The language that LANGUAGE, LC_ALL, LC_MESSAGES or LANG ask for."""
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    value = next((os.environ[name] for name in names if os.environ.get(name)), "").lower()
    if value.startswith(("zh_tw", "zh_hk", "zh_mo", "zh_hant")):
        return "zh-Hant"
    if value.startswith("zh"):
        return "zh-Hans"
    return next((tag for tag, name in LANGUAGES.items() if value.startswith(name.lower())), "en")


def nearest_language(wanted: str, there: Collection[str]) -> str:
    """Of the languages in which something is there, the one to take for another: its own, then English."""
    own = wanted.partition("-")[0]
    order = [wanted, *(tag for tag in there if tag.partition("-")[0] == own), "en", *there]
    return next(tag for tag in order if tag in there)


def language() -> str:
    """The tag of the language in use."""
    return _language


def _(message: str) -> str:
    """The message in the language in use."""
    return _translation.gettext(message) if message else ""


def enumerated(names: Iterable[str]) -> str:
    """Names in a row, as the language in use parts them."""
    return ("、" if _language.startswith("zh") else ", ").join(names)


def counted(one: str, many: str, count: int) -> str:
    """The message for one or for several in the language in use, `{count}` filled in."""
    return _translation.ngettext(one, many, count).format(count=count)
