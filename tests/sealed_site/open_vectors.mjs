// Opens every test vector of age with what the unlock page opens files with, and prints what came of each, as JSON.
// node open_vectors.mjs PACKAGE AGE_JS KEYS_JS
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { inflateSync } from "node:zlib";

const [vectors, ...scripts] = process.argv.slice(2);
for (const path of scripts) runInThisContext(readFileSync(path, "utf8"), path);
const { age, handedOn, received } = runInThisContext("({ age, handedOn, received })");
const all = await import(vectors);
const FIELDS = ["expect", "payload", "armored", "identity", "passphrase", "file key"];
const found = {};
for (const [name, bytes] of Object.entries(all.default ?? all)) {
  const vector = Buffer.from(bytes);
  const end = vector.indexOf("\n\n");
  const head = vector.subarray(0, end).toString();
  const packed = vector.subarray(end + 2);
  const file = new Uint8Array(/^compressed: zlib$/m.test(head) ? inflateSync(packed) : packed);
  const named = (field) => [...head.matchAll(new RegExp(`^${field}: (.*)$`, "gm"))].map((match) => match[1]);
  const ways = [
    ...named("passphrase").map((passphrase) => () => age.openWithPassphrase(file, passphrase)),
    ...named("identity").map((identity) => async () => age.opener(await received(await handedOn(age.pkcs8(identity))))(file)),
  ];
  let opened = null;
  for (const way of ways) opened ??= await way().catch(() => null);
  found[name] = {
    head: Object.fromEntries(FIELDS.map((field) => [field, named(field)])),
    file: Buffer.from(file).toString("base64"),
    opened: opened === null ? null : createHash("sha256").update(opened).digest("hex"),
  };
}
console.log(JSON.stringify(found));
