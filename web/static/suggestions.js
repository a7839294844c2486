/* Suggestions below the search box: a combobox with a list, ARIA 1.2.
   https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
   Without this script the box is a plain search field; nothing else on the site needs it. */
"use strict";

const PAUSE = 120; // ms without a key before the server is asked
const box = document.getElementById("q");

if (box) {
  const list = document.createElement("ul");
  list.id = "vorschlaege";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Vorschläge");
  box.parentElement.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id, "aria-haspopup": "listbox",
  })) box.setAttribute(name, value);

  let typed = box.value, timer, asked;

  const options = () => [...list.children];
  const active = () => options().findIndex((one) => one.ariaSelected === "true");

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    options().forEach((one, place) => { one.ariaSelected = String(place === index); });
    const chosen = options()[index];
    if (chosen) {
      box.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      box.removeAttribute("aria-activedescendant");
    }
    box.value = chosen && !chosen.dataset.article ? chosen.textContent : typed;
  };

  const open = (option) => {
    if (option.dataset.article) {
      location.assign(option.dataset.url);
    } else {
      box.value = option.textContent;
      close();
      box.form.requestSubmit();
    }
  };

  const show = (texts, described, urls) => {
    list.replaceChildren(...texts.map((text, place) => {
      const option = document.createElement("li");
      const article = described[place] !== "";
      option.id = `vorschlag-${place}`;
      option.className = article ? "suggestions__item suggestions__item--title" : "suggestions__item";
      option.textContent = text;
      option.dataset.url = urls[place];
      if (article) option.dataset.article = "true";
      option.setAttribute("role", "option");
      option.ariaSelected = "false";
      return option;
    }));
    list.hidden = !texts.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    box.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    asked = new AbortController();
    try {
      const answer = await fetch(
        `${box.dataset.suggestions}?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
      if (!answer.ok) return;
      const [text, ...found] = await answer.json();
      if (text === typed && document.activeElement === box) show(...found);
    } catch {
      /* asked again, or no network: the box works without */
    }
  };

  box.addEventListener("input", () => {
    close();
    typed = box.value;
    if (typed.trim().length > 1) timer = setTimeout(ask, PAUSE);
  });
  box.addEventListener("keydown", (key) => {
    const last = options().length - 1;
    if (key.isComposing || list.hidden) return;
    if (key.key === "ArrowDown") choose(active() === last ? -1 : active() + 1);
    else if (key.key === "ArrowUp") choose(active() === -1 ? last : active() - 1);
    else if (key.key === "Escape") { box.value = typed; close(); }
    else if (key.key === "Enter" && active() >= 0) open(options()[active()]);
    else return;
    key.preventDefault();
  });
  box.addEventListener("blur", close);
  list.addEventListener("pointerdown", (press) => press.preventDefault()); // keeps the focus
  list.addEventListener("click", (press) => {
    const option = press.target.closest("[role=option]");
    if (option) open(option);
  });
}
