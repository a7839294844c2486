/* Keys: "/" to the search box, "j" and "k" to the next and the last hit, "?" to what they are.
   Single letters must not take anyone by surprise (WCAG 2.1.4): they count outside of fields alone,
   without Ctrl, Alt or Cmd, and the help page has a switch, kept in this browser. */
"use strict";

{
  const KEPT = "fundstelle.tasten", OFF = "aus";
  const input = document.getElementById("q");
  const toggle = document.querySelector(".keys__switch");
  const titles = () => [...document.querySelectorAll(".hit__title a, .newest__title a")];

  const on = () => {
    try { return localStorage.getItem(KEPT) !== OFF; } catch { return true; }
  };
  const keep = (wanted) => {
    try {
      if (wanted) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, OFF);
    } catch { /* this browser keeps nothing: they are on again on the next page */ }
  };

  // Returns whether there was a hit to go to.
  const step = (by) => {
    const stops = titles();
    const item = document.activeElement.closest("li");
    const here = stops.findIndex((one) => item?.contains(one));
    const next = here < 0 ? (by > 0 ? 0 : -1) : here + by;
    stops[next]?.focus();
    return next in stops;
  };
  const actions = {
    "/": () => { input.focus(); input.select(); return true; },
    "j": () => step(1),
    "k": () => step(-1),
    "?": () => { location.assign(`${document.querySelector("a[rel=help]").href}#tasten`); return true; },
  };

  document.addEventListener("keydown", (key) => {
    const typing = key.target.closest("input, textarea, select, [contenteditable]");
    const withOthers = key.ctrlKey || key.altKey || key.metaKey || key.isComposing;
    if (typing || withOthers || key.defaultPrevented || !Object.hasOwn(actions, key.key)) return;
    if (on() && actions[key.key]()) key.preventDefault();
  });

  if (toggle) {
    const box = toggle.querySelector("input");
    box.checked = on();
    box.addEventListener("change", () => keep(box.checked));
    toggle.hidden = false;
  }
}
