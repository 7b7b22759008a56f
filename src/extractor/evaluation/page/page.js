"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const list = document.getElementById("list");
  const worst = ["incorrect", "missed", "spurious", "partial", "correct", "folded"];
  const articles = [...list.children].map((element) => ({
    element,
    rows: [...element.querySelectorAll("tr[data-field]")],
    marks: [...element.querySelectorAll("mark[data-marks]")].map((mark) => ({
      mark,
      label: mark.dataset.label,
      values: mark.dataset.marks.split(" ").map((value) => value.split("=")),
    })),
  }));

  /* A mark shows how the worst of the values that are asked for fared, and no mark where none is. */
  const showMarks = (article, field, kind) => {
    for (const { mark, label, values } of article.marks) {
      const states = values
        .filter(([name, state]) => (!field || name === field) && (!kind || state === kind))
        .map(([, state]) => state);
      mark.dataset.state = worst.find((state) => states.includes(state)) || "off";
      if (label !== undefined) mark.dataset.label = field ? field.replaceAll("_", " ") : label;
    }
  };

  const apply = () => {
    const { field, kind, id, all } = form.elements;
    const isFiltered = field.value !== "" || kind.value !== "";
    let documents = 0;
    let errors = 0;
    for (const article of articles) {
      article.found = 0;
      for (const row of article.rows) {
        row.hidden =
          (field.value !== "" && row.dataset.field !== field.value) ||
          (kind.value !== "" && row.dataset.kind !== kind.value);
        article.found += row.hidden ? 0 : 1;
      }
      const named = article.element.dataset.id.toLowerCase().includes(id.value.trim().toLowerCase());
      article.element.hidden = !named || (isFiltered && !all.checked && article.found === 0);
      if (!article.element.hidden) {
        documents += 1;
        errors += article.found;
      }
      showMarks(article, field.value, kind.value);
    }
    const order = [...articles].sort((one, other) => other.found - one.found);
    list.append(...order.map((article) => article.element));
    form.elements.shown.value =
      `${documents} of ${articles.length} articles, ${errors} ${errors === 1 ? "error" : "errors"}`;
  };

  const setOpen = (open) => {
    for (const { element } of articles) if (!element.hidden) element.open = open;
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.open.addEventListener("click", () => setOpen(true));
  form.elements.close.addEventListener("click", () => setOpen(false));
  form.hidden = false;
  apply();
})();
