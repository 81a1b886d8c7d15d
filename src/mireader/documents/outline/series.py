"""Which numbering holds a page's questions: the series that runs through it and whose lines ask."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from mireader.documents.outline.answers import asks_again, is_best_answer, label_of, opens_first_answer
from mireader.documents.outline.lines import Line
from mireader.documents.outline.titles import LONGEST_TITLE, asks

_ASKING_SHARE = 0.5
_ASKING_SHARE_OF_SYMBOLS = 0.2
"""❶❷❸ at line starts number the questions of such pages; fewer of them need to ask."""
_QUESTION_STYLES = frozenset(
    {
        "negative-circled",
        "circled",
        "digit-pause",
        "digit-stop",
        "digit-half-bracket",
        "han",
        "hash",
        "digit-bracketed",
        "boxed",
        "double-circled",
        "bracketed-symbol",
        "stopped-symbol",
        "roman-symbol",
        "digit-blank",
    }
)
_SET = re.compile("[?？]|^(?:[请請试試谈談]|[简簡]述|分析|[说說]明|[结結]合|[举舉]例)")
"""In what is asked with a full stop at its end, as in an examination."""
_NO_SIGN = re.compile(r"^[Qq]\d+$")
"""A label without its colon: Q4 免运到底赚不赚钱."""
LONGEST_QUESTION = 120
_FEWEST_MIXED = 3
"""Questions from which a numbering that changes its style is one."""
_HEAD_LINES = 4
"""Lines before the first question: a blog's name, a title, a lead."""
_NEAR = 6
"""Lines after a question within which its answer begins."""


def question_lines(lines: Sequence[Line]) -> list[int]:
    """Indexes of the lines that are the page's questions; empty where it has none."""
    labels = [i for i, line in enumerate(lines) if line.marker and line.marker.style == "question"]
    if _are_quarters([lines[i] for i in labels]):
        labels = []
    labelled = [i for i in labels if lines[i].content] or _interviewed(lines)
    mixed = _mixed(lines)
    if labelled:
        exercises = _exercises(lines)
        if len(exercises) > 2 * len(labelled) and exercises[0] < labelled[0]:
            return exercises
        return mixed if len(mixed) > 2 * len(labelled) else labelled
    numbered, bare = _numbered(lines), _bare(lines)
    exercises = _exercises(lines)
    if len(exercises) > len(numbered) or (exercises and exercises[0] < numbered[0]):
        return exercises  # what is numbered under them are their parts
    if len(mixed) > 2 * max(len(numbered), len(bare)):
        return mixed
    if numbered and len(mixed) > len(numbered) and set(numbered) <= set(mixed):
        return mixed  # 1、 2、 3、 and then 4.
    if numbered and bare and bare[0] < numbered[0] and bare[-1] > numbered[-1]:
        inside = [index for index in bare if numbered[0] < index < numbered[-1]]
        if not inside:  # the numbering stands in the answer to one of the bare questions
            return bare
    if numbered:
        return [*(index for index in bare if _has_best_answer(lines, index, numbered[0])), *numbered]
    return _headed(lines) or _pointed(lines) or labels or bare or _single(lines)


def _are_quarters(labelled: Sequence[Line]) -> bool:
    """Whether labels without any sign (Q4 业绩) are quarters: they do not count from 1, or do not ask."""
    markers = [line.marker for line in labelled if line.marker]
    if not markers or not all(_NO_SIGN.match(marker.text) for marker in markers):
        return False
    asking = sum(asks(line.content) for line in labelled)
    return markers[0].ordinal != 1 or 2 * asking < len(labelled)


def _interviewed(lines: Sequence[Line]) -> list[int]:
    """What who leads an interview says (记者：…), if he asks more than once."""
    said = [index for index, line in enumerate(lines) if line.marker and line.marker.style == "asker"]
    asking = [index for index in said if asks(lines[index].content)]
    return said if len(asking) > 1 and 3 * len(asking) >= len(said) else []


def _has_best_answer(lines: Sequence[Line], index: int, stop: int) -> bool:
    """Whether a question before the numbered ones has its own answer, labelled as the best one."""
    return any(is_best_answer(line) for line in lines[index + 1 : min(stop, index + _NEAR)])


