// Loads the page again when it looks different, and lists what is wrong with the kit. No file of the kit names this
// script: the preview puts it into each page on its way to the browser.
"use strict";

(() => {
  const { look } = document.currentScript.dataset;
  const here = "/_preview/";
  const patience = 2000; // milliseconds without the preview, before it is said to have ended
  let source = null;
  let ended = 0;

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // A tree of its own, so that the site's styles and the list's do not meet.
  const host = make("kit-preview", { role: "region", ariaLabel: "Preview", ariaLive: "polite", hidden: true });
  const list = make("ul", {});
  const title = make("summary", {});
  const panel = make("details", {}, title, list);
  const styles = make("link", { rel: "stylesheet", href: `${here}preview.css` });
  styles.addEventListener("load", () => panel.removeAttribute("hidden"));
  panel.hidden = true;
  host.attachShadow({ mode: "open" }).append(styles, panel);
  document.body.append(host);

  const count = (number, word) => (number === 1 ? `1 ${word}` : `${number} ${word}s`);

  const line = ({ place, message, hint, severity }) => {
    const item = make("li", { className: severity }, make("code", { textContent: place }), ` ${message} `);
    if (hint) item.append(make("small", { textContent: hint }));
    return item;
  };

  const show = (problems) => {
    const errors = problems.filter(({ severity }) => severity === "error").length;
    const warnings = problems.length - errors;
    const parts = [errors && count(errors, "problem"), warnings && count(warnings, "warning")].filter(Boolean);
    title.textContent = parts.join(", ") + (errors ? ": this is the last good edition" : "");
    list.replaceChildren(...problems.map(line));
    host.className = errors ? "failed" : "";
    panel.open = errors > 0;
    host.hidden = problems.length === 0;
  };

  const hear = (event) => {
    const news = JSON.parse(event.data);
    if (news.look === look) show(news.problems);
    else location.reload();
  };

  const miss = () => {
    clearTimeout(ended);
    ended = setTimeout(() => {
      const hint = "Start it again to see changes: python3 build.py serve";
      show([{ place: "", message: "The preview has ended.", hint, severity: "warning" }]);
      panel.open = true;
    }, patience);
  };

  const listen = () => {
    source?.close();
    source = null;
    // A browser opens few connections to one host, so a page that nobody sees gives its own back.
    if (document.visibilityState === "hidden") return;
    source = new EventSource(`${here}events?page=${encodeURIComponent(location.pathname)}`);
    source.addEventListener("open", () => clearTimeout(ended));
    source.addEventListener("message", hear);
    source.addEventListener("error", miss);
  };

  document.addEventListener("visibilitychange", listen);
  listen();
})();
