// Opens a reader's identity, away from the page, as that takes a second or more of work per try.
"use strict";
importScripts("age.js");

self.addEventListener("message", async ({ data: { passphrase, files, keyFile } }) => {
  try {
    const { text, index } = keyFile ? { text: keyFile } : await opened(files, passphrase);
    const secret = /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/m.exec(text);
    const verifyKey = /^# verify key: ([A-Za-z0-9+/]{43}=)$/m.exec(text)?.[1];
    if (!secret) throw new Error(keyFile ? "no key file" : "wrong passphrase");
    self.postMessage({ key: await age.importKey(secret[0]), verifyKey, index });
  } catch (error) {
    self.postMessage({ failure: keyFile ? "keyfile" : error.message === "wrong passphrase" ? "passphrase" : "browser" });
  }
});

async function opened(files, passphrase) {
  for (const [index, file] of files.entries()) {
    const text = await age.openWithPassphrase(file, passphrase).catch(() => null);
    if (text) return { text, index };
  }
  throw new Error("wrong passphrase");
}
