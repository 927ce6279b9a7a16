"""Sphinx configuration. `make docs` builds the documentation into `site/`."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parents[1]))

project = "Auditledge"
author = "Auditledge"
copyright = "Auditledge"  # noqa: A001 - Sphinx's name for it
version = release = version_of("auditledge")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
smartquotes = False
default_role = "code"  # docstrings mark code with single backticks, as Markdown does
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_display_short_literal_types = True
add_module_names = False
maximum_signature_line_length = 80

html_theme = "furo"
html_title = f"Auditledge {release}"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "source_repository": "https://github.com/auditledge/auditledge-python",
    "source_branch": "main",
    "source_directory": "docs/",
}


def keep_drawings(
    _app: Sphinx, _what: str, _name: str, _object: object, _options: object, lines: list[str]
) -> None:
    """Render a drawing in a docstring, such as the exception tree, verbatim."""
    for number, line in enumerate(lines):
        if line.startswith("    ") and number and not lines[number - 1].strip():
            lines[number - 1 : number - 1] = ["", "::"]
            return


def hide_constructors(
    _app: Sphinx, what: str, _name: str, _object: object, _options: object, _signature: str, _returns: str
) -> tuple[str, None] | None:
    """Hide the signatures of exceptions: users catch them and never construct them."""
    return ("", None) if what == "exception" else None


def setup(app: Sphinx) -> None:
    """Register the autodoc hooks of this file."""
    app.connect("autodoc-process-docstring", keep_drawings)
    app.connect("autodoc-process-signature", hide_constructors)
