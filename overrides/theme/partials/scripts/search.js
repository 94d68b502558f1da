/* Search: whole words before beginnings, titles before text, in any script; a typo finds its neighbor.
   What the index marks as last, such as every slide of a teaching guide, follows what readers look for first. */
(() => {
  const dialog = document.getElementById("kit-search");
  const opener = document.querySelector("[data-kit-search]");
  if (!dialog || !opener || !dialog.showModal) return;

  const input = dialog.querySelector("input");
  const count = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("ul");
  const LIMIT = 30;
  let entries = null;

  const WORD = /([\p{L}\p{N}\p{M}\p{Cf}]+)/u;
  const words = (text) => kitFolded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  const prepare = (rows) => {
    entries = rows.map(([location, page, title, text, last = 0]) => ({
      location,
      page,
      title,
      text,
      last,
      titleWords: words(title),
      pageWords: words(page),
      textWords: new Set(words(text)),
      all: kitFolded(`${title} ${text}`),
    }));
    search();
  };

  const fromMaterial = (index) => index.docs.map((doc) => {
    const text = new DOMParser().parseFromString(doc.text, "text/html").body.textContent;
    return [doc.location, "", doc.title, text];
  });

  const load = () => {
    const address = dialog.dataset.index;
    if (address.endsWith(".json")) {
      fetch(address).then((answer) => answer.json()).then((index) => prepare(fromMaterial(index)), () => {});
      return;
    }
    kitScript(address).then(() => prepare(window.kitSearchIndex), () => {});
  };

  const wordScore = (found, term, whole, beginning) => {
    let best = 0;
    for (const word of found) {
      if (word === term) return whole;
      if (word.startsWith(term)) best = beginning;
    }
    return best;
  };

  const termScore = (entry, term) => {
    const title = wordScore(entry.titleWords, term, 12, 8);
    const page = wordScore(entry.pageWords, term, 5, 3);
    const text = entry.textWords.has(term) ? 3 : wordScore(entry.textWords, term, 3, 2);
    const inside = term.length > 1 && entry.all.includes(term) ? 1 : 0;
    return title + page + text + inside;
  };

  const score = (entry, terms) => {
    let sum = 0;
    for (const alternatives of terms) {
      const best = Math.max(...alternatives.map((term, index) => termScore(entry, term) / (index ? 2 : 1)));
      if (!best) return 0;
      sum += best;
    }
    return sum;
  };

  /* Whether one word becomes the other by one letter more, less, or other, or by two that change places. */
  const isNear = (one, other) => {
    if (Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    const [rest, otherRest] = [one.slice(start), other.slice(start)];
    if (rest.slice(1) === otherRest.slice(1) || rest.slice(1) === otherRest || rest === otherRest.slice(1)) return true;
    return rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2);
  };

  /* Where a keyboard has no umlaut or ring, people write two vowels: ae, oe, ue, aa. */
  const squeezed = (word) => word.replace(/([aou])e|aa/g, (vowels, first = "a") => first);

  const neighbors = (term) => {
    const found = new Set();
    const stem = term.length > 5 ? term.slice(0, -2) : term;
    const spelled = squeezed(term);
    for (const entry of entries) {
      for (const word of [...entry.titleWords, ...entry.pageWords, ...entry.textWords]) {
        if ((term.length > 3 && isNear(term, word)) || word.startsWith(stem)) found.add(word);
        else if (squeezed(word).startsWith(spelled)) found.add(word);
      }
    }
    return [term, ...found];
  };

  const ranked = (terms) => entries
    .map((entry) => [score(entry, terms), entry])
    .filter(([points]) => points > 0)
    .sort(([one, first], [other, second]) => first.last - second.last || other - one)
    .map(([, entry]) => entry);

  const isHit = (word, terms) => {
    const folded = kitFolded(word);
    return folded !== "" && terms.some((term) => folded.startsWith(term));
  };

  const marked = (text, terms) => {
    const fragment = document.createDocumentFragment();
    for (const part of text.split(WORD)) {
      const hit = isHit(part, terms);
      const node = hit ? document.createElement("mark") : document.createTextNode(part);
      if (hit) node.textContent = part;
      fragment.append(node);
    }
    return fragment;
  };

  /* Where the first hit stands: folded text has other lengths, so that its places are of no use here. */
  const place = (text, terms) => {
    let at = 0;
    let inside = -1;
    for (const part of text.split(WORD)) {
      if (isHit(part, terms)) return at;
      if (inside < 0 && part && terms.some((term) => kitFolded(part).includes(term))) inside = at;
      at += part.length;
    }
    return Math.max(inside, 0);
  };

  const excerpt = (text, terms) => {
    const from = place(text, terms);
    const start = from > 60 ? text.indexOf(" ", from - 50) + 1 : 0;
    const shown = text.slice(start, start + 161);
    const end = shown.length > 160 ? Math.max(shown.lastIndexOf(" "), 0) || 160 : shown.length; // no half of a word
    return `${start ? "… " : ""}${shown.slice(0, end)}${text.length > start + end ? " …" : ""}`;
  };

  const row = (entry, terms) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const title = document.createElement("strong");
    const where = document.createElement("small");
    const text = document.createElement("p");
    link.href = new URL(entry.location, new URL(`${document.body.dataset.base}/`, location.href)).href;
    title.append(marked(entry.title, terms));
    where.textContent = entry.page && entry.page !== entry.title ? ` ${entry.page}` : "";
    text.append(marked(excerpt(entry.text, terms), terms));
    link.append(title, where, text);
    item.append(link);
    return item;
  };

  const say = (found) => {
    const { none, found: words } = dialog.dataset;
    count.textContent = found ? kitCounted(words, found, dialog).replace("{count}", found) : none;
  };

  const search = () => {
    const terms = words(input.value);
    list.replaceChildren();
    count.textContent = "";
    if (!entries || !terms.length) return;
    let alternatives = terms.map((term) => [term]);
    let found = ranked(alternatives);
    if (!found.length) {
      alternatives = terms.map(neighbors);
      found = ranked(alternatives);
    }
    list.append(...found.slice(0, LIMIT).map((entry) => row(entry, alternatives.flat())));
    say(found.length);
  };

  const open = () => {
    if (!entries) load();
    dialog.showModal();
    input.select();
  };

  const step = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, ...list.querySelectorAll("a")];
    const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (next >= 0 && next < stops.length) stops[next].focus();
    event.preventDefault();
  };

  opener.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  const TYPED_INTO = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
  const slash = dialog.querySelector("[data-kit-slash]");
  const isOn = () => slash.getAttribute("aria-checked") === "true";
  const isAsked = (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return false;
    const held = event.ctrlKey || event.metaKey;
    if (event.key === "k") return held;
    return isOn() && event.key === "/" && !held && !event.altKey && !event.isComposing && !event.target.closest(TYPED_INTO);
  };

  slash.setAttribute("aria-checked", String(kitStorage.get("kit-slash") !== "off"));
  slash.addEventListener("click", () => {
    kitStorage.set("kit-slash", isOn() ? "off" : "");
    slash.setAttribute("aria-checked", String(!isOn()));
  });
  document.addEventListener("keydown", (event) => {
    if (isAsked(event)) {
      event.preventDefault();
      open();
    }
  });
  dialog.addEventListener("keydown", step);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("ul a")) dialog.close();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    const first = list.querySelector("a");
    event.preventDefault();
    if (first) first.click();
  });
  dialog.querySelector("[data-kit-close]").addEventListener("click", () => dialog.close());
  input.addEventListener("input", search);
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      open();
    }
  });
})();
