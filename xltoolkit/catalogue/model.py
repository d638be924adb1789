"""The whole catalogue as one frozen value. Standard library only, Python 3.8."""

from dataclasses import dataclass
from typing import Dict, Mapping, Tuple

from xltoolkit.catalogue.issue_model import IssueGroup, IssueRule
from xltoolkit.catalogue.quantity_model import Identity, Quantity, Section
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.catalogue.source_model import Regulation, SourceMark
from xltoolkit.errors import UserError


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

    def scheme(self, identifier: str) -> Scheme:
        """Return one scheme.

        Raises:
            UserError: when there is none of this id; the sentence lists those that there are.
        """
        for scheme in self.schemes:
            if scheme.id == identifier:
                return scheme
        known = "、".join(scheme.id for scheme in self.schemes)
        raise UserError(f"没有方案“{identifier}”，现有方案：{known}，请选用其中之一。")
