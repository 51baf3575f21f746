// The reader's key on its way between the page, its workers and the browser's database. No script can read it out.
"use strict";

/**
 * Imports a key and returns it in the form it is handed on in: itself, or, as WebKit clones no X25519 key, its PKCS #8
 * wrapped under an AES key, which WebKit clones.
 */
async function handedOn(pkcs8) {
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, "X25519", false, ["deriveBits"]);
  return clones(key) ? key : wrapped(pkcs8);
}

/** Returns the key itself of what `handedOn` returned. */
function received(handed) {
  if (handed instanceof CryptoKey) return handed;
  const { bytes, iv, under } = handed;
  return crypto.subtle.unwrapKey("pkcs8", bytes, under, { name: "AES-GCM", iv }, "X25519", false, ["deriveBits"]);
}

/** Tells whether this browser can use a key and hand it on, one way or the other. */
async function canHandOn() {
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey("X25519", true, ["deriveBits"]));
  const handed = await handedOn(new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)));
  return clones("under" in handed ? handed.under : handed) && (await received(handed)).type === "private";
}

async function wrapped(pkcs8) {
  const [secret, iv] = [32, 12].map((length) => crypto.getRandomValues(new Uint8Array(length)));
  const forOnce = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt"]);
  const under = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["unwrapKey"]);
  secret.fill(0);
  return { bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, forOnce, pkcs8), iv, under };
}

function clones(key) {
  try {
    return structuredClone(key)?.type === key.type;
  } catch {
    return false;
  }
}
