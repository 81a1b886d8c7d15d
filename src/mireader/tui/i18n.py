"""The interface's language: gettext catalogues in `locales/`, chosen by `--lang` or the locale."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = {"zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant", "en": "en"}
_translation: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def choose_language(wanted: str | None) -> str:
    """Installs a language: the one wanted, else the locale's, else English; returns its tag."""
    global _translation, _language
    _language = wanted or from_locale()
    _translation = gettext.translation("mireader", LOCALES, [LANGUAGES[_language]], fallback=True)
    return _language


def from_locale() -> str:
    """The language that LC_ALL, LC_MESSAGES or LANG ask for."""
    value = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), "")
    if value.lower().startswith(("zh_tw", "zh_hk", "zh_mo", "zh_hant")):
        return "zh-Hant"
    return "zh-Hans" if value.lower().startswith("zh") else "en"


def language() -> str:
    """The tag of the language in use."""
    return _language


def _(message: str) -> str:
    """The message in the language in use."""
    return _translation.gettext(message) if message else ""
