// Addresses that say nothing, for the service worker, which imports this file.
// The browser's history and session files keep every address. A link therefore leads to the page's path, query and
// anchor, encrypted with a key only the reader's key gives, in as many segments as the path has, so that relative
// links go on working: clients/acme/?a=b becomes ~TOKEN/~/.

"use strict";

async function addressKeys(key) {
  const point = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("sealed-site addresses"));
  const peer = await crypto.subtle.importKey("raw", point, "X25519", false, []);
  const secret = await crypto.subtle.deriveBits({ name: "X25519", public: peer }, key, 256);
  const root = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const derive = (info, type, usages) => crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: new TextEncoder().encode(info) }, root, type, false, usages);
  return {
    seal: await derive("seal", { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]),
    nonce: await derive("nonce", { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]),
  };
}

async function address({ url }) {
  const current = await opened();
  if (!current) return { address: null };
  if (current.keep) return { address: url };
  const asked = new URL(url, self.location);
  const place = await placed(current, asked);
  return { address: await addressOf(current, located({ ...place, hash: asked.hash || place.hash })) };
}

function located({ path, search, hash }) {
  return new URL(BASE + encodeURI(path).replace(/[?#]/g, encodeURIComponent) + search + hash, self.location);
}

async function addressOf(current, url) {
  const path = url.pathname.slice(BASE.length);
  const home = path === "" || path === "index.html";
  if (home && !url.search && !url.hash) return `${self.location.origin}${BASE}`;
  const token = `~${await sealedText(current, decodeURIComponent(path) + "\n" + url.search + "\n" + url.hash)}`;
  const [, ...rest] = path.split("/");
  const tail = rest.map((segment) => (segment ? "/~" : "/")).join("");
  return `${self.location.origin}${BASE}${path === "" ? `?${token}` : token + tail}`;
}

// What another reader's key, or an earlier one, has sealed: nothing of it can be told.
const isForeign = ({ path, search }) => /^\??~[\w-]{40,}(\/|$)/.test(path === "" ? search : path);

async function placed(current, url) {
  const path = decoded(url.pathname.slice(BASE.length));
  const home = /^\?(~[\w-]+)$/.exec(url.search);
  const first = home ? home[1] : path.split("/")[0];
  const text = first.startsWith("~") ? await openedText(current, first.slice(1)).catch(() => null) : null;
  if (text === null) return { path, search: url.search, hash: "" };
  const [real, search, hash] = text.split("\n");
  if (home) return { path: real, search, hash, veiled: true };
  const parts = real.split("/");
  const segments = path.split("/").map((part, index) => (index === 0 || part === "~" ? parts[index] : part));
  const whole = segments.join("/");
  if (whole !== real || url.search) return { path: whole, search: url.search, hash: "" };
  return { path: real, search, hash, veiled: true };
}

// An address may hold a percent sign that stands for itself.
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function sealedText(current, text) {
  const plain = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((plain.length + 1) / 48) * 48);
  padded.set(plain);
  const nonce = (await crypto.subtle.sign("HMAC", current.addresses.nonce, padded)).slice(0, 12);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, current.addresses.seal, padded);
  const bytes = new Uint8Array([...new Uint8Array(nonce), ...new Uint8Array(sealed)]);
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

async function openedText(current, token) {
  const bytes = fromBase64(token.replace(/-/g, "+").replace(/_/g, "/"));
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, 12) }, current.addresses.seal, bytes.slice(12));
  return new TextDecoder().decode(plain).replace(/\0+$/, "");
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
