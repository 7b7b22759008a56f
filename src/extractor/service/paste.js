"use strict";
(() => {
  const form = document.getElementById("paste");
  const main = document.getElementById("articles");
  const { text, published, state, load } = form.elements;

  /* The one place where markup comes in: the service has escaped it, and the policy lets no script of it run. */
  const markup = globalThis.trustedTypes
    ? trustedTypes.createPolicy("extractor", { createHTML: (html) => html })
    : { createHTML: (html) => html };

  const say = (words, isWrong = false) => {
    state.value = words;
    state.toggleAttribute("data-wrong", isWrong);
  };

  let asked = 0;
  const extract = async (body, about = {}) => {
    const turn = (asked += 1);
    say("Reading …");
    const query = new URLSearchParams(about);
    if (published.value) query.set("published", published.value);
    try {
      const answer = await fetch(`view?${query}`, {
        method: "POST",
        headers: { "content-type": body instanceof Blob ? "text/plain" : "text/plain; charset=utf-8" },
        body,
      });
      const found = answer.ok ? await answer.text() : await answer.json();
      if (turn !== asked) return;
      if (!answer.ok) return say(found.detail, true);
      main.innerHTML = markup.createHTML(found);
      say("");
      main.focus({ preventScroll: true });
      main.scrollIntoView({ block: "nearest" });
    } catch {
      if (turn === asked) say("The service does not answer.", true);
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    extract(text.value);
  });
  load.addEventListener("click", () => {
    text.value = document.getElementById("sample").value;
    extract(text.value, { id: "sample" });
  });
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const [file] = event.dataTransfer.files;
    const words = file ? await file.text() : event.dataTransfer.getData("text/plain");
    text.value = words;
    if (file) extract(file, { id: file.name.replace(/\.[^.]*$/, "") || file.name });
    else extract(words);
  });
})();
