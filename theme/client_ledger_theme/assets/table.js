// Sorting and filtering of table.sortable; both live in the address, so that a view can be kept and sent.
// Of a long table the first rows are shown, and the others when asked for: the browser lays out what is shown alone.
(function () {
  "use strict";
  // A sealed site hides its addresses from the browser's history and hands the real one over here.
  const place = () => window.sealedLocation || location;
  const SHOWN = 150;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  function fold(text) {
    return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
  }
  function cellValue(row, index) {
    const cell = row.cells[index];
    return cell.dataset.value === undefined ? cell.textContent.trim() : cell.dataset.value;
  }
  function compare(a, b) {
    const numbers = a !== "" && b !== "" && !Number.isNaN(Number(a)) && !Number.isNaN(Number(b));
    return numbers ? a - b : collator.compare(a, b);
  }

  function equip(table) {
    const form = document.querySelector('.filter[data-for="' + table.id + '"]');
    const body = table.tBodies[0];
    const written = [...body.rows];
    const texts = new Map(written.map(function (row) { return [row, fold(row.textContent)]; }));
    const heads = [...table.tHead.rows[0].cells].filter(function (cell) { return cell.dataset.sort; });
    const find = form?.querySelector("input");
    const selects = form ? [...form.querySelectorAll("select[name]")] : [];
    const sorts = form?.querySelector("select[data-sorts]");
    const more = document.createElement("button");
    let sort = "";
    let all = written.length <= SHOWN;

    function showFirst() {
      let left = all ? Infinity : SHOWN;
      for (const row of body.rows) row.classList.toggle("later", !row.hidden && left-- <= 0);
      more.hidden = left >= 0;
    }
    function showSort() {
      const name = sort.replace(/^-/, "");
      const down = sort.startsWith("-");
      const rows = [...written];
      const head = heads.find(function (cell) { return cell.dataset.sort === name; });
      for (const each of heads) each.removeAttribute("aria-sort");
      if (head) {
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const values = new Map(rows.map(function (row) { return [row, cellValue(row, head.cellIndex)]; }));
        rows.sort(function (one, other) {
          const a = values.get(one), b = values.get(other);
          if (a === "" || b === "") return Number(a === "") - Number(b === "");
          return down ? compare(b, a) : compare(a, b);
        });
      }
      body.replaceChildren(...rows);  // without the white space between them, which the browser walks for each row moved
      if (sorts) sorts.value = sort;
      showFirst();
    }
    function showFilter() {
      if (!form) return;
      const words = fold(find.value).split(/\s+/).filter(Boolean);
      let count = 0;
      for (const row of written) {
        const shown = words.every(function (word) { return texts.get(row).includes(word); }) &&
          selects.every(function (select) { return !select.value || row.dataset[select.name] === select.value; });
        row.hidden = !shown;
        if (shown) count += 1;
      }
      showFirst();
      const output = form.querySelector("output");
      output.value = (count === 1 ? output.dataset.one : output.dataset.many)
        .replace("{count}", count).replace("{all}", written.length);
    }
    function save() {
      const query = new URLSearchParams(place().search);
      const state = { sort: sort };
      if (form) for (const field of [find, ...selects]) state[field.name] = field.value.trim();
      for (const [name, value] of Object.entries(state)) {
        if (value) query.set(name, value);
        else query.delete(name);
      }
      const text = query.toString();
      try { history.replaceState(null, "", (text ? "?" + text : place().pathname) + place().hash); } catch { /* no address to keep it in */ }
    }
    function load() {
      const query = new URLSearchParams(place().search);
      sort = query.get("sort") || "";
      if (form) for (const field of [find, ...selects]) field.value = query.get(field.name) || "";
      for (const select of selects) if (select.selectedIndex < 0) select.value = "";
      showSort();
      showFilter();
    }

    for (const head of heads) {
      if (sorts) {
        const name = head.dataset.sort;
        sorts.append(new Option(head.textContent + " \u2191", name), new Option(head.textContent + " \u2193", "-" + name));
      }
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", function () {
        const name = head.dataset.sort;
        const first = head.classList.contains("number") ? "-" + name : name;
        const second = head.classList.contains("number") ? name : "-" + name;
        sort = sort === first ? second : sort === second ? "" : first;
        showSort();
        save();
      });
    }
    // On a phone the heads are for screen readers alone, so no key leads to their buttons.
    function leadToHeads() {
      const hidden = getComputedStyle(table.tHead).position === "absolute";
      for (const button of table.tHead.querySelectorAll("button")) button.tabIndex = hidden ? -1 : 0;
    }
    leadToHeads();
    addEventListener("resize", leadToHeads);
    more.type = "button";
    more.className = "plain";
    more.textContent = table.dataset.more;
    more.addEventListener("click", function () {
      all = true;
      const next = body.querySelector("tr.later a");
      showFirst();
      if (next) next.focus();
    });
    table.after(more);
    if (form) {
      form.addEventListener("input", function (event) {
        if (event.target === sorts) {
          sort = sorts.value;
          showSort();
        }
        showFilter();
        save();
      });
      form.querySelector("button").addEventListener("click", function () {
        for (const field of [find, ...selects]) field.value = "";
        sort = "";
        showSort();
        showFilter();
        save();
      });
    }
    addEventListener("popstate", load);
    load();
  }
  for (const table of document.querySelectorAll("table.sortable")) equip(table);
})();
