/* Colors by choice, the place in the page, the drawer, the pages before and after, and printing. */
const kitStorage = {
  /* Storage may be off or full; then a choice holds for this page only. */
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {
      return;
    }
  },
};

/* Scripts that come when they are asked for are the site's own files; no text is ever made HTML (Trusted Types). */
const kitScript = (() => {
  const site = new URL(`${document.body.dataset.base}/`, location.href).href;
  const createScriptURL = (address) => {
    const { href } = new URL(address, location.href);
    if (!href.startsWith(site)) throw new TypeError("not a script of this site");
    return href;
  };
  const policy = window.trustedTypes?.createPolicy("kit", { createScriptURL }) ?? { createScriptURL };

  return (address) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = policy.createScriptURL(String(address));
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    });
})();

/* A word that differs by number comes as JSON, {"one": "…", "other": "…"}, by the plural categories of its language. */
const kitCounted = (words, number, element) => {
  const forms = JSON.parse(words);
  const { lang } = element.closest("[lang]");
  return forms[new Intl.PluralRules(lang).select(number)] ?? forms.other;
};

(() => {
  const root = document.documentElement;

  const setUpColors = (button) => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const current = () => root.dataset.scheme || (system.matches ? "dark" : "light");
    const bars = [...document.querySelectorAll("meta[name=theme-color]")];
    const ofBars = Object.fromEntries(bars.map((bar) => [bar.media.includes("dark") ? "dark" : "light", bar.content]));
    const label = () => {
      bars.forEach((bar) => { bar.content = ofBars[current()] ?? bar.content; });
      button.setAttribute("aria-label", current() === "dark" ? button.dataset.light : button.dataset.dark);
    };
    button.addEventListener("click", () => {
      root.dataset.scheme = current() === "dark" ? "light" : "dark";
      kitStorage.set("kit-scheme", root.dataset.scheme);
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
    /* A list that is longer than the window follows. */
    const show = (link) => {
      link.setAttribute("aria-current", "true");
      if (list.scrollHeight > list.clientHeight) list.scrollTop = link.offsetTop - list.clientHeight / 2;
    };
    let waiting = false;
    const mark = () => {
      waiting = false;
      const seen = [...links.keys()].filter((heading) => heading.getClientRects().length); // others are in other steps
      const passed = seen.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
      for (const link of links.values()) link.removeAttribute("aria-current");
      if (passed.length) show(links.get(passed[passed.length - 1]));
    };
    const soon = () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    };
    addEventListener("scroll", soon, { passive: true });
    soon();
  };

  const setUpNavigation = (navigation) => {
    const current = navigation.querySelector('[aria-current="page"]');
    navigation.addEventListener("toggle", () => current?.scrollIntoView({ block: "center" }));
    /* With the next frame, which lays the page out anyway: the scripts after this one change it. */
    requestAnimationFrame(() => {
      if (current && navigation.scrollHeight > navigation.clientHeight) {
        navigation.scrollTop = current.offsetTop - navigation.clientHeight / 2;
      }
    });
  };

  /* Before and after, past what is meant for others: what steps back in the menu. A group that is closed hides who it
     is for, so the link stays as it is written. */
  const setUpNeighbors = (row, navigation) => {
    const items = [...navigation.querySelectorAll("li > a")];
    const here = items.findIndex((item) => item.getAttribute("aria-current") === "page");
    if (here < 0) return;
    const home = document.querySelector(".kit-brand").href;
    const isForOthers = (item) => item.parentElement.classList.contains("kit-steps-back");
    const links = [...row.querySelectorAll("a")].map((link) => {
      const title = link.querySelector("span");
      return { link, title, way: link.rel === "prev" ? -1 : 1, written: [link.href, title.cloneNode(true)] };
    });

    const lead = (link, title, [href, from]) => {
      link.href = href;
      title.textContent = from.textContent;
      for (const name of ["lang", "dir"]) {
        if (from.hasAttribute(name)) title.setAttribute(name, from.getAttribute(name));
        else title.removeAttribute(name);
      }
    };
    const skip = () => {
      for (const { link, title, way, written } of links) {
        let at = here + way;
        while (items[at] && isForOthers(items[at])) at += way;
        const found = items[at];
        const isWritten = at === here + way || found?.matches(".kit-nav__title");
        link.hidden = !isWritten && (!found || found.href === home);
        lead(link, title, isWritten || !found ? written : [found.href, found]);
      }
    };
    new MutationObserver(skip).observe(navigation, { subtree: true, attributeFilter: ["class"] });
    skip();
  };

  const setUpPrinting = () => {
    for (const button of document.querySelectorAll("[data-kit-print]")) {
      button.addEventListener("click", () => print());
      button.hidden = false;
    }
    const closed = () => document.querySelectorAll("main details:not([open])");
    addEventListener("beforeprint", () => {
      for (const part of closed()) {
        part.open = true;
        part.dataset.closed = "";
      }
    });
    addEventListener("afterprint", () => {
      for (const part of document.querySelectorAll("details[data-closed]")) {
        part.open = false;
        delete part.dataset.closed;
      }
    });
  };

  const colors = document.querySelector("[data-kit-scheme]");
  const contents = document.querySelector(".kit-toc");
  const navigation = document.getElementById("kit-nav");
  if (colors) setUpColors(colors);
  if (contents) setUpContents(contents);
  const neighbors = document.querySelector(".kit-neighbors");
  if (navigation) setUpNavigation(navigation);
  if (navigation && neighbors) setUpNeighbors(neighbors, navigation);
  setUpPrinting();
})();
