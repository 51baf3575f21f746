"""The pipeline's board with more deals than one looks at."""

from building import run
from writing import CLIENT, write_site

LEAD = "---\nclient: acme\ntitle: Deal {}\nstage: lead\nbilling: fixed\nvalue: {}00\nend: 2027-03-31\n---\n"


def test_a_column_shows_eight_deals_and_folds_the_others(tmp_path):
    deals = {f"contracts/deal-{n}.md": LEAD.format(n, n) for n in range(10, 21)}
    write_site(tmp_path, {"clients/acme.md": CLIENT, **deals})
    page = run(tmp_path, tmp_path / "site")["pipeline/index.html"].decode()
    board = page[page.index('<ol class="board"') : page.index("</ol>")]
    first, _, folded = board.partition("<summary>3 more</summary>")
    assert [half.count('<li class="card">') for half in (first, folded)] == [8, 3]
