"""Waivers: an issue that is exempted stays listed, leaves the counts, and is named in the verdict."""

from typing import Dict, Iterator

from xltoolkit.evaluation.case import Case, Waiver
from xltoolkit.evaluation.issue import Findings
from xltoolkit.evaluation.occurrence import Inquiry, Occurrence
from xltoolkit.evaluation.precedence import PROBLEM, Standing
from xltoolkit.evaluation.wording import enumerated

_WAIVERS = "waivers"
EXEMPTED = "条予以豁免，不计入上述条数："
"""What the sentence on exemptions says behind their count; it names who exempted, and why."""
_ALWAYS_LISTED = ("tampered", "waiver_incomplete")
"""What these find can change behind a waiver, which would then hide the change."""


def is_waived(case: Case, standing: Standing) -> bool:
    """Whether the working group has exempted an issue."""
    can_be = standing.raised.rule.predicate not in _ALWAYS_LISTED
    return can_be and standing.raised.key in case.waived


def waiver_incomplete(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find waivers that do not say why, or by whom."""
    waivers = _by_key(inquiry.case)
    lacking = [
        (issue, waivers[issue.key])
        for issue in inquiry.waived
        if not (waivers[issue.key].reason and waivers[issue.key].name)
    ]
    if lacking:
        yield Occurrence(
            row=_WAIVERS,
            place=lacking[0][1].place,
            fields={
                "issues": enumerated(
                    f"“{issue.title}”缺{_what_lacks(waiver)}" for issue, waiver in lacking
                )
            },
            actual=float(len(lacking)),
        )


def _what_lacks(waiver: Waiver) -> str:
    lacking = (("豁免理由", waiver.reason), ("豁免人", waiver.name))
    return "和".join(title for title, text in lacking if not text)


def waiver_note(case: Case, findings: Findings) -> str:
    """Say in the verdict which problems are exempted, why and by whom; empty where none is."""
    waivers = _by_key(case)
    exempted = [issue for issue in findings.waived if issue.nature == PROBLEM]
    if not exempted:
        return ""
    named = "；".join(f"{issue.title}（{_decision(waivers[issue.key])}）" for issue in exempted)
    return f"另有{len(exempted)}{EXEMPTED}{named}。"


def _decision(waiver: Waiver) -> str:
    reason = waiver.reason.rstrip("。") or "理由未填"
    return f"{reason}，豁免人{waiver.name or '未填'}"


def _by_key(case: Case) -> Dict[str, Waiver]:
    return {waiver.key: waiver for waiver in case.waivers}
