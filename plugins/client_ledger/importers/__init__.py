"""Importers for the exports of other programs, one file each; `python3 dev.py new-importer NAME` starts a new one."""

from client_ledger.importers.camt import CAMT
from client_ledger.importers.clockify import CLOCKIFY
from client_ledger.importers.einvoice import EINVOICE
from client_ledger.importers.harvest import HARVEST
from client_ledger.importers.ics import ICS
from client_ledger.importers.importer import Importer
from client_ledger.importers.invoice_ninja import INVOICE_NINJA
from client_ledger.importers.kimai import KIMAI
from client_ledger.importers.mail import MAIL
from client_ledger.importers.mapped_rows import importer_of
from client_ledger.importers.mapping import shipped_mappings
from client_ledger.importers.mt940 import MT940
from client_ledger.importers.ofx import OFX
from client_ledger.importers.org import ORG
from client_ledger.importers.paypal import PAYPAL
from client_ledger.importers.slack import SLACK
from client_ledger.importers.stripe import STRIPE
from client_ledger.importers.telegram import TELEGRAM
from client_ledger.importers.timeclock import TIMECLOCK
from client_ledger.importers.timedot import TIMEDOT
from client_ledger.importers.timewarrior import TIMEWARRIOR
from client_ledger.importers.toggl import TOGGL
from client_ledger.importers.trello import TRELLO
from client_ledger.importers.upwork import UPWORK
from client_ledger.importers.watson import WATSON
from client_ledger.importers.whatsapp import WHATSAPP
from client_ledger.importers.wise import WISE

IMPORTERS: dict[str, Importer] = {
    importer.name: importer
    for importer in (
        TOGGL,
        CLOCKIFY,
        HARVEST,
        KIMAI,
        TIMEWARRIOR,
        WATSON,
        INVOICE_NINJA,
        STRIPE,
        PAYPAL,
        WISE,
        CAMT,
        MT940,
        OFX,
        UPWORK,
        WHATSAPP,
        TELEGRAM,
        SLACK,
        TRELLO,
        EINVOICE,
        ORG,
        TIMECLOCK,
        TIMEDOT,
        ICS,
        MAIL,
        *map(importer_of, shipped_mappings()),
    )
}
