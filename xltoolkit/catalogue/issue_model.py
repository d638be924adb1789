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
Measure = Literal["completion", "valid_answers", "share_of_answers"]
"""What a limit measures of a target (completion) or a survey (valid answers, or their share of
the questionnaires that were sent)."""
Tampering = Literal["overwritten", "changed", "moved", "unprotected", "rule_set"]
"""How a workbook can differ from its template: formulas replaced by values, formulas reworded,
defined names moved or lost, sheets without their protection, another set of rules."""

COMMON_FIELDS = ("year", "previous_year")
"""Fields that every wording may use without its predicate supplying them."""

HINT_FIELDS = ("number",)
"""Further fields of a wording that stands under another issue: that issue's printed number."""


@dataclass(frozen=True)
class Predicate:
    """One kind of condition that evaluation knows how to judge.

    `meaning` says exactly when it is true, `in_words` the same in Chinese for the reference;
    `needs` names the parameters that a rule must give; `supplies` names the wording fields that
    it provides, beside those that a rule computes.
    """

    name: str
    meaning: str
    in_words: str
    subjects: Tuple[Subject, ...]
    needs: Tuple[str, ...] = ()
    supplies: Tuple[str, ...] = ()


PREDICATES: Tuple[Predicate, ...] = (
    Predicate(
        "misses_standard",
        "The row has a value and a standard with a direction, and the value does not hold against"
        " it, compared exactly. Indicators take the standard of their step rule as it stands on"
        " 参数; targets and surveys that of their own row. Of the indicators, a rule looks at those"
        " that it names and at those with exactly its inputs. A rule with a limit measures its"
        " rate, or the completion of targets, or the valid and returned answers of surveys, where"
        " 参数 switches it on and no row of the scheme has judged the same.",
        "有标准的行，其值未达到该行所列标准；标准以方案、绩效目标表、满意度表和“参数”所列为准。",
        ("indicator", "target", "survey", "quantity", "case"),
        supplies=(
            "name",
            "value",
            "standard",
            "standard_label",
            "valid",
            "respondents",
            "note",
            "definition",
            "score",
        ),
    ),
    Predicate(
        "misses_target",
        "A target row whose actual value falls short of its planned value in the row's direction.",
        "绩效目标的实际值未达到计划值。",
        ("target",),
        supplies=("name", "actual", "target", "unit", "completion", "note"),
    ),
    Predicate(
        "below_previous",
        "A target row whose actual value is worse than last year's in the row's direction, or"
        " whose typed change says so when last year's value is not given.",
        "绩效目标的实际值不如上年。",
        ("target",),
        supplies=("name", "value", "decline", "note"),
    ),
    Predicate(
        "count_above_zero",
        "The first of the quantities is given and above 0; the other quantities only feed the"
        " wording. scope is the 口径 typed beside the first.",
        "录入的数大于0。",
        ("quantity",),
        needs=("quantities",),
        supplies=("scope",),
    ),
    Predicate(
        "finding_recorded",
        "A row of 现场发现 that states a fact and names this rule's code as its kind; rows without"
        " a kind belong to the rule with the parameter otherwise.",
        "评价人员在“现场发现”录入了事实，“规则类型”填本规则的代码。",
        ("finding",),
        supplies=("title", "fact", "amount"),
    ),
    Predicate(
        "identity_holds",
        "The first of the identities can be judged and holds. The others open those parts of the"
        " wording whose fields name them in when.",
        "勾稽关系可以判断，并且成立。",
        ("identity",),
        needs=("identities",),
    ),
    Predicate(
        "identity_fails",
        "The first of the identities can be judged and fails. difference is the amount without"
        " sign; comparison is 多 where the left side is larger, else 少.",
        "勾稽关系可以判断，但不成立。",
        ("identity",),
        needs=("identities",),
        supplies=("difference", "comparison"),
    ),
    Predicate(
        "identities_fail",
        "Any of the identities can be judged and fails; one issue for each. relation is its title,"
        " left and right are its sums, difference is the amount without sign.",
        "所列勾稽关系中有可以判断而不成立的，每个关系一条。",
        ("identity",),
        needs=("identities",),
        supplies=("relation", "left", "right", "difference"),
    ),
    Predicate(
        "amount_not_zero",
        "The first of the quantities is given and is not 0. amount is it without its sign.",
        "录入的数不为0。",
        ("quantity",),
        needs=("quantities",),
        supplies=("amount",),
    ),
    Predicate(
        "tasks_uncovered",
        "Fewer key tasks have become targets than there are. The counts are those entered as the"
        " first two quantities (tasks, covered tasks), else those of the list of key tasks where"
        " every task says whether it is covered. missing names the uncovered ones of the list.",
        "已纳入绩效目标的重点任务少于全部重点任务。",
        ("case",),
        needs=("quantities",),
        supplies=("planned", "covered", "missing"),
    ),
    Predicate(
        "targets_unmeasurable",
        "Of the rows of 绩效目标, a larger share than the rule's limit states neither a target nor a"
        " standard nor a value of last year. Judged only where 参数 switches the rule on.",
        "没有目标值、标准和上年值的绩效目标，占全部目标的比例超过限值。",
        ("case",),
        needs=("limit",),
        supplies=("count", "share", "standard"),
    ),
    Predicate(
        "waiver_incomplete",
        "At least one issue is waived without a reason or without a name. issues names them.",
        "选了“豁免”的行缺少豁免理由或豁免人。",
        ("case",),
        supplies=("issues",),
    ),
    Predicate(
        "tampered",
        "The workbook differs from its template in the way that the parameter tampering names."
        " where lists the cells, present tells what stands there now.",
        "工作簿与模板不同。",
        ("case",),
        needs=("tampering",),
        supplies=("count", "what", "where", "present"),
    ),
    Predicate(
        "given_without",
        "The first of the quantities is given and every other one is empty.",
        "第一个数已填，说明它的其他数都未填。",
        ("quantity",),
        needs=("quantities",),
    ),
    Predicate(
        "scopes_differ",
        "The given inputs of the scheme's indicators and counts do not all have one 口径; scopes"
        " is the list in words, grouped by 口径, 未注明 last.",
        "各指标所用数据的口径不完全相同。",
        ("case",),
        supplies=("scopes",),
    ),
    Predicate(
        "share_not_whole",
        "A survey with a published mean and a number of valid answers where no whole number of"
        " people gives that mean at its printed digits. product is mean times people.",
        "公布的满意度乘以有效问卷数，不是整数人。",
        ("survey",),
        supplies=("name", "value", "valid", "product"),
    ),
    Predicate(
        "issues_without_advice",
        "At least one printed issue has no piece of the report's advice that answers it. issues"
        " is the list of their printed numbers in words.",
        "有问题没有对应的建议。",
        ("case",),
        supplies=("issues",),
    ),
    Predicate(
        "advice_without_issues",
        "At least one piece of the report's advice answers no printed issue. pieces is the list"
        " of their numbers in words.",
        "有建议没有对应的问题。",
        ("case",),
        supplies=("pieces",),
    ),
    Predicate(
        "inputs_missing",
        "At least one input of an applicable row of the scheme is empty. names is the list of"
        " their titles.",
        "适用的指标有未填的数据。",
        ("case",),
        supplies=("count", "names"),
    ),
)


