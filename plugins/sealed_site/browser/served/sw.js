// The service worker of a sealed site: answers every request under its scope by fetching, checking and opening a blob.
// The reader's key is kept in memory only, unless the reader trusts the device; open tabs hand it back after a restart.
"use strict";
importScripts("_seal/words.js", "_seal/age.js", "_seal/keys.js", "_seal/addresses.js", "_seal/blobs.js", "_seal/pages.js");

const BASE = new URL("./", self.location).pathname;
const FRAME = /^(sw\.js|_seal\/.*|b\/[0-9a-f]{40}|k\/[0-9a-f]{16}\.age)$/;
const STYLED = /^(image\/|audio\/|video\/|application\/pdf$)/;
const WRAPPED = /^(application\/(pdf|json)$|image\/|audio\/|video\/|text\/plain)/;
const PDF = "application/pdf";
const INSIDE = "?inside";
const REVIVAL = 3000;
const HEADERS = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
};

let session = null;
let reviving = null;
let locked = false;
/** Grows with each Lock: what was begun before one opens nothing after it. */
let epoch = 0;
const failures = new Map();
const words = sealedWords();

self.addEventListener("install", (event) => {
  // What needs no opening need not pass by here, where browsers can be told so.
  event.addRoutes?.({ condition: { urlPattern: `${BASE}_seal/*` }, source: "network" }).catch(() => {});
  event.waitUntil(self.skipWaiting());
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (!isOurs(event.source)) return;
  const replies = { unlock, lock, state, address, join };
  const work = replies[event.data?.type]?.(event.data).catch((error) => ({ failure: reason(error) }));
  event.waitUntil(work?.then((reply) => event.ports[0]?.postMessage(reply)));
});
self.addEventListener("messageerror", (event) => event.ports[0]?.postMessage({ failure: "handover" }));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const inside = url.origin === self.location.origin && url.pathname.startsWith(BASE);
  if (!inside || FRAME.test(url.pathname.slice(BASE.length))) return;
  // Nothing else may reach the host, which would read the address.
  const isRead = event.request.method === "GET" || event.request.method === "HEAD";
  event.respondWith(isRead ? answer(event.request, url) : new Response(null, { status: 405, headers: HEADERS }));
});

// --- the session -----------------------------------------------------------------------------------------------

async function unlock({ key, verifyKey, keep }) {
  const [mine, before] = [epoch, session];
  const begun = await begin({ key, verifyKey, keep });
  if (epoch !== mine) throw new Failure("locked");
  // What another tab has opened meanwhile serves both: pages of it are on their way.
  if (session !== before) return { generation: session.manifest.generation };
  session = begun;
  locked = false;
  await stored("readwrite", (store) => {
    const cleared = store.clear();
    return keep ? store.put({ key, verifyKey }, "session") : cleared;
  }).catch(() => {});
  if (keep && !(await isKept())) {
    session = before;
    await stored("readwrite", (store) => store.clear()).catch(() => {});
    throw new Failure("keep");
  }
  return { generation: begun.manifest.generation };
}

async function lock() {
  epoch += 1;
  locked = true;
  session = null;
  reviving = null;
  failures.clear();
  // The mark tells a worker that starts afresh, which would ask tabs for the key.
  await stored("readwrite", (store) => {
    store.clear();
    return store.put(true, "locked");
  }).catch(() => {});
  for (const client of await everyTab()) {
    client.postMessage({ type: "locked" });
    // An image in a tab of its own has no script of ours to leave by; what a page frames leaves with the page.
    if (client.frameType !== "nested") client.navigate(BASE).catch(() => {});
  }
  return {};
}

async function state({ url }) {
  const current = await opened();
  return { unlocked: current !== null, failure: failures.get(url) };
}

// A page that was served asks for the key, to hand it back when the browser has ended this worker. One that Back shows
// as it was brings the key it had: no other tab need have it, and what Lock left in the store is asked first.
async function join({ aside }) {
  const current = await opened(aside);
  if (!current) return { unlocked: false };
  const { key, verifyKey, keep, manifest } = current;
  return { unlocked: true, key, verifyKey, keep, generation: manifest.generation };
}

// A browser may say that it has stored a key, and have nothing of it afterwards.
const isKept = () => remembered("session").then((kept) => received(kept.key)).then(() => true, () => false);

async function begin(held) {
  const key = await received(held.key);
  const open = age.opener(key);
  return { ...held, open, addresses: await addressKeys(key), manifest: await loadManifest(open, held.verifyKey) };
}

function opened(aside) {
  if (session || locked) return Promise.resolve(session);
  reviving ??= revive(aside).finally(() => { reviving = null; });
  return reviving;
}

async function revive(aside) {
  const mine = epoch;
  if (await remembered("locked")) return session;
  const kept = await remembered("session");
  const held = kept ? { ...kept, keep: true } : (aside ?? (await askTabs()));
  const begun = held && (await begin(held));
  if (epoch === mine) session ??= begun;
  return session;
}

