/* Ticks clients off on the pipeline's page. Amounts are whole numbers of a unit that divides every one
   of them, so sums are exact and rounding is the report's own: halves to even. */
(function () {
  "use strict";
  // A sealed site hides its addresses from the browser's history and hands the real one over here.
  const place = () => window.sealedLocation || location;

  const PARAMETER = "without";

  function numbers(text) {
    return text ? text.split(" ").map(BigInt) : [];
  }

  function sum(values) {
    return values.reduce((total, value) => total + value, 0n);
  }

  /**
   * The nearest whole number to over / under, halves to even.
   * @param {bigint} over
   * @param {bigint} under
   */
  function rounded(over, under) {
    const below = over / under - (over % under < 0n ? 1n : 0n);
    const twice = 2n * (over - below * under);
    if (twice === under) return below % 2n === 0n ? below : below + 1n;
    return twice > under ? below + 1n : below;
  }

  function chosenInAddress() {
    const query = new URLSearchParams(place().search).get(PARAMETER);
    return new Set((query || "").split(",").filter(Boolean));
  }

  function rememberInAddress(names) {
    const address = new URL(place().href);
    if (names.length) address.searchParams.set(PARAMETER, names.join(","));
    else address.searchParams.delete(PARAMETER);
    history.replaceState(history.state, "", address.href.replaceAll("%2C", ","));
  }

  function start(section) {
    const data = section.dataset;
    const unit = BigInt(data.unit);
    const weighted = numbers(data.weighted);
    const goal = data.goal === undefined ? null : BigInt(data.goal);
    const clients = Array.from(section.querySelectorAll("tr[data-client]"), (row) => ({
      row,
      box: row.querySelector("input"),
      lost: numbers(row.dataset.lost),
      share: BigInt(row.dataset.share),
      lastDay: row.querySelector("time"),
    }));
    const money = new Intl.NumberFormat(data.locale, {
      style: "currency",
      currency: data.currency,
      maximumFractionDigits: 0,
    });
    const percent = new Intl.NumberFormat(data.locale, { style: "percent", maximumFractionDigits: 0 });
    const fine = new Intl.NumberFormat(data.locale, { style: "percent", maximumFractionDigits: 1 });
    const at = (name) => section.querySelector(name);
    const cells = section.querySelectorAll("td.left");
    const bars = section.querySelectorAll("g.without rect");
    const floor = Number(data.floor);
    const tallest = [...weighted, goal || 0n].reduce((most, value) => (value > most ? value : most), 0n);

    function say(amount) {
      return money.format(Number(rounded(amount, unit)));
    }

    function height(amount) {
      if (amount <= 0n || tallest === 0n) return 0;
      return Math.max(Number(rounded(amount * BigInt(floor - Number(data.top)), tallest)), 1);
    }

    function show() {
      const gone = clients.filter((client) => client.box.checked);
      const left = weighted.map((amount, month) => amount - sum(gone.map((client) => client.lost[month])));
      left.forEach((amount, month) => {
        cells[month].textContent = say(amount);
        cells[month].classList.toggle("short", goal !== null && amount < goal);
        bars[month].setAttribute("y", floor - height(amount));
        bars[month].setAttribute("height", height(amount));
      });
      if (goal !== null) {
        const short = left.findIndex((amount) => amount < goal);
        at(".count").textContent = short < 0 ? left.length : short;
      }
      const share = Number(sum(gone.map((client) => client.share)) * 1000000n / BigInt(data.shareUnit)) / 1e6;
      const last = gone.map((client) => client.lastDay).sort((a, b) => (a.dateTime < b.dateTime ? -1 : 1)).at(-1);
      at(".total").textContent = say(sum(left));
      at(".share").textContent = (share > 0 && share < 0.1 ? fine : percent).format(share);
      at(".last-day").textContent = last ? last.textContent : "–";
      for (const client of clients) client.row.classList.toggle("gone", client.box.checked);
    }

    const chosen = chosenInAddress();
    for (const client of clients) {
      client.box.checked = chosen.has(client.row.dataset.client);
      client.box.addEventListener("change", () => {
        show();
        rememberInAddress(clients.filter((each) => each.box.checked).map((each) => each.row.dataset.client));
      });
    }
    section.querySelectorAll(".with-script").forEach((element) => { element.hidden = false; });
    show();
  }

  document.querySelectorAll(".what-if").forEach(start);
})();
