"""Checks of issue_rules.yaml and regulations.yaml: references, predicates and wordings."""

from collections.abc import Iterable, Iterator

from xltoolkit.catalogue.issue_model import (
    COMMON_FIELDS,
    HINT_FIELDS,
    PREDICATES,
    IssueRule,
    Predicate,
)
from xltoolkit.catalogue.lint_common import repeated, unknown
from xltoolkit.catalogue.load import CatalogueFiles, Loaded, RegulationFile
from xltoolkit.catalogue.quantity_model import signed_term
from xltoolkit.catalogue.wording import WordingError, fields_of
from xltoolkit.strict_yaml import Keys, Problem, Source

_PREDICATES = {predicate.name: predicate for predicate in PREDICATES}


def regulation_problems(loaded: Loaded[RegulationFile]) -> Iterator[Problem]:
    """Find regulations with the same id."""
    ids = (regulation.id for regulation in loaded.content.regulations)
    yield from repeated(loaded.source, ("regulations",), "id", ids)


def rule_problems(files: CatalogueFiles) -> Iterator[Problem]:
    """Find what is wrong with the issue rules."""
    source, content = files.rules.source, files.rules.content
    yield from repeated(source, ("groups",), "id", (group.id for group in content.groups))
    yield from repeated(source, ("rules",), "code", (rule.code for rule in content.rules))
    for position, rule in enumerate(content.rules):
        keys = ("rules", position)
        yield from _references(files, keys, rule)
        yield from _basis(files, keys, rule)
        yield from _name(source, keys, rule)
        predicate = _PREDICATES.get(rule.predicate)
        if predicate is None:
            yield from unknown(
                source, (*keys, "predicate"), (rule.predicate,), _PREDICATES, "判断条件"
            )
            continue
        yield from _predicate_use(source, keys, rule, predicate)
        yield from _fields(files, keys, rule, predicate)
        yield from _wordings(source, keys, rule)


def _references(files: CatalogueFiles, keys: Keys, rule: IssueRule) -> Iterator[Problem]:
    source, parameters = files.rules.source, rule.parameters
    groups = (group.id for group in files.rules.content.groups)
    yield from unknown(source, (*keys, "group"), (rule.group,), groups, "问题分组")
    at = (*keys, "parameters")
    indicators = [row.id for scheme in files.schemes for row in scheme.content.rows]
    yield from unknown(source, (*at, "indicators"), parameters.indicators, indicators, "指标")
    yield from unknown(
        source, (*at, "quantities"), parameters.quantities, _quantities(files), "数据项"
    )
    yield from unknown(source, (*at, "inputs"), parameters.inputs, _quantities(files), "数据项")
    yield from _limit(files, keys, rule)
    identities = (identity.id for identity in files.quantities.content.identities)
    yield from unknown(source, (*at, "identities"), parameters.identities, identities, "勾稽关系")
    codes = [other.code for other in files.rules.content.rules if other is not rule]
    for position, giving_way in enumerate(rule.yields_to):
        place = (*keys, "yields_to", position, "code")
        yield from unknown(source, place, (giving_way.code,), codes, "其他规则")


def _limit(files: CatalogueFiles, keys: Keys, rule: IssueRule) -> Iterator[Problem]:
    """A limit without a source counts only where the working group says so."""
    source, rate = files.rules.source, rule.parameters.rate
    if rate is not None:
        used = (signed_term(text).quantity for text in (*rate.terms, *rate.per))
        place = (*keys, "parameters", "rate")
        yield from unknown(source, place, used, _quantities(files), "数据项")
        if rule.limit is None:
            yield source.problem(place, "rate须有限值（limit）才能判断，请补上limit。")
    needs_row = not (rule.parameters.inputs or rule.parameters.indicators)
    if rule.limit is not None and needs_row and rule.on_by_default:
        yield source.problem((*keys, "limit"), "经验值不能默认启用，请写on_by_default: false。")


