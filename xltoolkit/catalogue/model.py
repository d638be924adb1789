"""The whole catalogue as one frozen value. Standard library only, Python 3.8."""

import datetime as dt
from dataclasses import dataclass
from typing import Dict, Mapping, Optional, Tuple

from xltoolkit.catalogue.issue_model import IssueGroup, IssueRule
from xltoolkit.catalogue.quantity_model import Identity, Quantity, Section
from xltoolkit.catalogue.scheme_model import Definition, Scheme
from xltoolkit.catalogue.source_model import Regulation, SourceMark
from xltoolkit.errors import UserError


@dataclass(frozen=True)
class RateDefinition:
    """A definition of a rate with its id in definitions.yaml."""

    id: str
    definition: Definition


@dataclass(frozen=True)
class DefinedRate:
    """A rate of which several definitions are in use."""

    id: str
    title: str
    definitions: Tuple[RateDefinition, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything that the tool knows as data; `version` is raised with every change of meaning.

    `scopes` are the words of the column 口径; `marks` are the source marks that quantities
    and identities refer to by id.
    """

    version: str
    scopes: Tuple[str, ...]
    marks: Mapping[str, SourceMark]
    sections: Tuple[Section, ...]
    quantities: Tuple[Quantity, ...]
    identities: Tuple[Identity, ...]
    regulations: Tuple[Regulation, ...]
    groups: Tuple[IssueGroup, ...]
    issue_rules: Tuple[IssueRule, ...]
    rates: Tuple[DefinedRate, ...]
    schemes: Tuple[Scheme, ...]

    def quantities_by_id(self) -> Dict[str, Quantity]:
        """The quantities by id, in the order of the catalogue."""
        return {quantity.id: quantity for quantity in self.quantities}

    def identities_by_id(self) -> Dict[str, Identity]:
        """The identities by id, in the order of the catalogue."""
        return {identity.id: identity for identity in self.identities}

    def regulations_by_id(self) -> Dict[str, Regulation]:
        """The regulations by id, in the order of the catalogue."""
        return {regulation.id: regulation for regulation in self.regulations}

    def rules_by_code(self) -> Dict[str, IssueRule]:
        """The issue rules by code, in the order of the catalogue."""
        return {rule.code: rule for rule in self.issue_rules}

    def scheme(
        self, identifier: str, version: Optional[str] = None, year: Optional[int] = None
    ) -> Scheme:
        """Return a scheme: the version that is asked for, that of a year, or the latest.

        Raises:
            UserError: when there is none of this id, version or year; the sentence lists
                those that there are.
        """
        versions = [scheme for scheme in self.schemes if scheme.id == identifier]
        if not versions:
            raise UserError(f"没有方案“{identifier}”，{self._known_schemes()}，请选用其中之一。")
        wanted = [
            scheme
            for scheme in versions
            if (version is None or scheme.version == version)
            and (year is None or scheme.holds_in(year))
        ]
        if not wanted:
            asked = f"第{version}版" if version is not None else f"适用于{year}年度的版本"
            known = "、".join(map(_described, versions))
            raise UserError(f"方案“{identifier}”没有{asked}，现有{known}，请选用其中之一。")
        latest = max(wanted, key=lambda scheme: scheme.effective.get("from") or dt.date.min)
        return latest if year is None else latest.as_of(year)

    def _known_schemes(self) -> str:
        offered = dict.fromkeys(each.id for each in self.schemes if not each.is_draft)
        drafts = dict.fromkeys(each.id for each in self.schemes if each.is_draft)
        known = f"现有方案：{'、'.join(offered)}"
        return f"{known}；草稿：{'、'.join(drafts)}" if drafts else known


def _described(scheme: Scheme) -> str:
    first, last = scheme.effective.get("from"), scheme.effective.get("to")
    begin = "" if first is None else first.isoformat()
    end = "" if last is None else last.isoformat()
    return f"第{scheme.version}版（{begin}至{end or '今'}）"
