// Opens a reader's identity, away from the page, as that takes a second or more of work per try.
"use strict";
importScripts("age.js", "keys.js");

class Refused extends Error {}

self.addEventListener("message", async ({ data: { passphrase, files, keyFile } }) => {
  try {
    const { text, index } = keyFile ? { text: keyFile } : await opened(files, passphrase);
    const secret = /AGE-SECRET-KEY-1[0-9A-Z]{58}/.exec(text);
    const verifyKey = /# verify key: ([A-Za-z0-9+/]{43}=)/.exec(text)?.[1];
    if (!secret) throw new Refused(keyFile ? "keyfile" : "passphrase");
    self.postMessage({ key: await handedOn(age.pkcs8(secret[0])), verifyKey, index });
  } catch (error) {
    self.postMessage({ failure: error instanceof Refused ? error.message : keyFile ? "keyfile" : "browser" });
  }
});

async function opened(files, passphrase) {
  for (const [index, file] of files.entries()) {
    const text = await age.openWithPassphrase(file, passphrase).catch((error) => {
      // scrypt takes 256 MB for each try.
      if (error instanceof RangeError) throw new Refused("memory");
    });
    if (text) return { text, index };
  }
  throw new Refused("passphrase");
}
