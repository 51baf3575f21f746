// Light, dark or as the system: set before anything is drawn.
(function () {
  "use strict";
  const ORDER = ["system", "light", "dark"];
  const root = document.documentElement;
  function read() {
    try { return localStorage.getItem("scheme") || "system"; } catch { return "system"; }
  }
  function apply(scheme) {
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  }
  apply(read());
  document.addEventListener("DOMContentLoaded", function () {
    const button = document.querySelector("button.scheme");
    if (!button) return;
    function name() {
      const text = button.dataset[read()] || button.dataset.system;
      button.querySelector("span").textContent = text;
      button.title = text;
    }
    button.addEventListener("click", function () {
      const next = ORDER[(ORDER.indexOf(read()) + 1) % ORDER.length];
      try { localStorage.setItem("scheme", next); } catch { /* kept for this page only */ }
      apply(next);
      name();
    });
    name();
  });
})();
