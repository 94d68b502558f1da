/* Follows the preview: loads a page again when there is a new edition, and shows what is wrong with one that failed. */
"use strict";

(() => {
  const { number, news } = document.currentScript.dataset;

  const panel = document.createElement("aside");
  panel.className = "kit-preview";
  panel.setAttribute("role", "alert");

  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Hide";
  close.addEventListener("click", () => panel.remove());

  const line = ({ severity, text }) => {
    const item = document.createElement("li");
    item.className = `kit-preview__${severity}`;
    item.textContent = text;
    return item;
  };

  const show = (problems) => {
    const title = document.createElement("strong");
    const list = document.createElement("ul");
    const failed = problems.some(({ severity }) => severity === "error");
    title.textContent = failed ? "Not built: this page is the last good one." : "Built, with warnings.";
    list.append(...problems.map(line));
    panel.replaceChildren(title, close, list);
    document.body.append(panel);
  };

  const hear = (event) => {
    const edition = JSON.parse(event.data);
    if (edition.number !== Number(number)) location.reload();
    else if (edition.problems.length) show(edition.problems);
    else panel.remove();
  };

  const source = new EventSource(`/__kit/events?news=${news}`);
  source.addEventListener("message", hear);
  addEventListener("pagehide", () => source.close());
})();
