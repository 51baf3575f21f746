"""The key of a reader: no script can read it out, wherever it is, and a device that cannot use it is told so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from driven import Driven
from pages_host import PagesHost
from sealed_ledger import SealedLedger
from sealed_reader import LOCK
from sealed_site.identity import parse_identity

SPY = """\
for (const name of ["importKey", "unwrapKey", "generateKey", "deriveKey"]) {
  const native = crypto.subtle[name].bind(crypto.subtle);
  crypto.subtle[name] = async (...all) => {
    const made = await native(...all);
    const { type, extractable, algorithm } = made.privateKey ?? made;
    const where = self.constructor.name;
    if (type !== "public") new BroadcastChannel("spy").postMessage({ where, name: algorithm.name, extractable });
    return made;
  };
}
"""
LISTEN = """(() => {
  sessionStorage.spied = "[]";
  new BroadcastChannel("spy").onmessage = ({ data }) => {
    sessionStorage.spied = JSON.stringify([...JSON.parse(sessionStorage.spied), data]);
  };
})()"""
JOINED = """(async () => {
  const channel = new MessageChannel();
  const reply = new Promise((resolve) => (channel.port1.onmessage = ({ data }) => resolve(data)));
  (await navigator.serviceWorker.ready).active.postMessage({ type: "join" }, [channel.port2]);
  const { key } = await reply;
  const held = key.under ?? key;
  const exported = await crypto.subtle.exportKey(held.type === "secret" ? "raw" : "pkcs8", held).catch(() => "refused");
  return [held.extractable, held.usages.join(), exported];
})()"""
NO_MEMORY = """\
const Bytes = Uint8Array;
self.Uint8Array = new Proxy(Bytes, {
  construct(_, [length, ...rest]) {
    if (length > 1e8) throw new RangeError("Array buffer allocation failed");
    return Reflect.construct(Bytes, [length, ...rest]);
  },
});
"""


@pytest.fixture
def changed(ledger: SealedLedger, tmp_path: Path):
    """Return a function that serves the sealed ledger with lines before one of its scripts."""

    def serve(script: str, lines: str) -> PagesHost:
        shutil.copytree(ledger.sealed, tmp_path / "sealed")
        path = tmp_path / "sealed" / "_seal" / script
        path.write_text(lines + path.read_text(encoding="utf-8"), encoding="utf-8")
        return PagesHost(tmp_path / "sealed")

    return serve


def test_no_script_can_read_the_key_out_wherever_it_is(driven: Driven, changed, ledger: SealedLedger):
    tab = driven.tab()
    tab.visit(changed("keys.js", SPY).url)
    tab.wait_for("form")
    tab.evaluate(LISTEN)
    tab.evaluate("document.getElementById('by-file').open = true")
    tab.choose("#keyfile", ledger.key_file)
    tab.click("#unlock")
    tab.wait_for(LOCK)
    extractable, usages, exported = tab.wait(JOINED)
    assert [extractable, exported] == [False, "refused"]
    assert usages in ("deriveBits", "unwrapKey")
    spied = tab.wait("JSON.parse(sessionStorage.spied)")
    assert {each["where"] for each in spied} >= {"DedicatedWorkerGlobalScope", "ServiceWorkerGlobalScope"}
    assert any(each["name"] == "X25519" for each in spied)
    assert [each for each in spied if each["extractable"]] == []


def test_the_key_of_a_printed_sheet_is_pasted_where_the_passphrase_would_be(
    driven: Driven, sealed: PagesHost, ledger: SealedLedger
):
    tab = driven.tab()
    tab.visit(sealed.url)
    tab.wait_for("form")
    tab.write("#passphrase", parse_identity(ledger.key_file.read_text(encoding="utf-8")).secret)
    tab.click("#unlock")
    tab.wait_for(LOCK)


def test_a_device_with_too_little_memory_is_offered_the_key_file(driven: Driven, changed, ledger: SealedLedger):
    tab = driven.tab()
    tab.visit(changed("identity.js", NO_MEMORY).url)
    tab.wait_for("form")
    tab.write("#passphrase", "marble cactus")
    tab.click("#unlock")
    tab.wait("document.querySelector('.failure')?.textContent.includes('too little memory')")
    tab.wait_for("#keyfile")
    tab.choose("#keyfile", ledger.key_file)
    tab.click("#unlock")
    tab.wait_for(LOCK)


def test_a_browser_that_hands_on_no_key_at_all_says_so_at_once(driven: Driven, changed):
    cannot = "self.structuredClone = () => { throw new TypeError('Unable to deserialize data.'); };\n"
    tab = driven.tab()
    tab.visit(changed("keys.js", cannot).url)
    tab.wait("document.querySelector('.failure')?.textContent.includes('cannot hand the key')")
