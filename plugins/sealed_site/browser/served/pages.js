// The pages that the service worker, which imports this file, makes and dresses, and what each may do.
"use strict";

// A page of ours around a file that is none: it has Lock and keeps the key, and a PDF's own title stays out of the
// history. Some phones show the first page of a PDF only, so each can be downloaded as well.
async function wrapper(current, name, place, hash) {
  const inside = await addressOf(current, located({ path: place.path, search: INSIDE, hash: "" }));
  const file = escaped(baseName(name));
  const text = `<!doctype html><html lang="${navigator.language}"><head><meta charset="utf-8"><title>${file}</title><meta name="viewport" content="width=device-width">`
    + `</head><body class="sealed-wrapper"><iframe src="${inside}${escaped(hash)}" title="${file}"></iframe>`
    + `<a class="sealed-download" href="" download="${file}">${words.download}</a></body></html>`;
  return page(current, text, place, {}, 200);
}

function page(current, text, place, entry, status) {
  const headers = { ...HEADERS, "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy(entry, "'none'") };
  return new Response(dressed(current, text, place), { status, headers });
}

const baseName = (path) => path.split("/").pop();

/** @param {{ type?: string, sandboxed?: boolean, scripts?: string[], styles?: string[] }} file */
function policy({ type, sandboxed, scripts = [], styles = [] }, ancestors) {
  // What came into the site from others runs nothing and is of no site; what it asked for would pass this worker by.
  if (sandboxed) {
    return `sandbox; default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; frame-ancestors ${ancestors}`;
  }
  const quoted = (hashes) => hashes.map((hash) => `'${hash}'`).join(" ");
  // Browsers style the page they make of an image or, as WebKit does, of a PDF, and images style themselves; none of
  // them runs a script by it.
  const own = STYLED.test(type) ? "'unsafe-inline'" : styles.length ? `'unsafe-hashes' ${quoted(styles)}` : "";
  return `default-src 'self'; script-src 'self' ${quoted(scripts)}; style-src 'self' ${own}; `
    + "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'self'; "
    + `base-uri 'none'; form-action 'self'; frame-ancestors ${ancestors}`;
}

// The page's script goes first. What browsers keep of a page, its title and icon, says nothing by default.
function dressed(current, text, place) {
  const mine = `<meta name="sealed-location" content="${escaped(located(place).href)}"${current.keep ? "" : " data-private"}>`
    + (current.keep ? "" : '<link rel="icon" href="data:,">')
    + `<script src="${BASE}_seal/page.js"></script><link rel="stylesheet" href="${BASE}_seal/page.css">`;
  const quiet = current.keep ? text : text
    .replace(/<link\b[^>]*\brel=["']?(shortcut )?[\w-]*icon\b[^>]*>/gi, "")
    .replace(/<title\b[^>]*>[\s\S]*?<\/title>/i, "<title>Sealed</title>");
  return /<head\b[^>]*>/i.test(quiet) ? quiet.replace(/<head\b[^>]*>/i, (head) => head + mine) : mine + quiet;
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

// A small page that says what is in the way, and leads on.
function note(sentence, again) {
  const link = (address, text) => `<a href="${address}">${text}</a>`;
  return `<!doctype html><html lang="${words === SEALED_WORDS.fr ? "fr" : "en"}"><head><meta charset="utf-8">`
    + `<meta name="viewport" content="width=device-width"><title>${words.title}</title>`
    + `<link rel="stylesheet" href="${BASE}_seal/page.css"></head><body class="sealed-note"><h1>${words.title}</h1><p>${sentence}</p>`
    + `<p>${again ? `${link("", again)} · ` : ""}${link(BASE, words.home)}</p></body></html>`;
}
