"""What an issue rule says, and the closed set of predicates that rules are made of."""

from dataclasses import dataclass
from typing import Literal, Mapping, Optional, Tuple

from xltoolkit.catalogue.source_model import SourceMark
from xltoolkit.catalogue.wording import FieldKind

Nature = Literal["问题", "提示", "待核实"]
Origin = Literal["算", "数", "录"]
Severity = Literal["高", "中", "低"]
Subject = Literal["indicator", "target", "survey", "finding", "quantity", "identity", "case"]
BasisKind = Literal["standard", "regulation", "text", "finding", "none"]
YieldOutcome = Literal["hint", "nothing"]

COMMON_FIELDS = ("year", "previous_year")
"""Fields that every wording may use without its predicate supplying them."""

HINT_FIELDS = ("number",)
"""Further fields of a wording that stands under another issue: that issue's printed number."""


@dataclass(frozen=True)
class Predicate:
    """One kind of condition that evaluation knows how to judge.

    `meaning` says exactly when it is true; `needs` names the parameters that a rule must give;
    `supplies` names the wording fields that it provides, beside those that a rule computes.
    """

    name: str
    meaning: str
    subjects: Tuple[Subject, ...]
    needs: Tuple[str, ...] = ()
    supplies: Tuple[str, ...] = ()


PREDICATES: Tuple[Predicate, ...] = (
    Predicate(
        "misses_standard",
        "The row has a value and a standard with a direction, and the value does not hold against"
        " it, compared exactly. Indicators take the standard of their step rule as it stands on"
        " 参数; targets and surveys that of their own row. Parameter indicators limits it to these.",
        ("indicator", "target", "survey"),
        supplies=(
            "name",
            "value",
            "standard",
            "standard_label",
            "valid",
            "respondents",
            "note",
            "definition",
        ),
    ),
    Predicate(
        "misses_target",
        "A target row whose actual value falls short of its planned value in the row's direction.",
        ("target",),
        supplies=("name", "actual", "target", "unit", "completion", "note"),
    ),
    Predicate(
        "below_previous",
        "A target row whose actual value is worse than last year's in the row's direction, or"
        " whose typed change says so when last year's value is not given.",
        ("target",),
        supplies=("name", "value", "decline", "note"),
    ),
    Predicate(
        "count_above_zero",
        "The first of the quantities is given and above 0; the other quantities only feed the"
        " wording. scope is the 口径 typed beside the first.",
        ("quantity",),
        needs=("quantities",),
        supplies=("scope",),
    ),
    Predicate(
        "finding_recorded",
        "A row of 现场发现 that states a fact and names this rule's code as its kind; rows without"
        " a kind belong to the rule with the parameter otherwise.",
        ("finding",),
        supplies=("title", "fact", "amount"),
    ),
    Predicate(
        "identity_holds",
        "The first of the identities can be judged and holds. The others open those parts of the"
        " wording whose fields name them in when.",
        ("identity",),
        needs=("identities",),
    ),
    Predicate(
        "identity_fails",
        "The first of the identities can be judged and fails. difference is the amount without"
        " sign; comparison is 多 where the left side is larger, else 少.",
        ("identity",),
        needs=("identities",),
        supplies=("difference", "comparison"),
    ),
    Predicate(
        "given_without",
        "The first of the quantities is given and every other one is empty.",
        ("quantity",),
        needs=("quantities",),
    ),
    Predicate(
        "scopes_differ",
        "The given inputs of the scheme's indicators and counts do not all have one 口径; scopes"
        " is the list in words, grouped by 口径, 未注明 last.",
        ("case",),
        supplies=("scopes",),
    ),
    Predicate(
        "share_not_whole",
        "A survey with a published mean and a number of valid answers where no whole number of"
        " people gives that mean at its printed digits. product is mean times people.",
        ("survey",),
        supplies=("name", "value", "valid", "product"),
    ),
    Predicate(
        "issues_without_advice",
        "At least one printed issue has no piece of the report's advice that answers it. issues"
        " is the list of their printed numbers in words.",
        ("case",),
        supplies=("issues",),
    ),
    Predicate(
        "advice_without_issues",
        "At least one piece of the report's advice answers no printed issue. pieces is the list"
        " of their numbers in words.",
        ("case",),
        supplies=("pieces",),
    ),
    Predicate(
        "inputs_missing",
        "At least one input of an applicable row of the scheme is empty. names is the list of"
        " their titles.",
        ("case",),
        supplies=("count", "names"),
    ),
)


@dataclass(frozen=True)
class Parameters:
    """What a rule gives to its predicate; which of them it needs, the predicate says.

    `otherwise` makes a finding rule take the findings that name no kind.
    """

    indicators: Tuple[str, ...] = ()
    quantities: Tuple[str, ...] = ()
    identities: Tuple[str, ...] = ()
    otherwise: bool = False


@dataclass(frozen=True)
class Field:
    """A named field of a wording and how it is written.

    Without `terms` the predicate supplies it. With `terms` it is their sum, divided by the sum
    of `per` where given; a single term may be a text. It is empty when a term that is not
    optional is empty, or when the identity `when` cannot be judged or does not hold.
    """

    kind: FieldKind
    terms: Tuple[str, ...] = ()
    per: Tuple[str, ...] = ()
    when: Optional[str] = None


@dataclass(frozen=True)
class Basis:
    """What the column 依据 prints.

    `standard`: the value and label of the standard, as 95%（报告所列）; `regulation`: the printed
    form of a regulation; `text`: the words given; `finding`: what the auditor typed, else the
    printed form of `regulation` where given, else a dash; `none`: a dash.
    """

    kind: BasisKind
    text: Optional[str] = None
    regulation: Optional[str] = None


@dataclass(frozen=True)
class YieldsTo:
    """How a rule gives way where the rule `code` has found an issue.

    For rules about rows (targets, surveys) only an issue of the same row counts. The outcome is
    a 提示 under that issue, in its own `wording` where given, or nothing.
    """

    code: str
    outcome: YieldOutcome
    wording: Optional[str] = None


@dataclass(frozen=True)
class IssueGroup:
    """A heading of the list of issues, unless the workbook's 参数 says otherwise."""

    id: str
    title: str


@dataclass(frozen=True)
class IssueRule:
    """One kind of issue: when it arises and every word that is printed about it.

    `title` and `wording` are templates (see `wording.render`). `advice` is a draft of the
    system and always shown with `advice_label`.
    """

    code: str
    category: str
    title: str
    nature: Nature
    origin: Origin
    severity: Severity
    subject: Subject
    predicate: str
    parameters: Parameters
    standard: str
    basis: Basis
    wording: str
    fields: Mapping[str, Field]
    advice: str
    group: str
    source: SourceMark
    advice_label: str = "系统拟稿"
    yields_to: Tuple[YieldsTo, ...] = ()
    on_by_default: bool = True
