"""The documentation website builds without warnings and is complete."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from auditledge import AuditLedge, errors, types
from docs.blocks import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-d",
        folder / "trees",
        "docs",
        folder,
    ]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_document_has_a_page_in_the_menu(site: Path) -> None:
    menu = (site / "index.html").read_text("utf-8")
    for document in (ROOT / "docs").glob("**/*.md"):
        page = document.relative_to(ROOT / "docs").with_suffix(".html")
        assert (site / page).exists()
        assert page.name == "index.html" or f'href="{page}"' in menu


def test_the_reference_has_every_method_error_and_type(site: Path) -> None:
    anchors = set(re.findall(r'id="([\w.]+)"', (site / "api.html").read_text("utf-8")))
    methods = {name for name in dir(AuditLedge) if not name.startswith("_")}
    wanted = {
        f"auditledge.{client}.{name}" for client in ("AuditLedge", "AsyncAuditLedge") for name in methods
    }
    wanted |= {f"auditledge.errors.{name}" for name in errors.__all__ if name != "Problem"}
    wanted |= {
        f"auditledge.types.{name}" for name, kind in vars(types).items() if hasattr(kind, "__required_keys__")
    }
    assert wanted - anchors == set()


def test_pages_load_nothing_from_other_hosts(site: Path) -> None:
    for page in site.glob("*.html"):
        text = page.read_text("utf-8")
        assert re.findall(r'<(?:script|img|iframe)[^>]+src="(?:https?:)?//[^"]*"', text) == []
        assert re.findall(r'<link rel="stylesheet"[^>]+href="(?:https?:)?//[^"]*"', text) == []


def test_links_in_the_readme_point_to_files() -> None:
    """They are absolute, because the README is also the package's page on an index."""
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "](" not in readme, "write [text], and define its URL at the end"
    links = dict(re.findall(r"^\[(.+)\]: (\S+)$", readme, re.MULTILINE))
    assert len(links) > 5
    for text, url in links.items():
        found = re.fullmatch(r"https://github\.com/auditledge/auditledge-python/(tree|blob)/main/(.+)", url)
        assert found
        assert (ROOT / found[2]).is_dir() if found[1] == "tree" else (ROOT / found[2]).is_file()
        assert f"[{text}]" in readme.replace(f"[{text}]:", "")
