// In every opened page, before its own scripts: holds the key for a restarted worker, locks, downloads, and keeps
// addresses out of the browser's history.
"use strict";
(() => {
  const here = document.querySelector('meta[name="sealed-location"]');
  const isPrivate = "private" in here.dataset;
  const base = new URL("..", document.currentScript.src).pathname;
  const worker = navigator.serviceWorker;
  const words = sealedWords(document.documentElement.lang);
  const newest = `sealed-site generation ${base}`;
  let held = null;

  /** The page's real address, as location would show it; what a script reads its state from. */
  let real = new URL(here.content + (isPrivate && location.pathname.includes("/~") ? "" : location.hash), location.origin);
  Object.defineProperty(window, "sealedLocation", { get: () => new URL(real) });

  async function ask(message) {
    const { active } = await worker.ready;
    return new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => resolve(data);
      active.postMessage(message, [channel.port2]);
    });
  }

  const leave = () => {
    held = null;
    document.documentElement.hidden = true;
    location.replace(base);
  };

  async function join() {
    const reply = await ask({ type: "join" });
    if (!reply.unlocked) return leave();
    const { key, verifyKey, keep, generation } = reply;
    held = { key, verifyKey, keep };
    if (generation < Number(localStorage.getItem(newest))) return warn();
    return localStorage.setItem(newest, generation);
  }

  worker.addEventListener("message", ({ data, ports }) => {
    if (data.type === "key?") ports[0].postMessage(held);
    if (data.type === "locked") leave();
  });
  worker.startMessages();
  join();
  window.addEventListener("pageshow", async (event) => {
    if (!event.persisted) return;
    document.documentElement.hidden = true;
    await join();
    document.documentElement.hidden = held === null;
  });

  // --- what the reader sees of it ----------------------------------------------------------------------------

  function furnish() {
    const button = document.querySelector("[data-sealed-lock]") ?? document.body.appendChild(document.createElement("button"));
    if (!("sealedLock" in button.dataset)) {
      button.className = "sealed-lock";
      button.type = "button";
      button.textContent = words.lock;
    }
    button.hidden = false;
    button.addEventListener("click", () => ask({ type: "lock" }));
    if (isPrivate && real.hash) reach(real.hash);
  }

  function warn() {
    const banner = document.createElement("p");
    banner.className = "sealed-banner";
    banner.setAttribute("role", "alert");
    banner.textContent = words.older;
    const put = () => document.body.prepend(banner);
    return document.body ? put() : document.addEventListener("DOMContentLoaded", put);
  }

  function reach(hash) {
    const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
    if (!target.matches("a[href], button, input, summary, [tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
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
  const veiled = async (url) => (await ask({ type: "address", url: url.href })).address;

  function linkOf(event) {
    const link = event.target.closest?.("a[href]");
    if (!link) return null;
    const url = meant(link.dataset.sealedHref ?? link.getAttribute("href"));
    return within(url) ? { link, url } : null;
  }

  async function download({ link, url }) {
    const answer = await fetch(url);
    if (!answer.ok) return;
    const copy = document.createElement("a");
    copy.href = URL.createObjectURL(await answer.blob());
    copy.download = link.download || decodeURIComponent(url.pathname.split("/").pop());
    copy.click();
    setTimeout(() => URL.revokeObjectURL(copy.href), 60000);
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
      const samePage = url.pathname === real.pathname && url.search === real.search && url.hash;
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || (link.target && link.target !== "_self");
      if (elsewhere) {
        window.open(await veiled(url), "_blank");
      } else if (samePage) {
        reach(url.hash);
        note(url);
      } else {
        location.assign(await veiled(url));
      }
    }
  });

  if (!isPrivate) return;

  // A link opened by the wheel button or from the menu is followed by the browser, so its address is veiled before.
  async function veil(event) {
    const found = event.button === 0 ? null : linkOf(event);
    if (!found || found.link.dataset.sealedHref) return;
    found.link.dataset.sealedHref = found.url.href;
    found.link.href = await veiled(found.url);
  }
  window.addEventListener("mousedown", veil, true);
  window.addEventListener("focusin", ({ target }) => target.matches?.("input, form") && (target.autocomplete = "off"), true);

  const replace = history.replaceState.bind(history);
  const push = history.pushState.bind(history);

  async function note(url) {
    real = url;
    const address = await veiled(url);
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
