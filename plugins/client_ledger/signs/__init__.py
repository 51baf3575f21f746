"""The warning signs, in display order; a new sign is its own files and one line here."""

from __future__ import annotations

from client_ledger.signs import (
    contract_gaps,
    disrespected_time,
    early_red_flags,
    harmful_output,
    late_payments,
    scope_creep,
    toxic_behaviour,
    unpaid_hours,
    unreasonable_requests,
    unsteady_work,
)
from client_ledger.signs.sign import Sign

SIGNS: tuple[Sign, ...] = (
    unreasonable_requests.SIGN,
    scope_creep.SIGN,
    disrespected_time.SIGN,
    harmful_output.SIGN,
    late_payments.SIGN,
    unpaid_hours.SIGN,
    toxic_behaviour.SIGN,
    unsteady_work.SIGN,
    contract_gaps.SIGN,
    early_red_flags.SIGN,
)
BY_NAME: dict[str, Sign] = {sign.name: sign for sign in SIGNS}
