"""What the tool knows as data: quantities, identities, regulations, issue rules, schemes.

The data are the YAML files of this folder. A run reads them as one compiled JSON, with the
standard library alone; `load.py` and `lint.py` (pydantic, PyYAML) serve the builder.
"""

from functools import lru_cache
from pathlib import Path

from xltoolkit.catalogue.compiled import COMPILED_FILE, from_json, rule_set_id
from xltoolkit.catalogue.model import Catalogue

__all__ = ["Catalogue", "load_catalogue", "loaded_rule_set_id", "rule_set_id"]


@lru_cache(maxsize=None)
def load_catalogue() -> Catalogue:
    """Return the compiled catalogue; it is read once in a process."""
    return from_json(Path(__file__).with_name(COMPILED_FILE).read_text(encoding="utf-8"))


@lru_cache(maxsize=None)
def loaded_rule_set_id() -> str:
    """Return the rule-set id of the compiled catalogue; it is reckoned once in a process."""
    return rule_set_id(load_catalogue())
