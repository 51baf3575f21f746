// The unlock page: finds out what is in the way, opens the reader's identity, hands the key to the service worker.
"use strict";
(() => {
  const root = document.documentElement;
  const base = root.dataset.base;
  const words = sealedWords(root.dataset.language);
  const find = (id) => document.getElementById(id);
  const form = document.querySelector("form");
  const newest = `sealed-site generation ${base}`;
  const mine = `sealed-site identity ${base}`;
  const KEY = /AGE-SECRET-KEY-1[0-9A-Z]{58}/;
  const TRY = 90;

  function speak() {
    root.lang = words === SEALED_WORDS.fr ? "fr" : "en";
    document.title = words.title;
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = words[element.dataset.text];
  }

  function say(text, isFailure = false) {
    const message = find("message");
    message.hidden = !text;
    message.classList.toggle("failure", isFailure);
    message.textContent = text;
  }

  function fail(kind) {
    say(words.failure[kind] ?? words.failure.unreachable, true);
    if (kind === "memory") find("by-file").open = true;
  }

  const inTime = (work, seconds) => Promise.race([work, new Promise((resolve) => setTimeout(resolve, seconds * 1000))]);

  // A busy WebKit now and then fails with a pair of keys it has just made, and not with the next.
  async function obstacle(tries = 3) {
    if (!window.isSecureContext) return "http";
    if (!navigator.serviceWorker) return "worker";
    return canHandOn().then((can) => (can ? null : "handover"), () => (tries > 1 ? obstacle(tries - 1) : "browser"));
  }

  async function start() {
    const inTheWay = await obstacle();
    if (inTheWay) return fail(inTheWay);
    try {
      await navigator.serviceWorker.register(`${base}sw.js`, { scope: base, updateViaCache: "none" });
    } catch {
      return fail("worker");
    }
    navigator.serviceWorker.addEventListener("message", ({ data, ports }) => data.type === "key?" && ports[0].postMessage(null));
    navigator.serviceWorker.startMessages();
    const worker = await inTime(navigator.serviceWorker.ready, 30).then((ready) => ready?.active);
    if (!worker) return fail("worker");
    const { unlocked, failure } = await sealedAsk(worker, { type: "state", url: location.href.split("#")[0] });
    // A hard reload passes the worker by; a plain one does not.
    if (unlocked && !navigator.serviceWorker.controller) return location.reload();
    if (failure) fail(failure);
    return show(worker);
  }

  async function show(worker) {
    const site = await fetch(`${base}_seal/site.json`, { cache: "no-store" }).then((answer) => answer.json(), () => null);
    if (!site) return fail("unreachable");
    find("by-passphrase").hidden = site.keys.length === 0;
    find("by-file").open = site.keys.length === 0;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit(worker, site);
    });
    find(site.keys.length ? "passphrase" : "keyfile").focus();
    return undefined;
  }

  async function submit(worker, site) {
    const passphrase = find("passphrase").value.normalize("NFC").trim().replace(/\s+/g, " ");
    // What is scanned from a QR picture is pasted where a passphrase would be.
    const keyFile = KEY.test(passphrase) ? passphrase : await find("keyfile").files[0]?.text();
    if (!passphrase && !keyFile) return fail("empty");
    busy(true);
    say(words.unlocking);
    const held = await identity(site, passphrase, keyFile).catch(() => ({ failure: "unreachable" }));
    const reply = held.failure ? held : await sealedAsk(worker, { type: "unlock", ...held, keep: find("keep").checked }, 60);
    busy(false);
    if (reply.failure) {
      fail(reply.failure);
      find("passphrase").select();
      return undefined;
    }
    find("passphrase").value = "";
    return arrive(worker, reply.generation);
  }

  async function identity(site, passphrase, keyFile) {
    // Each try takes seconds, so the identity that opened last time goes first.
    const names = site.keys.toSorted((one, other) => Number(other === localStorage.getItem(mine)) - Number(one === localStorage.getItem(mine)));
    const load = (name) => fetch(`${base}k/${name}`).then((answer) => answer.arrayBuffer());
    const files = keyFile ? [] : (await Promise.all(names.map(load))).map((file) => new Uint8Array(file));
    const opening = new Worker(`${base}_seal/identity.js`);
    try {
      const held = await inTime(new Promise((resolve, reject) => {
        opening.onmessage = ({ data }) => resolve(data);
        opening.onmessageerror = () => resolve({ failure: "handover" });
        // A worker that cannot be loaded says nothing more.
        opening.onerror = ({ message }) => (message ? resolve({ failure: "memory" }) : reject(new Error("identity.js")));
        opening.postMessage({ passphrase, files, keyFile });
      }), TRY * (files.length + 1));
      if (!held) return { failure: "memory" };
      if (names[held.index]) localStorage.setItem(mine, names[held.index]);
      return held;
    } finally {
      opening.terminate();
    }
  }

  function arrive(worker, generation) {
    if (generation < Number(localStorage.getItem(newest))) {
      say(words.older, true);
      form.hidden = true;
      const anyway = find("continue");
      anyway.hidden = false;
      anyway.onclick = () => go(worker);
      anyway.focus();
      return undefined;
    }
    localStorage.setItem(newest, generation);
    return go(worker);
  }

  async function go(worker) {
    say(words.opening);
    const here = location.href;
    const { address, failure } = await sealedAsk(worker, { type: "address", url: here });
    if (!address) return fail(failure ?? "locked");
    if (address === here) location.reload();
    else location.replace(address);
    return undefined;
  }

  function busy(isBusy) {
    find("unlock").disabled = isBusy;
    form.setAttribute("aria-busy", isBusy);
  }

  find("no-script").remove();
  speak();
  // Browsers write what fields hold into their session files: passwords never, but a shown one or a file's path.
  find("keyfile").autocomplete = "off";
  find("show").addEventListener("click", () => {
    const field = find("passphrase");
    const shown = field.type === "password";
    field.autocomplete = shown ? "off" : "current-password";
    field.type = shown ? "text" : "password";
    find("show").setAttribute("aria-pressed", shown);
    find("show").textContent = shown ? words.hide : words.show;
  });
  find("keep").addEventListener("change", () => { find("keep-warning").hidden = !find("keep").checked; });
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  start();
})();
