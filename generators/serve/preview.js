// Loads the page again when it looks different, and lists what is wrong with the kit. No file of the kit names this
// script: the preview puts it into each page on its way to the browser.
"use strict";

(() => {
  const { look, listsProblems } = document.currentScript.dataset;
  const isOwnList = listsProblems !== undefined; // the page itself says what is wrong, and all that there is to see
  const here = "/_preview/";
  const patience = 1500; // milliseconds without the preview, before a page asks whether it has ended
  let asked = 0;
  let missing = 0;
  let shown = "[]";

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

  const line = ({ place, message, hint, code, severity }) => {
    const item = make("li", { className: severity }, make("code", { textContent: place }), ` ${message} `);
    if (hint) item.append(make("small", { textContent: hint }));
    if (code) item.title = code;
    return item;
  };

  const show = (problems) => {
    const words = JSON.stringify(problems);
    if (words === shown) return; // a list that was closed stays closed, as long as it says nothing new
    shown = words;
    const errors = problems.filter(({ severity }) => severity === "error").length;
    const warnings = problems.length - errors;
    const parts = [errors && count(errors, "problem"), warnings && count(warnings, "warning")].filter(Boolean);
    title.textContent = parts.join(", ") + (errors ? ": this is the last good edition" : "");
    list.replaceChildren(...problems.map(line));
    host.className = errors ? "failed" : "";
    panel.open = errors > 0;
    host.hidden = problems.length === 0;
  };

  const end = () => {
    show([{ place: "", message: "Start it again to see changes.", severity: "warning" }]);
    title.textContent = "The preview has ended";
  };

  const ask = async () => {
    const own = ++asked;
    try {
      const answer = await fetch(`${here}state?page=${encodeURIComponent(location.pathname)}`);
      const state = await answer.json();
      if (state.look !== look) location.reload();
      else if (own === asked && !isOwnList) show(state.problems);
    } catch {
      end();
    }
  };

  // A browser opens few connections to one host, so one page listens, and rings for all others.
  const bell = new BroadcastChannel("kit-preview");
  bell.addEventListener("message", ask);
  const ring = () => {
    bell.postMessage("");
    ask();
  };

  const listen = () => {
    const source = new EventSource(`${here}events`);
    source.addEventListener("message", ring);
    source.addEventListener("open", () => {
      clearTimeout(missing);
      missing = 0;
    });
    source.addEventListener("error", () => {
      missing ||= setTimeout(ring, patience); // the browser tries again and again, and fails each time
    });
    return new Promise(() => {}); // until the page is left
  };

  ask();
  navigator.locks.request("kit-preview", listen);
})();
