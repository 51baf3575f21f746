// The search field in the header: shown where scripts run, reached by the key /.
(function () {
  "use strict";
  const form = document.querySelector("form.search");
  if (form) form.hidden = false;
  const field = document.querySelector("form.search input, form.seek input");
  if (!field) return;
  document.addEventListener("keydown", function (event) {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
