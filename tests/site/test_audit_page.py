"""The git history on the site: trails, the whole ledger by day, when records were written down."""

import re

import pytest

from audited_site import ACME, built, item, page, short, text, trail, written
from client_ledger.site.trail import commit_base
from repositories import Repo


def test_a_client_is_told_with_its_contracts_newest_first(repo):
    repo.replace("ledger/contracts/acme-site.md", "stage: proposal", "stage: active")
    repo.commit("Won", "2026-05-20", author="Kim")
    told = trail(page(built(repo), "clients/acme"))
    assert told.startswith(
        f"Audit trail 20 May 2026 Won Kim · {short(repo)} New site Contract · Acme stage: proposal → active "
        f"12 May 2026 Begin Robin · {short(repo, 'HEAD~1')} clients/acme.md added"
    )
    assert "message 12 May 2026 21:30 added" in told


def test_a_contract_is_told_alone(repo):
    repo.replace("ledger/clients/acme.md", "name: Acme", "name: Acme Ltd")
    repo.commit("Incorporated", "2026-05-20")
    told = trail(page(built(repo), "contracts/acme-site"))
    assert told.startswith(f"Audit trail 12 May 2026 Begin Robin · {short(repo)}"[:38])
    assert "contracts/acme-site.md added" in told
    assert "Incorporated" not in told


def test_a_long_trail_is_folded(repo):
    for day in range(13, 20):
        repo.replace("ledger/clients/acme.md", "name: Acme", "name: Acme x")
        repo.commit(f"Day {day}", f"2026-05-{day}")
    html = page(built(repo), "clients/acme")
    open_part, _, folded = html.partition('<h2 id="trail">')[2].partition("<details>")
    assert text(folded).startswith("3 earlier commits")
    assert open_part.count('class="by"') == 5


def test_the_audit_page_tells_every_change_by_day_what_is_not_committed_first(repo):
    repo.replace("ledger/contracts/acme-site.md", "value: 6000", "value: 6500")
    repo.commit("Raise", "2026-05-20")
    repo.replace("ledger/clients/acme.md", "name: Acme", "name: Acme Ltd")
    html = page(built(repo), "audit")
    days = re.findall(r"<h2>(.*?)</h2>", html)
    assert [text(day) for day in days] == ["Not yet committed", "20 May 2026", "12 May 2026"]
    assert "Not yet committed Acme Ltd name: Acme → Acme Ltd 20 May 2026 Raise Robin" in text(html)
    assert 'aria-current="page">Audit trail</a>' in html


def test_a_hash_leads_to_the_commit_where_the_repository_is_hosted(repo):
    identity = repo.git("rev-parse", "HEAD")
    link = f'href="https://codeberg.org/robin/ledger/commit/{identity}"'
    site = built(repo)
    assert all(link in page(site, path) for path in ("audit", "clients/acme", "contracts/acme-site"))


@pytest.mark.parametrize(
    ("repo_url", "base"),
    [
        ("https://github.com/me/ledger", "https://github.com/me/ledger/commit/"),
        ("https://gitlab.example.org/me/ledger/", "https://gitlab.example.org/me/ledger/-/commit/"),
        ("https://git.example.org/me/ledger.git", "https://git.example.org/me/ledger/commit/"),
        ("https://bitbucket.org/me/ledger", "https://bitbucket.org/me/ledger/commits/"),
        ("git@github.com:me/ledger.git", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_each_host_shows_commits_at_its_own_address(repo_url, base):
    assert commit_base(repo_url) == base


def test_a_commit_made_anew_tells_the_day_it_was_put_in(repo):
    repo.replace("ledger/clients/acme.md", "messages:\n", "messages:\n  - {at: 2026-05-12 20:00, text: Hello}\n")
    repo.git(
        "commit", "--quiet", "--all", "--allow-empty-message", "--message", "", day="2026-05-13", committed="2026-06-20"
    )
    site = built(repo)
    assert f"no message Robin · {short(repo)} · committed on 20 Jun 2026" in text(page(site, "audit"))
    html = page(site, "clients/acme")
    assert f"recorded 1 day later {short(repo)} · committed on 20 Jun 2026 · unchanged" in written(html, "acme.md:7")
    assert "committed on" not in written(html, "acme.md:8")


def test_the_audit_page_leads_to_the_page_that_was_changed(repo):
    assert re.search(r'<p class="subject"><a href="[^"]*">index.md</a>', page(built(repo), "audit"))


def test_signatures_are_told_only_where_there_are_any(repo):
    assert "signature" not in text(page(built(repo), "audit"))
    assert "not signed" not in text(page(built(repo), "audit"))


def test_the_pipeline_takes_the_age_of_a_stage_from_the_history(repo):
    repo.replace("ledger/contracts/acme-site.md", "stage: proposal", "stage: negotiation")
    repo.commit("They answered", "2026-06-10")
    site = built(repo)
    assert re.search(r'data-name="Days in stage" class="number named">20<', page(site, "pipeline"))
    assert "In this stage since 10 Jun 2026" in text(page(site, "contracts/acme-site"))


def test_what_changed_is_told_from_the_records_as_they_were_committed_then(repo):
    repo.replace("ledger/clients/acme.md", "kind: insult, text", "kind: insult, severity: minor, text")
    repo.commit("A minor one", "2026-06-02")
    repo.replace("ledger/clients/acme.md", "severity: minor, ", "")
    repo.commit("It was serious", "2026-06-28")
    changed = text(
        built(repo).joinpath("index.html").read_text().partition('id="changed"')[2].partition("</section>")[0]
    )
    assert "Toxic behaviour warning → critical" in changed


def test_nothing_has_changed_where_the_records_of_then_say_the_same(repo):
    repo.replace("ledger/clients/acme.md", "name: Acme", "name: Acme Ltd")
    repo.commit("Incorporated", "2026-06-28")
    home = (built(repo) / "index.html").read_text()
    assert "No verdict and no sign has changed." in home
    assert "By the records of today" not in home


def test_a_client_committed_within_the_week_is_new(repo):
    repo.write("ledger/clients/bolt.md", ACME.replace("Acme", "Bolt").replace(", evidence: call.txt", ""))
    repo.commit("Bolt", "2026-06-28")
    home = (built(repo) / "index.html").read_text()
    assert text(home.partition('id="changed"')[2]).find("Bolt new →") > 0


def test_without_a_repository_a_notice_stands_alone(folder):
    site = built(folder)
    told = text(page(site, "audit"))
    assert "The ledger is not in a git repository, so no history is shown" in told
    client = page(site, "clients/acme")
    assert 'id="trail"' not in client
    assert "Compared using today's records: git has no older version." in (site / "index.html").read_text()
    assert "recorded" not in text(client.partition("<main")[2].partition("Messages")[0])


def test_a_shallow_clone_says_how_to_get_the_rest(repo, tmp_path):
    repo.replace("ledger/clients/acme.md", "name: Acme", "name: Acme Ltd")
    repo.commit("Incorporated", "2026-05-20")
    repo.git("clone", "--quiet", "--depth=1", repo.top.as_uri(), str(tmp_path / "clone"))
    site = built(Repo(tmp_path / "clone"))
    assert "git fetch --unshallow" in text(page(site, "audit"))
    assert "recorded by 20 May 2026" in item(page(site, "clients/acme"), "Shouted at me")
    assert re.search(r'data-name="Days in stage" class="number named">unknown<', page(site, "pipeline"))
