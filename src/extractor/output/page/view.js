"use strict";
(() => {
  const main = document.getElementById("articles");
  const told = document.getElementById("told");
  const form = document.getElementById("filter");
  const key = document.getElementById("key");

  /* Of each article the marks and the values of each number, found once. */
  const known = new WeakMap();
  const partsOf = (article) => {
    if (!known.has(article)) {
      const parts = new Map();
      for (const value of article.querySelectorAll("[data-value]"))
        parts.set(value.dataset.value, { value, marks: [] });
      for (const mark of article.querySelectorAll("mark[data-values]"))
        for (const number of mark.dataset.values.split(" ")) parts.get(number).marks.push(mark);
      known.set(article, parts);
    }
    return known.get(article);
  };

  /* A value lights its words; a word lights what was read from it, and is told as the innermost of them. */
  let lit = [];
  const light = (element) => {
    for (const each of lit) each.classList.remove("lit", "context");
    lit = [];
    told.hidden = !element;
    if (!element) return;
    const parts = partsOf(element.closest(".article"));
    const numbers = numbersOf(element, parts);
    for (const number of numbers) {
      const { marks, value } = parts.get(number);
      value.classList.add("lit");
      lit.push(value);
      if (number !== numbers[0]) continue;
      for (const mark of marks) {
        mark.classList.add("lit");
        mark.classList.toggle("context", "inferred" in value.dataset);
        lit.push(mark);
      }
    }
    tell(parts.get(numbers[0]));
  };

  /* Of words, those values that are theirs, and not of the statement around them. */
  const numbersOf = (element, parts) =>
    element.dataset.value
      ? [element.dataset.value]
      : element.dataset.values.split(" ").filter((number) => !("inferred" in parts.get(number).value.dataset));

  const tell = ({ marks, value }) => {
    const name = document.createElement("b");
    name.textContent = value.dataset.field;
    const shown = document.createElement("bdi");
    const words = value.textContent;
    shown.textContent = words.length > 160 ? `${words.slice(0, 160)}…` : words;
    told.replaceChildren(name, " ", shown);
    if (value.dataset.reason) told.append(" · ", value.dataset.reason);
    if (marks.length === 0) told.append(" · not in the text");
  };

  const CAN_LIGHT = "[data-value], mark[data-family][data-values]";
  let held = null;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") light(event.target.closest(CAN_LIGHT) || held);
  });
  document.addEventListener("focusin", (event) => {
    held = event.target.closest("[data-value]");
    light(held);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    held = null;
    light(null);
  });

  /* A value that is chosen again leads to the next of its places. */
  let next = { value: null, at: 0 };
  document.addEventListener("click", (event) => {
    const element = event.target.closest(CAN_LIGHT);
    if (event.target.closest(".copy")) return copy(event.target);
    if (!element) {
      if (!event.target.closest(".found")) light((held = null));
      return;
    }
    held = element;
    light(element);
    const parts = partsOf(element.closest(".article"));
    if (element.dataset.value) {
      const { marks } = parts.get(element.dataset.value);
      next = { value: element, at: next.value === element ? (next.at + 1) % Math.max(1, marks.length) : 0 };
      marks[next.at]?.scrollIntoView({ block: "nearest" });
    } else if (matchMedia("(min-width: 60rem)").matches) {
      parts.get(numbersOf(element, parts)[0]).value.scrollIntoView({ block: "nearest" });
    }
  });

  const copy = async (button) => {
    const record = button.parentElement.querySelector("pre");
    try {
      await navigator.clipboard.writeText(record.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(record);
      button.textContent = "Selected: copy it with the keyboard";
    }
  };

  /* What is asked for: which articles, which of their deals, and which field is marked. */
  const apply = () => {
    const { words, family, kind, status } = form.elements;
    const wanted = words.value.trim().toLowerCase();
    const isOff = (element) => family.value !== "" && element.dataset.family !== family.value;
    let shown = 0;
    let deals = 0;
    form.hidden = key.hidden = main.children.length === 0;
    for (const article of main.children) {
      const found = [...article.querySelectorAll(".card[data-sort=deal]")].filter((card) => {
        card.hidden =
          (kind.value !== "" && card.dataset.kind !== kind.value) ||
          (status.value !== "" && card.dataset.status !== status.value);
        return !card.hidden;
      });
      for (const element of article.querySelectorAll("mark[data-family]")) element.toggleAttribute("data-off", isOff(element));
      for (const row of article.querySelectorAll("dl > div")) row.toggleAttribute("data-off", isOff(row.querySelector(".value")));
      const text = `${article.dataset.id}\n${article.querySelector("h2").textContent}\n${article.querySelector(".text").textContent}`;
      article.hidden =
        !text.toLowerCase().includes(wanted) ||
        ((kind.value !== "" || status.value !== "") && found.length === 0) ||
        (family.value !== "" && !article.querySelector(`.value[data-family="${family.value}"]`));
      shown += article.hidden ? 0 : 1;
      deals += article.hidden ? 0 : found.length;
    }
    form.elements.shown.value =
      `${shown} of ${main.children.length} ${main.children.length === 1 ? "article" : "articles"}, ${deals} ${deals === 1 ? "deal" : "deals"}`;
  };
  const setOpen = (open) => {
    for (const article of main.children) if (!article.hidden) article.open = open;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.open.addEventListener("click", () => setOpen(true));
  form.elements.close.addEventListener("click", () => setOpen(false));
  addEventListener("beforeprint", () => setOpen(true));
  new MutationObserver(apply).observe(main, { childList: true });
  apply();
})();