@dataclass(frozen=True)
class Rate:
    """A sum of quantities, divided by the sum of `per` where given.

    The score of the evaluation is taken off where `less_score` says so. The terms are in the
    notation of `signed_term`.
    """

    terms: Tuple[str, ...]
    per: Tuple[str, ...] = ()
    less_score: bool = False


@dataclass(frozen=True)
class Limit:
    """A customary value without a source: what a value should not go beyond.

    It is a proposal for the working group, which decides on 参数 whether and with which value
    the rule counts; `title` says what is limited, `label` is printed behind the limit until the
    group names another basis.
    """

    title: str
    value: float
    direction: str
    unit: str = "比率"
    label: str = "经验值"


@dataclass(frozen=True)
class Parameters:
    """What a rule gives to its predicate; which of them it needs, the predicate says.

    `inputs` are the quantities that an indicator is computed from, in their order: so a rule
    finds its row in every scheme. `rate` is what a limit measures where no row does.
    `otherwise` makes a finding rule take the findings that name no kind.
    """

    indicators: Tuple[str, ...] = ()
    inputs: Tuple[str, ...] = ()
    quantities: Tuple[str, ...] = ()
    identities: Tuple[str, ...] = ()
    rate: Optional[Rate] = None
    measure: Optional[Measure] = None
    tampering: Optional[Tampering] = None
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

    `title` and `wording` are templates (see `wording.render`); `name` says what kind of issue it
    is where the printed title is that of the row. `advice` is a draft of the
    system and always shown with `advice_label`. A rule that does not ask for data judges what is
    entered, but leaves the cells of its quantities folded away.
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
    name: Optional[str] = None
    limit: Optional[Limit] = None
    advice_label: str = "系统拟稿"
    yields_to: Tuple[YieldsTo, ...] = ()
    on_by_default: bool = True
    asks_for_data: bool = True