def _short(line: Line) -> bool:
    return 0 < len(line.content) <= LONGEST_QUESTION and not line.boilerplate


def _numbered(lines: Sequence[Line]) -> list[int]:
    """The longest series 1..n of one style whose lines mostly ask."""
    runs: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        marker = line.marker
        if marker is None or not (marker.style in _QUESTION_STYLES or marker.style in _QUESTION_PARTS):
            continue
        run = runs[marker.style]
        if marker.ordinal == len(run) + 1 and _short(line):
            run.append(index)
    best: list[int] = []
    best_score = 0.0
    for style, run in runs.items():
        if len(run) < 2 or _unanswered(lines, run):
            continue
        share = sum(_reads_as_question(lines[index].content) for index in run) / len(run)
        enough = _ASKING_SHARE_OF_SYMBOLS if style == "negative-circled" and len(run) > 2 else _ASKING_SHARE
        spread = (run[-1] - run[0]) / max(1, len(lines))
        if share >= enough and share * (1 + spread) > best_score:
            best, best_score = run, share * (1 + spread)
    return best


def _unanswered(lines: Sequence[Line], run: Sequence[int]) -> bool:
    """Whether a numbering is a list of questions under a text, with nothing between: left to the reader."""
    together = all(after - at == 1 for at, after in pairwise(run))
    return together and run[0] > _HEAD_LINES and len(lines) - run[-1] <= _NEAR


def _exercises(lines: Sequence[Line]) -> list[int]:
    """第1题, 第2题 …, whether they ask or not, unless a question stands before the first."""
    for word in "题題问問":
        run: list[int] = []
        for index, line in enumerate(lines):
            marker = line.marker
            if marker is None or marker.style != f"part:{word}":
                continue
            if marker.ordinal == len(run) + 1 and line.content:
                run.append(index)
        before = lines[: run[0]] if run else ()
        if len(run) > 1 and not any(asks(line.text) for line in before if not line.boilerplate):
            return run
    return []


def _mixed(lines: Sequence[Line]) -> list[int]:
    """Lines that count on from 1 in whatever style (一、 2. 问题三：) and ask, by their mark or set apart."""
    run: list[int] = []
    for index, line in enumerate(lines):
        counts = line.marker is not None and line.marker.ordinal == len(run) + 1
        asked = line.text[-1] in "?？" or (line.apart and _reads_as_question(line.content))
        if counts and asked and _short(line):
            run.append(index)
    styles = {marker.style for index in run if (marker := lines[index].marker) is not None}
    changes = len(styles) > 1 or any(lines[index].text[-1] in "?？" for index in run)
    announced = bool(run) and run[0] > 0 and lines[run[0] - 1].text[-1] in ":："  # of a law: （一）是否…
    enough = len(run) >= _FEWEST_MIXED and not _unanswered(lines, run)
    return run if enough and (changes or not announced) else []


def _reads_as_question(content: str) -> bool:
    """Whether a numbered line asks; one that is a sentence, or goes on after one, is a point of an answer."""
    if re.search("[。！!；;].", content) or (content.endswith("。") and not _SET.search(content)):
        return False
    return asks(content)


def _pointed(lines: Sequence[Line]) -> list[int]:
    """Lines with one bullet (◆ 为什么…？) that mostly ask, each with text before the next."""
    runs: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.marker is not None and line.marker.style == "bullet" and _short(line):
            runs[line.marker.text].append(index)
    for run in runs.values():
        asking = sum(_reads_as_question(lines[index].content) for index in run)
        parted = all(
            any(not line.boilerplate for line in lines[at + 1 : min(after, at + 1 + _NEAR)])
            for at, after in pairwise([*run, len(lines)])
        )
        if len(run) > 1 and asking > len(run) * _ASKING_SHARE and parted:
            return run
    return []


_QUESTION_PARTS = frozenset({"part:题", "part:題", "part:问", "part:問"})


