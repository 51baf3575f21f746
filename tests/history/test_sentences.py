"""Changes in words, in the language of the site."""

from client_ledger.history import History
from client_ledger.text.languages import formatter_in
from repositories import said


def trail(history: History, kind="contract", identity="acme-site"):
    return said(history.trail_of(kind, identity))


def test_long_texts_that_differ_late_are_told_from_where_they_part(repo):
    start = (
        "They wrote that the work was late and poor and that nobody had asked for it and that I should be ashamed of it"
    )
    repo.replace("ledger/clients/acme.md", "Shouted at me", f"{start} every single day")
    repo.commit("Long")
    repo.replace("ledger/clients/acme.md", "single day", "wasted day")
    repo.commit("Other")
    repo.replace("ledger/clients/acme.md", "wasted day", "wasted day twice")
    repo.commit("More")
    told = [sentences[0].partition("text: ")[2] for _, sentences in trail(repo.history(), "client", "acme")[:2]]
    more, other = (text.split(" → ") for text in told)
    assert more == [f"…should be ashamed of it every wasted day{end}" for end in ("", " twice")]
    assert other == [f"…and that I should be ashamed of it every {which} day" for which in ("single", "wasted")]


def test_numbers_are_said_as_the_language_writes_them(repo):
    repo.replace("ledger/contracts/acme-site.md", "value: 6000", "value: 6500.5")
    repo.replace("ledger/contracts/acme-site.md", "amount: 1800", "amount: 1800.125")
    repo.commit("Dearer")
    french = formatter_in("fr")
    entry = repo.history().trail_of("contract", "acme-site")[0]
    assert [french.format(each).replace("\u202f", " ").replace("\xa0", " ") for each in entry.sentences] == [
        "prix : 6 000 → 6 500,5",
        "facture 2026-014 : montant : 1 800 → 1800.125",
    ]


def test_reminders_and_money_that_went_back_are_said_in_words(repo):
    path = "ledger/contracts/acme-site.md"
    paid = "payments: [{date: 2026-05-02, amount: 1800, returned: 2026-05-20, why: chargeback}]"
    repo.replace(path, "amount: 1800}", f"amount: 1800, {paid}, reminders: [2026-06-01, 2026-06-09]}}")
    repo.commit("Chased")
    entry = repo.history().trail_of("contract", "acme-site")[0]
    assert [str(each) for each in entry.sentences] == [
        "invoice 2026-014: payments set to 1,800 on 2026-05-02, which went back on 2026-05-20 (chargeback)",
        "invoice 2026-014: reminders set to 2026-06-01 and 2026-06-09",
    ]


def test_a_change_is_said_in_the_language_to_the_last_word(repo):
    path = "ledger/contracts/acme-site.md"
    repo.replace(path, "amount: 1800}", "amount: 1800, void: true, payments: [{date: 2026-05-02, amount: 900.50}]}")
    repo.replace(path, "value: 6000", "value: 6000\nlate_fee: {flat: 40}\nnext_action_on: 2026-06-01")
    repo.replace(path, "stage: proposal", "stage: signed")
    repo.commit("Signed")
    entry = repo.history().trail_of("contract", "acme-site")[0]
    assert [str(each) for each in entry.sentences] == [
        "stage: proposal → signed",
        "late fee: flat set to 40",
        "next action on set to 2026-06-01",
        "invoice 2026-014: payments set to 900.5 on 2026-05-02",
        "invoice 2026-014: void set to yes",
    ]
    french = formatter_in("fr")
    assert [french.format(each).replace("\u202f", " ").replace("\xa0", " ") for each in entry.sentences] == [
        "étape : proposition → signé",
        "pénalité de retard : forfait : désormais 40",
        "date de la prochaine action : désormais 1er juin 2026",
        "facture 2026-014 : paiements : désormais 900,5 le 2 mai 2026",
        "facture 2026-014 : annulée : désormais oui",
    ]
