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
        const whole = documents.get(each.location.split("#")[0]);
        if (whole && whole.title === each.title && !each.text) continue; // a page's own heading
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
  function hits(text, words) {
    const found = [];
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push({ at, word });
    }
    return found.sort(function (one, other) { return one.at - other.at || other.word.length - one.word.length; });
  }
  // Where the stretch of text begins that shows the most of the words, and the earliest of those.
  function best(found) {
    let start = 0, most = 0, last = 0;
    const counts = new Map();
    for (const hit of found) {
      counts.set(hit.word, (counts.get(hit.word) || 0) + 1);
      for (; found[last].at < hit.at - AROUND; last += 1) {
        const count = counts.get(found[last].word) - 1;
        if (count) counts.set(found[last].word, count);
        else counts.delete(found[last].word);
      }
      if (counts.size > most) {
        most = counts.size;
        start = found[last].at;
      }
    }
    return start;
  }
  function excerpt(whole, words) {
    const text = whole.normalize("NFC");
    const found = hits(fold(text), words);
    const at = best(found);
    const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - AROUND)));
    const end = at + 2 * AROUND < text.length ? text.indexOf(" ", at + 2 * AROUND) : -1;
    const to = end < 0 ? text.length : end;
    const paragraph = document.createElement("p");
    let here = from;
    if (from) paragraph.append("…");
    for (const hit of found) {
      if (hit.at < here || hit.at + hit.word.length > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(hit.at, hit.at + hit.word.length);
      paragraph.append(text.slice(here, hit.at), mark);
      here = hit.at + hit.word.length;
    }
    paragraph.append(text.slice(here, to));
    if (to < text.length) paragraph.append(" …");
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
      if (page.text) item.append(excerpt(page.text, words));
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
