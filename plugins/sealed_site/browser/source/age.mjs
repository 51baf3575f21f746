// What the sealed site needs of age: open a file with an identity or a passphrase, read an identity's key.
import { bech32 } from "@scure/base";
import { Decrypter } from "age-encryption";

const PKCS8 = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20];

/** Returns a function that opens an age file (Uint8Array) with `key`, and rejects when it does not open. */
export function opener(key) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(key);
  return (ciphertext) => decrypter.decrypt(ciphertext);
}

/** Opens an age file closed with a passphrase; rejects when the passphrase is wrong. */
export function openWithPassphrase(ciphertext, passphrase) {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(ciphertext, "text");
}

/** Returns the AGE-SECRET-KEY-1… of a key file as PKCS #8, the form that browsers import. */
export function pkcs8(secret) {
  return new Uint8Array([...PKCS8, ...bech32.decodeToBytes(secret).bytes]);
}
