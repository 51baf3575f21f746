// The search page: MkDocs' index, searched here by lunr; it comes as a script so that it loads from a disk too.
(function () {
  "use strict";
  // A sealed site hides its addresses from the browser's history and hands the real one over here.
  const place = () => window.sealedLocation || location;
  const form = document.querySelector("form.seek");
  const field = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const list = document.querySelector(".results");
  const root = (form.dataset.root || ".").replace(/\/$/, "");
  const SHOWN = 30;
  const AROUND = 90;
  let index = null;
  const documents = new Map();

  function fold(text) {
    return text.normalize("NFC").replace(/\P{ASCII}/gu, function (letter) {
      const plain = letter.normalize("NFD").replace(/\p{Diacritic}/gu, "");
      return plain.length === letter.length ? plain : letter;
    }).toLowerCase();
  }
  function load() {
    if (place().protocol !== "file:") {
      return fetch(root + "/search/search_index.json").then(function (answer) { return answer.json(); });
    }
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = root + "/search/search_index.js";
      script.onload = function () { resolve(window.searchIndex); };
      script.onerror = reject;
      document.head.append(script);
    });
  }
  function build(data) {
    index = window.lunr(function () {
      this.tokenizer.separator = /[\s\-–—/:;,.“”"'’()]+/;
      this.field("title", { boost: 20 });
      this.field("text");
      this.ref("location");
      for (const each of data.docs) {
        documents.set(each.location, each);
        this.add({ location: each.location, title: fold(each.title), text: fold(each.text) });
      }
    });
  }
  function find(words) {
    return index.query(function (query) {
      for (const word of words) {
        query.term(word, { boost: 10 });
        query.term(word, { wildcard: window.lunr.Query.wildcard.TRAILING, usePipeline: false });
        if (word.length > 4) query.term(word, { editDistance: 1, boost: 0.2 });
      }
    });
  }
  function holds(page, words) {
    const text = fold(page.title + " " + page.text);
    return words.filter(function (word) { return text.includes(word); }).length;
  }
  function excerpt(text, words) {
    const lower = fold(text);
    const places = words.map(function (word) { return lower.indexOf(word); }).filter(function (at) { return at >= 0; });
    const at = places.length ? Math.min(...places) : 0;
    const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - AROUND)));
    const to = at + AROUND < text.length ? text.indexOf(" ", at + AROUND) : text.length;
    const part = (from ? "… " : "") + text.slice(from, to < 0 ? text.length : to).trim() + (to >= 0 && to < text.length ? " …" : "");
    const paragraph = document.createElement("p");
    const pattern = words.map(function (word) { return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }).join("|");
    for (const piece of part.split(pattern ? new RegExp("(" + pattern + ")", "gi") : "\u0000")) {
      const marked = words.includes(fold(piece));
      const node = marked ? document.createElement("mark") : document.createTextNode(piece);
      if (marked) node.textContent = piece;
      paragraph.append(node);
    }
    return paragraph;
  }
  function show() {
    const query = field.value.trim();
    const words = fold(query).split(/[\s\-–—/:;,.“”"'’()]+/).filter(Boolean);
    list.replaceChildren();
    status.textContent = "";
    if (!index || !words.length) return;
    const pages = find(words).map(function (each) { return documents.get(each.ref); });
    const most = Math.max(0, ...pages.map(function (page) { return holds(page, words); }));
    const found = pages.filter(function (page) { return holds(page, words) === most; });
    const count = found.length;
    status.textContent = !count ? form.dataset.none.replace("{query}", query)
      : count === 1 ? form.dataset.one : form.dataset.many.replace("{count}", count);
    for (const page of found.slice(0, SHOWN)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + "/" + page.location;
      if (place().protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
      link.textContent = page.title;
      const whole = documents.get(page.location.split("#")[0]);
      item.append(link);
      if (whole && whole !== page && whole.title !== page.title) {
        const about = document.createElement("small");
        about.textContent = whole.title;
        item.append(" ", about);
      }
      item.append(excerpt(page.text, words));
      list.append(item);
    }
  }
  function save() {
    const query = field.value.trim();
    try { history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : place().pathname); } catch { /* no address to keep it in */ }
  }

  field.value = new URLSearchParams(place().search).get("q") || "";
  field.addEventListener("input", function () { show(); save(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  load().then(function (data) { build(data); show(); })
    .catch(function () { status.textContent = form.dataset.failed; });
})();
