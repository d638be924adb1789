"""The two files by which LibreOffice knows what an extension is and what it holds."""

from __future__ import annotations

from xltoolkit.hosts.calc.actions import TOOLBAR_TITLE
from xltoolkit.hosts.calc.findings import OLDEST_LIBREOFFICE
from xltoolkit.hosts.calc.identifiers import EXTENSION
from xltoolkit.version import VERSION

_MANIFEST_SPACE = "http://openoffice.org/2001/manifest"
_TYPES = "application/vnd.sun.star.uno-typelibrary;type=RDB"
_COMPONENT = "application/vnd.sun.star.uno-component;type=Python"
_CONFIGURATION = "application/vnd.sun.star.configuration-data"


def manifest(types: str, component: str, configuration: tuple[str, ...]) -> str:
    """Return META-INF/manifest.xml; LibreOffice registers the files in this order."""
    files = [(types, _TYPES), (component, _COMPONENT)]
    files += [(name, _CONFIGURATION) for name in configuration]
    return _manifest(files)


def _manifest(files: list[tuple[str, str]]) -> str:
    entries = "\n".join(
        f'<manifest:file-entry manifest:media-type="{kind}" manifest:full-path="{name}"/>'
        for name, kind in files
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="{_MANIFEST_SPACE}">\n{entries}\n</manifest:manifest>\n'
    )


def component_manifest(component: str) -> str:
    """Return the manifest of an extension that holds one component and nothing else."""
    return _manifest([(component, _COMPONENT)])


def plain_description(identifier: str) -> str:
    """Return the description of an extension that nobody gets to see."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<description xmlns="http://openoffice.org/extensions/description/2006">'
        f'<identifier value="{identifier}"/><version value="{VERSION}"/></description>\n'
    )


def description() -> str:
    """Return description.xml.

    The oldest version stands in the namespace of LibreOffice: in that of OpenOffice nothing is
    installed, for the dependency is unknown.
    """
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006"
 xmlns:d="http://openoffice.org/extensions/description/2006"
 xmlns:lo="http://libreoffice.org/extensions/description/2011">
<identifier value="{EXTENSION}"/>
<version value="{VERSION}"/>
<platform value="all"/>
<dependencies>
<lo:LibreOffice-minimal-version value="{OLDEST_LIBREOFFICE}" d:name="LibreOffice {OLDEST_LIBREOFFICE}"/>
</dependencies>
<display-name>
<name lang="en">Performance evaluation toolkit</name>
<name lang="zh-CN">{TOOLBAR_TITLE}工具</name>
</display-name>
</description>
"""
