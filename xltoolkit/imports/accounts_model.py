"""What `final_accounts.yaml` says: the published tables and where each figure stands in them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xltoolkit.catalogue.source_model import SourceMark
from xltoolkit.imports.quantity_names import folded
from xltoolkit.strict_yaml import read_yaml

FILE = Path(__file__).with_name("final_accounts.yaml")


@dataclass(frozen=True)
class AccountFigure:
    """Where a quantity stands in a table: names of its line, headings of its column.

    An `optional` figure is one that many places do not publish; that it is missing is no news.
    """

    quantity: str
    columns: tuple[str, ...]
    row: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class AccountTable:
    """A published table; `titles` are other titles that it has had."""

    title: str
    source: str
    figures: tuple[AccountFigure, ...]
    titles: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All its titles as they are compared."""
        return tuple(folded(title) for title in (self.title, *self.titles))


@dataclass(frozen=True)
class AccountTables:
    """The whole file."""

    marks: dict[str, SourceMark]
    tables: tuple[AccountTable, ...]


@cache
def account_tables() -> AccountTables:
    """Return the published tables that are known."""
    return read_yaml(FILE, FILE.name).build(AccountTables)