def _headed(lines: Sequence[Line]) -> list[int]:
    """Markdown headings of one depth, if most of them ask."""
    by_style: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.marker and line.marker.style.startswith("markdown:"):
            by_style[line.marker.style].append(index)
    for _, found in sorted(by_style.items()):
        asking = [index for index in found if asks(lines[index].content)]
        if asking and len(asking) >= len(found) * _ASKING_SHARE:
            return found
    return []


def _bare(lines: Sequence[Line]) -> list[int]:
    """Lines without a marker that ask, each with its answer after it (by its label, or as longer text)."""
    answered = _answered(lines)
    labelled = sum(1 for line in lines if line.marker is not None and line.marker.style == "answer")
    if answered and 2 * labelled >= len(answered):
        return answered
    asking = [
        index
        for index, line in enumerate(lines[:-1])
        if line.marker is None
        and _short(line)
        and len(line.text) <= LONGEST_TITLE
        and (asks(line.text) or (line.apart and _OR.search(line.text)))
        and (_one_clause(line.text.rstrip("？?")) or (line.apart and _can_ask(line)))
        and any(len(other.text) > len(line.text) for other in _content_after(lines, index))
    ]
    if answered:
        apart = [index for index in asking if lines[index].apart]
        return sorted({*answered, *apart})
    before = [line for line in lines[: asking[0]] if not line.boilerplate] if asking else []
    return asking if len(asking) > 1 and len(before) <= _HEAD_LINES else []


_OR = re.compile(".{2}还是.{2}|.{2}還是.{2}")
_LONGEST_ASKED = 60


def _can_ask(line: Line) -> bool:
    """Whether a line may be a question though it is no single clause: short, no statement, no label."""
    return (
        _short(line)
        and len(line.text) <= _LONGEST_ASKED
        and label_of(line) is None
        and not re.search("[。！!；;]|[，,、：:]$", line.text)
    )


def _answered(lines: Sequence[Line]) -> list[int]:
    """Lines without a marker under which an answer is labelled (最佳答案, 答:, a user and a date).

    They need not ask where the label stands under several: 选课抢不到，急.
    """
    found = []
    seen = -1
    for index, line in enumerate(lines):
        if not opens_first_answer(line):
            continue
        above = index - 1
        while above > seen and lines[above].boilerplate:
            above -= 1
        asked_again = above > 0 and asks_again(lines[above - 1])
        if above > seen and not asked_again and lines[above].marker is None and _can_ask(lines[above]):
            found.append(above)
        seen = index
    asking = [index for index in found if asks(lines[index].text)]
    titles = [index for index in found if _is_title(lines[index].text)]
    return titles if len(asking) > 1 and 2 * len(asking) >= len(titles) else asking


def _is_title(text: str) -> bool:
    return asks(text) or (len(text) <= LONGEST_TITLE and not re.search("[。！!；;：:]$", text))


def _content_after(lines: Sequence[Line], index: int) -> Sequence[Line]:
    """The next lines that are no site furniture: a byline and a short sentence may stand first."""
    near = lines[index + 1 : index + 1 + _NEAR]
    return [line for line in near if not line.boilerplate][:3]


def _one_clause(text: str) -> bool:
    """Whether a line can be a question: no sentence in it, no speech, one comma at most."""
    return (
        text[:1] not in '“「『"'
        and not re.search("[。！!？?；;：:…]|[，,、]$", text)
        and len(re.findall("[，,]", text)) <= 1
    )


_TAG = r"[^。！？!?,，；;：:·•|｜/\u3000]{1,18}"
_TAGS = re.compile(rf"{_TAG}(?:[·•|｜/\u3000]{_TAG}){{2,}}|[^\W\d_]{{2,8}}(?: [^\W\d_]{{2,8}}){{2,}}")
"""A row of three or more topics: 电动汽车 · 用户运营 · 品牌."""


def _single(lines: Sequence[Line]) -> list[int]:
    """The first line, if it asks and the rest answers it; tags may stand before it."""
    for index, line in enumerate(lines[: 2 * _HEAD_LINES]):
        if line.boilerplate or _TAGS.fullmatch(line.text):
            continue
        if line.marker is None and _short(line) and asks(line.text) and len(line.text) <= 2 * LONGEST_TITLE:
            return [index] if index + 1 < len(lines) else []
        return []
    return []
