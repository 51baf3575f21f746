// The search page: MkDocs' index, searched here by MiniSearch; it comes as a script so that it loads from a disk too.
(function () {
  "use strict";
  // A sealed site hides its addresses from the browser's history and hands the real one over here.
  const place = () => window.sealedLocation || location;
  const { fold, foldWithPlaces, words: split, terms, queryTerms } = window.searchText;
  const form = document.querySelector("form.seek");
  const field = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const list = document.querySelector(".results");
  const root = (form.dataset.root || ".").replace(/\/$/, "");
  const SHOWN = 30;
  const AROUND = 90;
  let index = null;
  const documents = new Map();

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
    const found = [];
    for (const each of data.docs) {
      const whole = documents.get(each.location.split("#")[0]);
      if (whole && whole.title === each.title && !each.text) continue; // a page's own heading
      documents.set(each.location, each);
      found.push(each);
    }
    index = new window.MiniSearch({
      idField: "location", fields: ["title", "text"], tokenize: terms, processTerm: function (term) { return term; },
    });
    index.addAll(found);
  }
  function find(words) {
    return index.search(words.join(" "), {
      tokenize: function () { return words.flatMap(queryTerms); },
      boost: { title: 20 },
      prefix: true,
      fuzzy: function (term) { return term.length > 4 ? 1 : false; },
      weights: { prefix: 0.3, fuzzy: 0.02 },
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
    const { folded, places } = foldWithPlaces(text);
    const found = hits(folded, words).map(function (hit) {
      return { at: places[hit.at], end: places[hit.at + hit.word.length], word: hit.word };
    });
    const at = best(found);
    const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - AROUND)));
    const end = at + 2 * AROUND < text.length ? text.indexOf(" ", at + 2 * AROUND) : -1;
    const to = end < 0 ? text.length : end;
    const paragraph = document.createElement("p");
    let here = from;
    if (from) paragraph.append("…");
    for (const hit of found) {
      if (hit.at < here || hit.end > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(hit.at, hit.end);
      paragraph.append(text.slice(here, hit.at), mark);
      here = hit.end;
    }
    paragraph.append(text.slice(here, to));
    if (to < text.length) paragraph.append(" …");
    return paragraph;
  }
  function show() {
    const query = field.value.trim();
    const words = split(query);
    list.replaceChildren();
    status.textContent = "";
    if (!index || !words.length) return;
    const pages = find(words).map(function (each) { return documents.get(each.id); });
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