def _basis(files: CatalogueFiles, keys: Keys, rule: IssueRule) -> Iterator[Problem]:
    source, basis, place = files.rules.source, rule.basis, (*keys, "basis")
    known = [regulation.id for regulation in files.regulations.content.regulations]
    cited = () if basis.regulation is None else (basis.regulation,)
    yield from unknown(source, place, cited, known, "依据文件")
    if basis.kind == "regulation" and basis.regulation is None:
        yield source.problem(place, "依据为regulation时须写明regulation，请补上。")
    if (basis.kind == "text") != (basis.text is not None):
        yield source.problem(place, "text只在依据为text时填写且必须填写，请改正。")


def _predicate_use(
    source: Source, keys: Keys, rule: IssueRule, predicate: Predicate
) -> Iterator[Problem]:
    if rule.subject not in predicate.subjects:
        allowed = "、".join(predicate.subjects)
        reason = f"判断条件“{predicate.name}”只用于{allowed}，请改正。"
        yield source.problem((*keys, "subject"), reason)
    for need in predicate.needs:
        if not (getattr(rule.parameters, need, None) or getattr(rule, need, None)):
            reason = f"判断条件“{predicate.name}”需要参数“{need}”，请补上。"
            yield source.problem((*keys, "parameters"), reason)


def _fields(
    files: CatalogueFiles, keys: Keys, rule: IssueRule, predicate: Predicate
) -> Iterator[Problem]:
    """A field is computed from quantities that exist, or one that the predicate supplies."""
    source, known = files.rules.source, _quantities(files)
    supplied = {*predicate.supplies, *COMMON_FIELDS}
    if any(giving_way.wording for giving_way in rule.yields_to):
        supplied.update(HINT_FIELDS)
    for name, field in rule.fields.items():
        place = (*keys, "fields", name)
        used = (signed_term(text).quantity for text in (*field.terms, *field.per))
        yield from unknown(source, place, used, known, "数据项")
        if not field.terms and name not in supplied:
            reason = f"判断条件“{predicate.name}”不提供字段“{name}”，请写明terms或改名。"
            yield source.problem(place, reason)
        if field.when is not None and field.when not in rule.parameters.identities:
            reason = f"when所指的“{field.when}”不在本规则的identities中，请补上。"
            yield source.problem(place, reason)


def _wordings(source: Source, keys: Keys, rule: IssueRule) -> Iterator[Problem]:
    """Every field of a text is declared, and every declared field occurs in a text."""
    texts: list[tuple[Keys, str]] = [
        ((*keys, "title"), rule.title),
        ((*keys, "wording"), rule.wording),
    ]
    texts += [
        ((*keys, "yields_to", position, "wording"), giving_way.wording)
        for position, giving_way in enumerate(rule.yields_to)
        if giving_way.wording is not None
    ]
    used: set[str] = set()
    for place, text in texts:
        try:
            names = fields_of(text)
        except WordingError as mistake:
            yield source.problem(place, str(mistake))
            continue
        yield from _undeclared(source, place, names, rule)
        used.update(names)
    for name in rule.fields:
        if name not in used:
            yield source.problem((*keys, "fields", name), f"字段“{name}”未在措辞中使用，请删除。")


def _name(source: Source, keys: Keys, rule: IssueRule) -> Iterator[Problem]:
    """A rule is called by its name where its title is made of a row's words."""
    if "{" in rule.title and not rule.name:
        yield source.problem((*keys, "title"), "题目随行变化的规则须写明name（这一类问题的名称）。")


def _undeclared(
    source: Source, place: Keys, names: Iterable[str], rule: IssueRule
) -> Iterator[Problem]:
    for name in names:
        if name not in rule.fields:
            yield source.problem(place, f"措辞用到未声明的字段“{name}”，请在fields中声明。")


def _quantities(files: CatalogueFiles) -> list[str]:
    return [quantity.id for quantity in files.quantities.content.quantities]
