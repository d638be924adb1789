"""The numbering of official Chinese papers: 一、 then （一） then 1.; never with a gap."""

from collections.abc import Iterator, Sequence

from xltoolkit.workbook.issue_rows import chinese_number

_DIGITS = frozenset("一二三四五六七八九十")


class Counter:
    """Counts headings of one level as they are asked for: 一、甲; 二、乙."""

    name = "一级"

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, title: str) -> str:
        """Return the title with the next number before it."""
        self._count += 1
        return f"{chinese_number(self._count)}、{title}"


class CaptionCounter:
    """Counts captions as they are asked for: 图1　甲; 图2　乙."""

    def __init__(self, word: str) -> None:
        self.name = word
        self._count = 0

    def __call__(self, title: str) -> str:
        """Return the title with the word and the next number before it."""
        self._count += 1
        return f"{self.name}{self._count}　{title}"


def second_level(ordinal: int, title: str) -> str:
    """Return a heading of the second level: （一）甲."""
    return f"（{chinese_number(ordinal)}）{title}"


def without_number(text: str) -> str:
    """Take a number such as （三） from the beginning of a text."""
    number, closed, rest = text.removeprefix("（").partition("）")
    is_number = text.startswith("（") and closed and number and _DIGITS.issuperset(number)
    return rest if is_number else text


def renumbered(paragraphs: Sequence[str], start: int = 1) -> Iterator[str]:
    """Number paragraphs anew, whatever numbers they bring along."""
    for ordinal, paragraph in enumerate(paragraphs, start=start):
        yield second_level(ordinal, without_number(paragraph))


def are_numbered(paragraphs: Sequence[str]) -> bool:
    """Whether every paragraph begins with a number of the second level."""
    return bool(paragraphs) and all(without_number(each) != each for each in paragraphs)
