"""The main paragraphs as plain text, to be pasted into a paper of one's own."""

from collections.abc import Iterator

from xltoolkit.report.composing import Report, issue_lead
from xltoolkit.report.numbering import Counter


def plain_text(report: Report) -> str:
    """Return problems, advice and conclusion as paragraphs, one a line."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    heading = Counter()
    yield heading("存在的主要问题")
    yield report.overview
    for group in report.groups:
        yield group.heading
        for position, issue in enumerate(group.issues, start=1):
            yield f"{issue_lead(group, position)}{report.body_texts[issue.key]}"
    yield heading("建议")
    yield from report.advice
    yield heading("评价结论")
    yield from (text for text in (report.amount, report.conclusion) if text)
