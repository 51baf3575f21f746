"""The MkDocs plugin: a build that fails with every problem, pages that swallow and print nothing."""

import re
import subprocess
import sys
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from client_ledger.exports.report import report
from client_ledger.judging.judgement import judge_project
from client_ledger.project import open_project
from writing import CLIENT, CONTRACT, write_site

NASTY = "<script>alert(1)</script>"


def build_site(site_file: Path, **options) -> Path:
    config = load_config(str(site_file), strict=True, **options)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return Path(config.site_dir)


def page(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def test_a_build_stops_with_every_problem_in_one_message(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    site_file = write_site(
        tmp_path,
        {"clients/acme.md": CLIENT.replace("name", "nam"), "contracts/a.md": CONTRACT.replace("50", "x")},
    )
    with pytest.raises(Abort):
        build_site(site_file)
    told = caplog.text
    assert "ledger/clients/acme.md:2:1: error[unknown-key]" in told
    assert "ledger/contracts/a.md:6:7: error[invalid-value]" in told


def test_the_command_fails_in_plain_sentences(tmp_path: Path):
    write_site(tmp_path, {"clients/acme.md": "---\nname: [\n---\n"})
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "ledger/clients/acme.md:3:1: error[invalid-yaml]" in run.stderr
    assert "Traceback" not in run.stderr


def test_serving_goes_on_with_a_banner_on_every_page_until_it_is_mended(tmp_path: Path):
    broken = CONTRACT.replace("rate: 50\n", "rate: 50\nhours: [{date: soon, hours: 1}]\n")
    site_file = write_site(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": broken})
    config = load_config(str(site_file))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    site = Path(config.site_dir)
    for path in ("index.html", "clients/acme/index.html", "contracts/a/index.html", "pipeline/index.html"):
        assert "ledger/contracts/a.md:7:16" in page(site, path), path
    assert "incomplete" in page(site, "clients/acme/index.html")
    (tmp_path / "ledger/contracts/a.md").write_text(CONTRACT)
    build(config)
    assert "ledger/contracts/a.md:7:16" not in page(site, "index.html")


def test_a_file_that_cannot_be_read_stops_no_server_and_shows_nothing_of_itself(tmp_path: Path):
    unclosed = "---\nclient: acme\ntitle: Secret deal\nstage: active\n"
    latin = "---\nname: Caf\xe9 secret\n---\n".encode("latin-1")
    files = {"clients/acme.md": CLIENT, "clients/cafe.md": latin, "contracts/a.md": unclosed, "words.md": b"\xff\xfe"}
    config = load_config(str(write_site(tmp_path, files)))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    site = Path(config.site_dir)
    assert "ledger/clients/cafe.md:2:10" in page(site, "index.html")
    assert "it is not known who needs you" in page(site, "index.html")
    assert "incomplete" in page(site, "clients/acme/index.html")
    for path in ("contracts/a/index.html", "clients/cafe/index.html", "words/index.html"):
        assert "Secret deal" not in page(site, path)


def test_a_mkdocs_yml_that_cannot_be_read_is_told_in_one_sentence(tmp_path: Path):
    site_file = write_site(tmp_path, {"clients/acme.md": CLIENT}, "currency: EUR\ncurrency: USD")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"{site_file}:9:7: error[duplicate-key]" in done.stderr
    assert "Traceback" not in done.stderr


def test_front_matter_is_never_printed_and_a_body_is_never_swallowed(tmp_path: Path):
    site_file = write_site(
        tmp_path,
        {
            "clients/acme.md": "---\nname: Acme\ncontact: secret\n---\nNote: this line looks like a field\n",
            "notes.md": "Note: so does this\n\nText\n",
            "ruled.md": "---\ntitle: Ruled\n---\n---\n\nBelow the rule\n",
        },
    )
    site = build_site(site_file)
    client = page(site, "clients/acme/index.html")
    assert "Note: this line looks like a field" in client
    assert "name: Acme" not in client
    assert "Note: so does this" in page(site, "notes/index.html")
    ruled = page(site, "ruled/index.html")
    assert "<title>Ruled" in ruled
    assert "<hr" in ruled


def test_what_clients_wrote_is_escaped_and_what_the_owner_wrote_is_not(tmp_path: Path):
    site_file = write_site(
        tmp_path,
        {
            "clients/acme.md": (
                f"---\nname: '{NASTY}'\nincidents:\n  - {{date: 2026-11-01, kind: insult, text: '{NASTY}'}}\n---\n"
                "<b>mine</b>\n"
            )
        },
    )
    site = build_site(site_file)
    for file in site.rglob("*.html"):
        assert NASTY not in file.read_text(encoding="utf-8"), file
    assert "<b>mine</b>" in page(site, "clients/acme/index.html")


def test_evidence_leads_to_its_line(tmp_path: Path):
    site_file = write_site(
        tmp_path,
        {"clients/acme.md": "---\nname: Acme\nincidents:\n  - {date: 2026-11-01, kind: insult, text: Fool}\n---\n"},
    )
    site = build_site(site_file)
    (link,) = set(re.findall(r'href="([^"]+#L4)"', page(site, "clients/acme/index.html")))
    target = (site / "clients/acme" / link.partition("#")[0]).resolve()
    line = re.search(r'<li[^>]* id="L4".*?</li>|<li id="L4".*?</li>', target.read_text(encoding="utf-8"), re.DOTALL)
    assert line is not None
    assert "kind: insult" in line[0]


def test_an_old_debt_decides_the_verdict_and_its_letter_comes_first(tmp_path: Path):
    owing = CONTRACT.replace("stage: active", "stage: completed").replace(
        "rate: 50", "rate: 50\ninvoices:\n  - {id: 7, issued: 2025-01-01, amount: 90}"
    )
    client = "---\nname: Acme\nreviewed: 2026-11-19\nsigns: {unsteady-work: off}\n---\n"
    files = {"clients/acme.md": client, "contracts/site.md": owing}
    found = page(build_site(write_site(tmp_path, files)), "clients/acme/index.html")
    assert '<section class="next plan-exit">' in found
    titles = re.findall(r'<details class="words-to-send">\s*<summary>([^<]+)</summary>', found)
    assert titles[0] == "Final demand"


def test_a_page_of_ones_own_gives_its_words_to_a_page_of_the_ledger(tmp_path: Path):
    site = build_site(write_site(tmp_path, {"clients/acme.md": CLIENT, "pipeline.md": "My own words.\n"}))
    pipeline = page(site, "pipeline/index.html")
    assert "My own words." in pipeline
    assert "2026-12" in pipeline or "Dec" in pipeline


def test_titles_in_the_navigation_stay(tmp_path: Path):
    site_file = write_site(tmp_path, {"clients/acme.md": CLIENT})
    site_file.write_text(site_file.read_text() + "nav:\n  - Start here: index.md\n  - Who: clients/acme.md\n")
    site = build_site(site_file)
    assert "<title>Who" in page(site, "clients/acme/index.html")


def test_a_warning_sign_is_no_log_warning(tmp_path: Path):
    site = build_site(
        write_site(
            tmp_path,
            {"clients/acme.md": "---\nname: Acme\nincidents:\n  - {date: 2026-11-01, kind: threat}\n---\n"},
        )
    )
    assert "leave" in page(site, "index.html")


def test_the_largest_numbers_the_format_takes_are_told_to_the_cent(tmp_path: Path):
    most = "999999999999999"
    contract = (
        f"---\nclient: acme\ntitle: Shop\nstage: active\nbilling: hourly\nrate: {most}.99\ncurrency: USD\n"
        f"invoices:\n  - {{id: 1, issued: 2026-11-02, amount: {most}.99}}\n"
        f"hours:\n  - {{date: 2026-11-02, hours: {most}}}\n---\n"
    )
    files = {"clients/acme.md": CLIENT, "contracts/shop.md": contract}
    site_file = write_site(tmp_path, files, f"as_of: 2026-11-20\nexchange_rates: {{USD: {most}.5}}")
    site = build_site(site_file)
    assert "$999,999,999,999,999.99" in page(site, "contracts/shop/index.html")
    (december, *_) = report(judge_project(open_project(site_file)))["pipeline"]["months"]
    per_day = Fraction(f"{most}.99") * Fraction(f"{most}.5") * int(most) / 90
    assert december["committed"] == f"{round(per_day * 31 * 100)}"[:-2] + "." + f"{round(per_day * 31 * 100)}"[-2:]


def test_what_others_wrote_in_markdown_is_shown_as_it_stands(tmp_path: Path):
    signs = "\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"
    breaks = "".join(f"\n\n{sign}<script>alert({ord(sign)})</script>" for sign in signs)
    mail = (
        f"---\nFrom: them\n---\n# Hi *you*\n\n<script>alert(1)</script>{breaks}\n\n```\nx\n</code></pre><img src=x>\n"
    )
    files = {"clients/acme.md": CLIENT, "evidence/an_offer~1.mkd": mail, "notes.markdown": "Mine."}
    site = build_site(write_site(tmp_path, files))
    assert "Mine." in page(site, "notes/index.html")
    shown = page(site, "evidence/an_offer~1/index.html")
    assert ">an_offer~1.mkd<" in shown
    assert "<script>alert" not in shown
    assert "<img" not in shown
    (words,) = re.findall(r"<pre><code>(.*?)</code></pre>", shown, re.DOTALL)
    assert unescape(words) == mail
    assert "alert(8232)" in (site / "search/search_index.json").read_text(encoding="utf-8")
