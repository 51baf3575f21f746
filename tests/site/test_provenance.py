"""What a page says about how a record was written down."""

import re
from hashlib import sha256

from audited_site import built, item, page, short, text, written


def test_a_record_says_how_long_after_it_was_written_down(repo):
    repo.replace("ledger/clients/acme.md", "messages:\n", "messages:\n  - {at: 2026-05-01 20:00, text: Hello}\n")
    repo.commit("Late", "2026-05-13")
    site = built(repo)
    html = page(site, "clients/acme")
    begin, late = short(repo, "HEAD~1"), short(repo)
    assert f"recorded 1 day later {begin} · unchanged" in written(html, "acme.md:5")
    assert f"recorded the same day {begin} · unchanged" in written(html, "acme.md:8")
    assert f"recorded 12 days later {late} · unchanged" in written(html, "acme.md:7")
    assert f"recorded 20 days earlier {begin}" in item(html, "I do not work with shouting")
    assert f"recorded 2 days later {begin}" in written(page(site, "contracts/acme-site"), "acme-site.md:8")


def test_records_written_down_in_good_time_are_said_together_and_only_odd_ones_alone(repo):
    html = page(built(repo), "clients/acme")
    assert "The records: written down 1 day later, never changed" in text(html)
    assert "recorded" not in item(html, "Shouted at me")
    repo.replace("ledger/clients/acme.md", "text: Shouted at me", "text: Screamed at me")
    repo.commit("Say it otherwise", "2026-06-03")
    html = page(built(repo), "clients/acme")
    assert "recorded 1 day later" in item(html, "Screamed at me")
    assert "never changed" not in text(html)


def test_facts_altered_after_the_sign_fired_are_marked(repo):
    repo.replace("ledger/clients/acme.md", "text: Shouted at me", "text: Screamed at me")
    repo.commit("Say it otherwise", "2026-06-03")
    told = item(page(built(repo), "clients/acme"), "Screamed at me")
    assert f"altered on 3 Jun 2026, after the sign first showed {short(repo)}" in told
    assert "unchanged" not in told.partition("call.txt")[0]


def test_facts_completed_later_are_no_alteration(repo):
    repo.replace("ledger/clients/acme.md", "text: Shouted at me", "text: Shouted at me, severity: minor")
    repo.commit("How bad", "2026-06-03")
    told = item(page(built(repo), "clients/acme"), "Shouted at me")
    assert f"changed on 3 Jun 2026 {short(repo)}" in told
    assert "altered" not in told


def test_a_record_that_is_not_committed_says_so(repo):
    repo.replace("ledger/clients/acme.md", "text: Shouted", "text: Yelled")
    repo.replace("ledger/clients/acme.md", "messages:\n", "messages:\n  - {at: 2026-05-14 20:00, text: Hello}\n")
    html = page(built(repo), "clients/acme")
    assert "changed, not yet committed" in item(html, "Yelled at me")
    assert item(html, "Hello").endswith("not yet committed acme.md:7")


def test_an_evidence_file_has_its_digest_and_its_commit(repo):
    site = built(repo)
    html = page(site, "clients/acme")
    told = written(html, "acme.md:5")
    full = re.search(r"<code>([0-9a-f]{64})</code>", html)[1]
    assert full == sha256(b"A recording.\n").hexdigest()
    assert f"call.txt · added on 12 May 2026 {short(repo)} · unchanged {full}" in told
    assert "added on" not in item(html, "Shouted at me")
    repo.write("ledger/evidence/call.txt", "Another recording.\n")
    repo.commit("Replace it", "2026-06-02")
    told = item(page(built(repo), "clients/acme"), "Shouted at me")
    assert f"changed on 2 Jun 2026 {short(repo)}" in told.partition("call.txt")[2]
    assert full[:8] not in told


def test_a_record_whose_last_version_git_cannot_read_is_not_called_uncommitted(repo):
    blob = repo.git("rev-parse", "HEAD:ledger/clients/acme.md")
    (repo.top / ".git/objects" / blob[:2] / blob[2:]).unlink()
    told = item(page(built(repo), "clients/acme"), "Shouted at me")
    assert "when it was recorded is not known: git cannot read the last commit of this file" in told
