// What is published, fetched, checked and opened, for the service worker, which imports this file.
"use strict";

const FORMAT = 1;

class Failure extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

const reason = (error) => (error instanceof Failure ? error.kind : "unreachable");

async function loadManifest(open, verifyKey) {
  const answered = await fetch(`${BASE}_seal/site.json`, { cache: "no-store" });
  if (!answered.ok) throw new Failure("unreachable");
  const pointer = await answered.json();
  const ciphertext = await fetchBlob(pointer.manifest);
  const plain = await open(ciphertext).catch(() => {
    throw new Failure("rotated");
  });
  const end = plain.indexOf(10);
  const head = JSON.parse(new TextDecoder().decode(plain.subarray(0, end)));
  const payload = plain.subarray(end + 1, end + 1 + head.length);
  if (verifyKey && !(await isSigned(payload, head.signature, verifyKey))) throw new Failure("forged");
  const manifest = JSON.parse(new TextDecoder().decode(await gunzip(payload)));
  if (manifest.format !== FORMAT) throw new Failure("format");
  if (new URL(manifest.base, self.location).pathname !== BASE) throw new Failure("base");
  return manifest;
}

async function renew(current) {
  current.manifest = await loadManifest(current.open, current.verifyKey);
}

async function isSigned(payload, signature, verifyKey) {
  if (!signature) return false;
  const key = await crypto.subtle.importKey("raw", fromBase64(verifyKey), "Ed25519", false, ["verify"]);
  const message = new Uint8Array([...new TextEncoder().encode("sealed-site manifest v1\n"), ...payload]);
  return crypto.subtle.verify("Ed25519", key, fromBase64(signature), message);
}

// A blob is named by what it holds, so one that the browser has kept never grows old, and is there without a network.
async function fetchBlob(name) {
  let failure = null;
  for (const cache of /** @type {RequestCache[]} */ (["force-cache", "reload"])) {
    const answered = await fetch(`${BASE}b/${name}`, { cache });
    const ciphertext = answered.ok ? new Uint8Array(await answered.arrayBuffer()) : null;
    if (ciphertext && (await sha256(ciphertext)).startsWith(name)) return ciphertext;
    failure = ciphertext ? "damaged" : answered.status === 404 ? "missing" : "unreachable";
  }
  throw new Failure(failure);
}

async function sha256(data) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A film or a long PDF is asked for part by part: what was opened last is kept for the next part.
async function openEntry(current, entry, isPart) {
  if (isPart && current.last?.blob === entry.blob) return current.last.body;
  const body = await openedEntry(current, entry);
  if (isPart) current.last = { blob: entry.blob, body };
  return body;
}

async function openedEntry(current, entry) {
  const plain = await current.open(await fetchBlob(entry.blob)).catch((error) => {
    throw error instanceof Failure ? error : new Failure("damaged");
  });
  const packed = plain.subarray(0, entry.length);
  return entry.gzip ? gunzip(packed) : packed;
}

async function gunzip(packed) {
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  writer.write(packed).catch(() => {});
  writer.close().catch(() => {});
  return new Uint8Array(await new Response(stream.readable).arrayBuffer());
}

function ranged(range, body, headers) {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? "");
  if (!asked || (!asked[1] && !asked[2])) return new Response(body, { headers: { ...headers, "Accept-Ranges": "bytes" } });
  const first = asked[1] ? Number(asked[1]) : Math.max(0, body.length - Number(asked[2]));
  const last = asked[1] && asked[2] ? Math.min(Number(asked[2]), body.length - 1) : body.length - 1;
  if (first > last) return new Response(null, { status: 416, headers: { ...HEADERS, "Content-Range": `bytes */${body.length}` } });
  const place = { "Content-Range": `bytes ${first}-${last}/${body.length}`, "Accept-Ranges": "bytes" };
  return new Response(body.subarray(first, last + 1), { status: 206, headers: { ...headers, ...place } });
}
