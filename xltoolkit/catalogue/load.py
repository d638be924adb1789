"""Read the YAML files of the catalogue, strictly and with the line of every entry.

Only the builder and the linter come here; a run reads the compiled catalogue instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.issue_model import IssueGroup, IssueRule
from xltoolkit.catalogue.model import Catalogue, DefinedRate
from xltoolkit.catalogue.quantity_model import Identity, Quantity, Section
from xltoolkit.catalogue.resolve import with_definitions
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.catalogue.source_model import Regulation, SourceMark
from xltoolkit.strict_yaml import Problem, Source, SourceError, read_yaml

CATALOGUE_FOLDER = Path(__file__).parent
DRAFTS_FOLDER = "drafts"
"""Below schemes/: those that are not complete from their sources."""

Content = TypeVar("Content")


@dataclass(frozen=True)
class QuantityFile:
    """The content of quantities.yaml."""

    scopes: tuple[str, ...]
    marks: Mapping[str, SourceMark]
    sections: tuple[Section, ...]
    quantities: tuple[Quantity, ...]
    identities: tuple[Identity, ...]


@dataclass(frozen=True)
class RegulationFile:
    """The content of regulations.yaml."""

    regulations: tuple[Regulation, ...]


@dataclass(frozen=True)
class RuleFile:
    """The content of issue_rules.yaml; its version is that of the whole catalogue."""

    version: str
    groups: tuple[IssueGroup, ...]
    rules: tuple[IssueRule, ...]


@dataclass(frozen=True)
class DefinitionFile:
    """The content of definitions.yaml."""

    rates: tuple[DefinedRate, ...]


@dataclass(frozen=True)
class Loaded(Generic[Content]):
    """A file's content together with the lines it came from."""

    source: Source
    content: Content


_NO_DEFINITIONS = Loaded(Source("definitions.yaml", {}, {(): 1}), DefinitionFile(()))
"""What a catalogue without a choice of definitions has."""


@dataclass(frozen=True)
class CatalogueFiles:
    """All files of the catalogue, well formed but not yet linted."""

    quantities: Loaded[QuantityFile]
    regulations: Loaded[RegulationFile]
    rules: Loaded[RuleFile]
    definitions: Loaded[DefinitionFile]
    schemes: tuple[Loaded[Scheme], ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The source of every file."""
        schemes = tuple(scheme.source for scheme in self.schemes)
        files = (self.quantities.source, self.regulations.source, self.rules.source)
        return (*files, self.definitions.source, *schemes)


def load_files(folder: Path = CATALOGUE_FOLDER) -> CatalogueFiles:
    """Read all files of a catalogue folder; messages name them relative to it.

    Raises:
        SourceError: with the problems of every file that is not well formed.
    """
    problems: list[Problem] = []

    def read(path: Path, model: type[Content]) -> Loaded[Content]:
        source = read_yaml(path, path.relative_to(folder).as_posix())
        return Loaded(source, source.build(model))

    def attempt(path: Path, model: type[Content]) -> tuple[Loaded[Content], ...]:
        try:
            return (read(path, model),)
        except SourceError as refusal:
            problems.extend(refusal.problems)
            return ()

    quantities = attempt(folder / "quantities.yaml", QuantityFile)
    regulations = attempt(folder / "regulations.yaml", RegulationFile)
    rules = attempt(folder / "issue_rules.yaml", RuleFile)
    definitions: tuple[Loaded[DefinitionFile], ...] = (_NO_DEFINITIONS,)
    if (folder / "definitions.yaml").exists():
        definitions = attempt(folder / "definitions.yaml", DefinitionFile)
    schemes_folder = folder / "schemes"
    paths = [
        *sorted(schemes_folder.glob("*.yaml")),
        *sorted((schemes_folder / DRAFTS_FOLDER).glob("*.yaml")),
    ]
    schemes: list[Loaded[Scheme]] = []
    for loaded in (each for path in paths for each in attempt(path, Scheme)):
        if definitions:
            try:
                schemes.append(resolved(loaded, definitions[0].content.rates))
            except SourceError as refusal:
                problems.extend(refusal.problems)
    if problems:
        raise SourceError(problems)
    return CatalogueFiles(quantities[0], regulations[0], rules[0], definitions[0], tuple(schemes))


def resolved(loaded: Loaded[Scheme], rates: Sequence[DefinedRate]) -> Loaded[Scheme]:
    """Return a scheme with the definitions that its rows name.

    Raises:
        SourceError: when a row names a rate or a definition that there is not.
    """
    return Loaded(loaded.source, with_definitions(loaded.source, loaded.content, rates))


def load_scheme(path: Path) -> Loaded[Scheme]:
    """Read one scheme file, for example a local one, with the definitions of definitions.yaml.

    Raises:
        SourceError: when it is not well formed.
    """
    source = read_yaml(path)
    return resolved(Loaded(source, source.build(Scheme)), load_catalogue().rates)


def assemble(files: CatalogueFiles) -> Catalogue:
    """Put the contents of the files together."""
    quantities, rules = files.quantities.content, files.rules.content
    return Catalogue(
        version=rules.version,
        scopes=quantities.scopes,
        marks=quantities.marks,
        sections=quantities.sections,
        quantities=quantities.quantities,
        identities=quantities.identities,
        regulations=files.regulations.content.regulations,
        groups=rules.groups,
        issue_rules=rules.rules,
        rates=files.definitions.content.rates,
        schemes=tuple(scheme.content for scheme in files.schemes),
    )
