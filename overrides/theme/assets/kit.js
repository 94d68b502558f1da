/* What the frame does beyond links: colors by choice, search, and the place in the page. Without it all is readable. */
"use strict";

(() => {
  const root = document.documentElement;

  const remember = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      /* Storage may be off; the choice then holds for this page. */
    }
  };

  const setUpColors = (button) => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const current = () => root.dataset.scheme || (system.matches ? "dark" : "light");
    const label = () => button.setAttribute("aria-label", current() === "dark" ? button.dataset.light : button.dataset.dark);
    button.addEventListener("click", () => {
      root.dataset.scheme = current() === "dark" ? "light" : "dark";
      remember("kit-scheme", root.dataset.scheme);
      label();
    });
    system.addEventListener("change", label);
    label();
    button.hidden = false;
  };

  const setUpContents = (list) => {
    const links = new Map();
    for (const link of list.querySelectorAll("a")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    const headings = [...links.keys()];
    let waiting = false;
    const mark = () => {
      waiting = false;
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
      for (const link of links.values()) link.removeAttribute("aria-current");
      if (passed.length) links.get(passed[passed.length - 1]).setAttribute("aria-current", "true");
    };
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    }, { passive: true });
    mark();
  };

  const colors = document.querySelector("[data-kit-scheme]");
  const contents = document.querySelector(".kit-toc");
  if (colors) setUpColors(colors);
  if (contents) setUpContents(contents);
})();
