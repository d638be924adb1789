"""Where a statement of the catalogue comes from, and what of it may be printed."""

from dataclasses import dataclass
from typing import Literal, Optional

SourceStatus = Literal["sourced", "derived", "memory", "own", "quoted"]

BASIS_MISSING = "依据待补"


@dataclass(frozen=True)
class SourceMark:
    """How well a statement is supported.

    `sourced` was read at `address`; `derived` follows arithmetically from something sourced;
    `memory` is believed but not confirmed; `own` is this tool's design; `quoted` is what an
    evaluated report itself states. Only `sourced` may be called official.
    """

    status: SourceStatus
    address: Optional[str] = None
    note: Optional[str] = None


@dataclass(frozen=True)
class Regulation:
    """A document that issue rules cite; `what` says in one sentence what for."""

    id: str
    title: str
    short: str
    what: str
    source: SourceMark

    @property
    def printed(self) -> str:
        """What an official page may print: the title when it was read in a source."""
        return self.title if self.source.status == "sourced" else BASIS_MISSING
