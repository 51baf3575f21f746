// The search field in the header is reached by Ctrl K or ⌘ K.
(function () {
  "use strict";
  const form = document.querySelector("form.search");
  const field = document.querySelector("form.search input, form.seek input");
  if (!field) return;
  if (form && matchMedia("(min-width: 48rem)").matches) field.placeholder += "  Ctrl K";
  document.addEventListener("keydown", function (event) {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