const remembered = (name) => stored("readonly", (store) => store.get(name)).catch(() => undefined);

async function askTabs() {
  const asked = (await everyTab()).map((client) => new Promise((resolve, reject) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => (data?.key ? resolve(data) : reject(new Error("no key")));
    channel.port1.onmessageerror = reject;
    client.postMessage({ type: "key?" }, [channel.port2]);
    setTimeout(reject, REVIVAL, new Error("no answer"));
  }));
  return Promise.any(asked).catch(() => null);
}

// Other sites may share the origin (you.github.io/other/).
const isOurs = (client) => client.url.startsWith(self.location.origin + BASE);

async function everyTab() {
  return (await self.clients.matchAll({ includeUncontrolled: true, type: "window" })).filter(isOurs);
}

function stored(mode, act) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(`sealed-site ${BASE}`, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("kept", mode);
      const request = act(transaction.objectStore("kept"));
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(request.result);
      };
      transaction.onerror = () => reject(transaction.error);
    };
  });
}

// --- answers ---------------------------------------------------------------------------------------------------

async function answer(request, url) {
  const isPage = request.mode === "navigate";
  try {
    const current = await opened();
    const answered = current && (await found(current, request, await placed(current, url)));
    if (answered && current === session) return answered;
    return isPage ? unlockPage() : new Response(null, { status: 403, headers: HEADERS });
  } catch (error) {
    if (!isPage) return new Response(null, { status: 502, headers: HEADERS });
    if (session && reason(error) === "unreachable") {
      return page(session, note(words.failure.unreachable, words.again), await placed(session, url), {}, 503);
    }
    failures.set(request.url, reason(error));
    return unlockPage();
  }
}

async function found(current, request, place) {
  // A reader who reloads a page asks for what is published now; while that cannot be had, for what was.
  if (request.destination === "document" && request.cache === "no-cache") {
    await renew(current).catch((error) => {
      if (!["unreachable", "missing"].includes(reason(error))) throw error;
    });
  }
  return serve(current, request, place).catch(async (error) => {
    if (reason(error) !== "missing") throw error;
    // Published anew since: the old blobs are gone.
    await renew(current);
    return serve(current, request, place);
  });
}

async function serve(current, request, place) {
  if (isForeign(place)) return page(current, note(words.failure.foreign), place, {}, 404);
  const isInside = place.veiled && place.search === INSIDE && request.destination === "iframe";
  // No page lets itself be framed, so a link in a framed file leads nowhere: the frame stays as it is.
  if (request.destination === "iframe" && !isInside) return new Response(null, { status: 204, headers: HEADERS });
  const { files } = current.manifest;
  const folder = place.path === "" || place.path.endsWith("/");
  if (!folder && files[`${place.path}/index.html`] && !files[place.path]) return redirect(current, place);
  const names = folder ? [`${place.path}index.html`] : [place.path, `${place.path}.html`];
  const name = names.find((known) => Object.hasOwn(files, known)) ?? "404.html";
  const entry = files[name];
  if (!entry) return new Response("Not found", { status: 404, headers: HEADERS });
  const isWrapped = entry.sandboxed || entry.type === PDF || (!current.keep && WRAPPED.test(entry.type));
  if (request.destination === "document" && isWrapped) {
    return wrapper(current, name, place, place.hash || new URL(request.url).hash);
  }
  const body = await openEntry(current, entry, request.headers.has("Range"));
  if (entry.type.startsWith("text/html") && !entry.sandboxed) {
    const status = name === "404.html" && place.path !== "404.html" ? 404 : 200;
    return page(current, new TextDecoder().decode(body), place, entry, status);
  }
  return ranged(request.headers.get("Range"), body, {
    ...HEADERS,
    // By the HTML standard, browsers show no sandboxed page that asks to be alone.
    "Cross-Origin-Opener-Policy": entry.sandboxed ? "unsafe-none" : "same-origin",
    "Content-Type": entry.type,
    "Content-Security-Policy": policy(entry, isInside ? "'self'" : "'none'"),
    "Content-Disposition": `inline; filename*=UTF-8''${encodeURIComponent(baseName(name)).replace(/['()*]/g, escape)}`,
  });
}

async function redirect(current, place) {
  const target = located({ ...place, path: `${place.path}/` });
  const headers = { ...HEADERS, Location: current.keep ? target.href : await addressOf(current, target) };
  return new Response(null, { status: 302, headers });
}

async function unlockPage() {
  const headers = { ...HEADERS, "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy({}, "'none'") };
  const answered = await fetch(`${BASE}index.html`, { cache: "no-cache" }).catch(() => null);
  if (answered) return new Response(answered.body, { status: answered.status, headers });
  return new Response(note(words.failure.unreachable, words.again), { status: 503, headers });
}
