"""No letter contradicts another, whatever signs fire at whatever level."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest
from babel import Locale

import catalogue
from acting import client, contract, judged, ledger
from client_ledger.letters.choice import proposals
from client_ledger.letters.letter import LANGUAGES
from client_ledger.text.babel import formatter_of

DAY = date(2026, 11, 27)
LATE = {
    "none": [],
    "watch": ["id: A-1, issued: 2026-10-01, due: 2026-11-20, amount: 500"],
    "warning": ["id: A-1, issued: 2026-08-01, due: 2026-10-20, amount: 500"],
    "critical": ["id: A-1, issued: 2026-05-01, due: 2026-06-01, amount: 500"],
    "disputed": ["id: A-1, issued: 2026-05-01, due: 2026-06-01, amount: 500, disputed: Not as agreed"],
}
HARM = {
    "none": [],
    "critical": ["date: 2026-11-03, text: Praise us as a customer, harmful: disinformation"],
}
TOXIC = {"none": [], "warning": ["date: 2026-11-02, kind: insult, severity: minor"]}
WORK = {
    "none": ([], []),
    "all": (
        [f"date: 2026-11-{day:02}, text: Page {day}, in_scope: no, reasonable: no" for day in range(2, 5)],
        [f"date: 2026-11-{day:02}, hours: 8, paid: no" for day in range(2, 5)],
    ),
}
FLAGS = {"none": [], "warning": [f"date: 2026-10-0{n}, kind: {kind}" for n, kind in ((1, "haggling"), (2, "ghosting"))]}
LEFT = {
    "no": [],
    "ahead": ["date: 2026-11-20, decision: leave, last_day: 2026-12-20"],
    "over": ["date: 2026-10-20, decision: leave, last_day: 2026-11-20"],
}
STAGES = ("active", "completed")

ASKS_FOR_WORK = {
    "en": r"happy to (?:look|take)|which of the points|how many days a month|further hours at my",
    "fr": r"cherche volontiers|me charge volontiers|lesquels de ces points|combien de jours|d’autres heures à",
}
HANDS_OVER = {
    "en": r"I will now hand over|finish what is agreed|I will hand over the files and the access that are yours",
    "fr": r"Je vous remets à présent|je termine ce qui est convenu|remettrai les fichiers et les accès qui sont",
}
THANKS = {"en": "Nothing is past due today", "fr": "tout ce qui est échu est réglé"}


@pytest.fixture(scope="module", params=LANGUAGES)
def formatter(request):
    return formatter_of(Locale(request.param), [str(catalogue.LOCALES)])


@pytest.mark.parametrize("late", LATE)
@pytest.mark.parametrize("left", LEFT)
def test_no_letter_asks_for_work_hands_over_or_thanks_where_another_says_otherwise(tmp_path, formatter, late, left):
    language = formatter.language
    for harm, toxic, work, flags, stage in product(HARM, TOXIC, WORK, FLAGS, STAGES):
        requests, hours = WORK[work]
        acme = client(
            "since: 2026-01-01", requests=HARM[harm], incidents=TOXIC[toxic] + FLAGS[flags], decisions=LEFT[left]
        )
        site = contract(f"stage: {stage}", invoices=LATE[late], hours=hours, requests=requests)
        found = judged(tmp_path, ledger(acme, site), DAY.isoformat()).clients["acme"]
        last = found.leaving.last_day if found.leaving else DAY
        letters = proposals(found, last, formatter)
        texts = [each.letter.text for each in letters]
        state = (harm, toxic, work, flags, stage, [str(each.title) for each in letters])
        owing, leaving = late != "none", left != "no" or found.status.verdict in ("leave-now", "plan-exit")
        if owing or leaving:
            assert not [text for text in texts if re.search(ASKS_FOR_WORK[language], text)], state
        if owing:
            assert not [text for text in texts if re.search(HANDS_OVER[language], text) or THANKS[language] in text], (
                state
            )
        if harm == "critical":
            assert "Praise us" not in "".join(texts), state
            assert not [each for each in letters if each.sign and each.sign != "late-payments"], state
        assert not re.search(r"[{}]|\n\n\n", "".join(texts)), state
