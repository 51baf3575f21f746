"""Small ledgers written in a test, judged."""

from textwrap import dedent

import pytest

from client_ledger.project import judge_project, open_project

SITE = """\
site_name: My clients
docs_dir: ledger
plugins:
  - client-ledger:
      as_of: 2026-11-20
      income_goal: 4000
      target_rate: 70
      exchange_rates: {USD: 0.5}
"""


@pytest.fixture
def judged(tmp_path):
    """Return a function from front matters by path to the judgement of their ledger."""

    def judge(files, site=SITE):
        (tmp_path / "mkdocs.yml").write_text(site, encoding="utf-8")
        (tmp_path / "ledger").mkdir(exist_ok=True)
        for path, text in files.items():
            file = tmp_path / "ledger" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\n{dedent(text).strip()}\n---\n" if path.endswith(".md") else text, encoding="utf-8")
        project = open_project(tmp_path / "mkdocs.yml")
        assert not project.errors, [str(problem.message) for problem in project.errors]
        return judge_project(project)

    return judge
