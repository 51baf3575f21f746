// In every opened page, before its own scripts: holds the key for a restarted worker, locks, downloads, and keeps
// addresses out of the browser's history.
"use strict";
(() => {
  const here = document.querySelector('meta[name="sealed-location"]');
  const isPrivate = "private" in here.dataset;
  const base = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src).pathname;
  const worker = navigator.serviceWorker;
  const words = sealedWords(document.documentElement.lang);
  const newest = `sealed-site generation ${base}`;
  let held = null;

  /** The page's real address, as location would show it; what a script reads its state from. */
  let real = new URL(here.content + (isPrivate && location.pathname.includes("/~") ? "" : location.hash), location.origin);
  Object.defineProperty(window, "sealedLocation", { get: () => new URL(real) });

  const ask = async (message) => sealedAsk((await worker.ready).active, message);

  const leave = () => {
    held = null;
    document.documentElement.hidden = true;
    location.replace(base);
  };

  async function join(aside) {
    const reply = await ask({ type: "join", aside });
    if (reply.failure) return warn(words.failure[reply.failure] ?? words.failure.unreachable);
    if (!reply.unlocked) return leave();
    const { key, verifyKey, keep, generation } = reply;
    held = { key, verifyKey, keep };
    if (generation < Number(localStorage.getItem(newest))) return warn(words.older);
    return localStorage.setItem(newest, generation);
  }

  worker.addEventListener("message", ({ data, ports }) => {
    if (data.type === "key?") ports[0].postMessage(held);
    if (data.type === "locked") leave();
  });
  worker.addEventListener("messageerror", () => warn(words.failure.handover));
  worker.startMessages();
  join();
  // A page put aside for Back hears of no Lock: it shows nothing and gives no tab's answer until the worker has let it.
  // It keeps its layout, and so the place that the reader had scrolled to.
  let unseen = null;
  let aside = null;
  window.addEventListener("pagehide", (event) => {
    [aside, held] = [held, null];
    if (!event.persisted) return;
    unseen = new CSSStyleSheet();
    unseen.replaceSync("* { visibility: hidden !important }");
    document.adoptedStyleSheets.push(unseen);
  });
  window.addEventListener("pageshow", async (event) => {
    if (!event.persisted) return;
    await join(aside);
    aside = null;
    if (held) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== unseen);
  });

  // --- what the reader sees of it ----------------------------------------------------------------------------

  function furnish() {
    const button = document.querySelector("[data-sealed-lock]") ?? document.body.appendChild(document.createElement("button"));
    if (!("sealedLock" in button.dataset)) {
      button.dataset.sealedLock = "";
      button.className = "sealed-lock";
      button.type = "button";
      button.textContent = words.lock;
    }
    button.hidden = false;
    button.addEventListener("click", () => ask({ type: "lock" }));
    if (!isPrivate || !real.hash) return;
    reach(real.hash);
    window.addEventListener("load", () => [...document.styleSheets].forEach(retarget));
  }

  function warn(sentence) {
    document.querySelector(".sealed-banner")?.remove();
    const banner = document.createElement("p");
    banner.className = "sealed-banner";
    banner.setAttribute("role", "alert");
    banner.textContent = sentence;
    const put = () => document.body.prepend(banner);
    return document.body ? put() : document.addEventListener("DOMContentLoaded", put);
  }

  function reach(hash) {
    const target = document.getElementById(decoded(hash.slice(1)));
    if (!target) return hash.length < 2 && window.scrollTo(0, 0);
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    for (const before of document.querySelectorAll("[data-sealed-target]")) delete before.dataset.sealedTarget;
    target.dataset.sealedTarget = "";
    [...document.styleSheets].forEach(retarget);
    target.scrollIntoView();
    if (!target.matches("a[href], button, input, summary, [tabindex]")) target.tabIndex = -1;
    return target.focus({ preventScroll: true });
  }

  // The browser sees no anchor, so what a style sheet says of :target is said again of the mark set above.
  function retarget(sheet) {
    for (let index = sheet.cssRules.length - 1; index >= 0; index -= 1) {
      const rule = sheet.cssRules[index];
      if (rule.cssRules?.length) retarget(rule);
      const text = rule.cssText.replaceAll(/:target\b(?!-)/g, "[data-sealed-target]");
      if (rule.selectorText?.includes(":target") && sheet.cssRules[index + 1]?.cssText !== text) sheet.insertRule(text, index + 1);
    }
  }

  document.addEventListener("DOMContentLoaded", furnish);

  // --- links -------------------------------------------------------------------------------------------------

  // A script that starts from location names the page by the address shown.
  function meant(address) {
    const url = new URL(address, real);
    if (isPrivate && url.origin === location.origin && url.pathname === location.pathname) {
      url.pathname = real.pathname;
      if (url.search && url.search === location.search) url.search = real.search;
    }
    return url;
  }

  const within = (url) => url.origin === location.origin && url.pathname.startsWith(base);
  const isVeiled = ({ pathname, search }) => pathname === base
    ? /^(\?~[\w-]+)?$/.test(search) : /^~[\w-]+(\/~)*\/?$/.test(pathname.slice(base.length)) && !search;

  async function veiled(url) {
    const { address, failure } = await ask({ type: "address", url: url.href });
    if (address) return address;
    if (failure) warn(words.failure[failure] ?? words.failure.unreachable);
    else leave();
    // Nothing more comes of the link: this page goes away, or stays as it is.
    return new Promise(() => {});
  }

  // An address may hold a percent sign that stands for itself.
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function linkOf(event) {
    const link = event.target.closest?.("a[href], area[href]");
    if (!link) return null;
    const url = meant(link.dataset.sealedHref ?? link.getAttribute("href"));
    return within(url) ? { link, url } : null;
  }

  async function download({ link, url }) {
    const answer = await fetch(url);
    if (!answer.ok) return location.assign(await veiled(url));
    const copy = document.createElement("a");
    copy.href = URL.createObjectURL(await answer.blob());
    copy.download = link.download || decoded(url.pathname.split("/").pop());
    copy.click();
    return setTimeout(() => URL.revokeObjectURL(copy.href), 60000);
  }

  window.addEventListener("click", async (event) => {
    const found = linkOf(event);
    if (!found || event.defaultPrevented || event.button !== 0) return;
    const { link, url } = found;
    if (link.hasAttribute("download")) {
      event.preventDefault();
      download(found);
    } else if (isPrivate) {
      event.preventDefault();
      const samePage = url.pathname === real.pathname && url.search === real.search && url.href.includes("#");
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || (link.target && link.target !== "_self");
      if (elsewhere) {
        window.open(await veiled(url), "_blank");
      } else if (samePage) {
        show(url);
      } else {
        location.assign(await veiled(url));
      }
    }
  });

  if (!isPrivate) return;

  // What browsers write into their session files: titles, what fields hold, and of the element scrolled to, its id.
  Object.defineProperty(document, "title", { get: () => "Sealed", set() {} });
  document.documentElement.classList.add("sealed-private");
  window.addEventListener("focusin", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.matches?.("input, select, textarea")) field.autocomplete = "off";
  }, true);

  // A link opened by the wheel button or from the menu is followed by the browser, so its address is veiled before.
  async function veil(event) {
    const isMenu = event.key === "ContextMenu" || event.key === "F10";
    const found = isMenu || event.button > 0 || event.ctrlKey || event.pointerType === "touch" ? linkOf(event) : null;
    if (!found || found.link.dataset.sealedHref) return;
    found.link.dataset.sealedHref = found.url.href;
    found.link.setAttribute("href", await veiled(found.url));
  }
  window.addEventListener("pointerdown", veil, true);
  window.addEventListener("keydown", veil, true);

  window.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const url = meant(event.submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "");
    const isGet = (form.getAttribute("method") ?? "get").toLowerCase() === "get";
    if (event.defaultPrevented || !isGet || !within(url)) return;
    event.preventDefault();
    url.search = String(new URLSearchParams(/** @type {any} */ (new FormData(form, event.submitter))));
    const address = await veiled(url);
    if (form.target && form.target !== "_self") window.open(address, "_blank");
    else location.assign(address);
  });

  // What scripts do with location, where the browser lets it be known.
  window.navigation?.addEventListener("navigate", async (event) => {
    const url = new URL(event.destination.url);
    const isOther = !event.cancelable || event.formData || event.downloadRequest !== null || event.navigationType === "reload";
    if (isOther || !within(url) || (event.destination.sameDocument && !event.hashChange) || (isVeiled(url) && !url.hash)) return;
    event.preventDefault();
    if (event.hashChange) show(new URL(url.hash, real));
    else location[event.navigationType === "replace" ? "replace" : "assign"](await veiled(meant(url.href)));
  });

  const replace = history.replaceState.bind(history);
  const push = history.pushState.bind(history);

  const known = new Map([[location.href, real]]);
  window.addEventListener("popstate", () => { real = known.get(location.href) ?? real; }, true);

  function show(url) {
    reach(url.hash);
    push(null, "");
    note(url);
  }

  async function note(url) {
    real = url;
    const address = await veiled(url);
    known.set(address, url);
    if (real === url) replace(history.state, "", address);
  }

  const quietly = (native) => (state, unused, address) => {
    const url = address === undefined || address === null ? null : meant(address);
    if (url && !within(url)) return native(state, unused, address);
    native(state, unused);
    return url && note(url);
  };
  history.replaceState = quietly(replace);
  history.pushState = quietly(push);
})();
