"""Which files of a site MkDocs copied as they are, and which ones it drew."""

from __future__ import annotations

import pytest

SCRIPT = "<script>document.title = 'own'</script>"


def configure(published, *lines: str) -> None:
    with (published.source / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def write(published, path: str, text: str = SCRIPT) -> None:
    (published.source / "docs" / path).parent.mkdir(exist_ok=True)
    (published.source / "docs" / path).write_text(text, encoding="utf-8")


def sandboxed(published) -> set[str]:
    assert published.publish().returncode == 0
    return {path for path, entry in published.manifest().files.items() if entry.sandboxed}


def test_a_template_of_ones_own_is_drawn(published):
    write(published, "own.html", f"{{{{ config.site_name }}}} {SCRIPT}")
    write(published, "evidence/offer.html")
    configure(published, "extra_templates: [own.html]")
    assert sandboxed(published) == {"evidence/offer.html"}
    assert published.manifest().files["own.html"].scripts != ()


def test_what_the_theme_draws_is_drawn_though_a_file_of_that_name_stands_among_the_pages(published):
    write(published, "404.html")
    write(published, "sitemap.xml", "<urlset/>")
    write(published, "evidence/404.html")
    assert sandboxed(published) == {"evidence/404.html"}


@pytest.mark.parametrize(("path", "directories"), [("guide.html", "false"), ("guide/index.html", "true")])
def test_a_page_is_drawn_though_a_file_of_its_path_stands_beside_it(published, path, directories):
    write(published, "guide.md", f"# Guide\n\n{SCRIPT}\n")
    write(published, path)
    write(published, "offer.html")
    configure(published, f"use_directory_urls: {directories}")
    assert sandboxed(published) == {"offer.html"}
    assert published.manifest().files[path].scripts != ()
