/* Search: whole words before beginnings, titles before text, in any script; a typo finds its neighbor.
   What a large index needs to be ready is made while the reader does nothing yet, in slices that nobody notices.
   What the index marks as last, such as every slide of a teaching guide, follows what readers look for first. */
(() => {
  const dialog = document.getElementById("kit-search");
  const opener = document.querySelector("[data-kit-search]");
  if (!dialog || !opener || !dialog.showModal) return;

  const input = dialog.querySelector("input");
  const count = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("ul");
  const LIMIT = 30;
  const SLICE = 8; /* milliseconds at a time, so that what is typed is shown at once */
  let entries = null;
  let loading = false;
  let vocabulary = null;

  const WORD = /([\p{L}\p{N}\p{M}\p{Cf}]+)/u;
  const PARTS = /[\p{L}\p{N}\p{M}\p{Cf}]+|[^\p{L}\p{N}\p{M}\p{Cf}]+/gu;
  const ASCII = /^[\x00-\x7f]*$/;
  const LETTER = /[\p{L}\p{N}]/u;
  const words = (text) => text.split(ASCII.test(text) ? /[^a-z0-9]+/ : /[^\p{L}\p{N}]+/u).filter(Boolean);

  /* An entry with its texts as they are looked through, made when it is first asked for. */
  const folded = (entry) => {
    if (entry.foldedText === undefined) {
      entry.foldedTitle = kitFolded(entry.title);
      entry.foldedPage = kitFolded(entry.page);
      entry.foldedText = kitFolded(entry.text);
    }
    return entry;
  };

  /* All different words, for what is typed wrong; they are gathered from where they were left. */
  const gathered = (until) => {
    const known = vocabulary.words;
    while (vocabulary.at < entries.length && performance.now() < until) {
      const { foldedTitle, foldedPage, foldedText } = folded(entries[vocabulary.at]);
      for (const text of [foldedTitle, foldedPage, foldedText]) for (const word of words(text)) known.add(word);
      vocabulary.at += 1;
    }
    return vocabulary.at === entries.length;
  };

  const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, SLICE));
  const getReady = () => {
    if (!gathered(performance.now() + SLICE)) whenIdle(getReady);
  };

  const prepare = (rows) => {
    entries = rows.map(([location, page, title, text, last = 0]) => ({ location, page, title, text, last }));
    vocabulary = { words: new Set(), at: 0 };
    search();
    whenIdle(getReady);
  };

  const fromMaterial = (index) => index.docs.map((doc) => {
    const text = new DOMParser().parseFromString(doc.text, "text/html").body.textContent;
    return [doc.location, "", doc.title, text];
  });

  const load = () => {
    if (loading) return;
    loading = true;
    const failed = () => {
      loading = false;
    };
    const address = dialog.dataset.index;
    if (address.endsWith(".json")) {
      fetch(address).then((answer) => answer.json()).then((index) => prepare(fromMaterial(index)), failed);
      return;
    }
    kitScript(address).then(() => prepare(window.kitSearchIndex), failed);
  };

  const isLetterAt = (text, at) => {
    const code = text.charCodeAt(at);
    if (code < 128) return (code > 96 && code < 123) || (code > 47 && code < 58);
    if (code !== code) return false;
    const isLower = code >= 0xdc00 && code < 0xe000; /* the second half of a sign that takes two */
    return LETTER.test(String.fromCodePoint(text.codePointAt(isLower ? at - 1 : at)));
  };

  /* Folded text is not cut into words, which takes longest: a word is a place with no letter before it. */
  const wordScore = (text, term, whole, beginning) => {
    let best = 0;
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
      if (at && isLetterAt(text, at - 1)) continue;
      if (!isLetterAt(text, at + term.length)) return whole;
      best = beginning;
    }
    return best;
  };

  const termScore = (entry, term) => {
    const { foldedTitle, foldedPage, foldedText } = folded(entry);
    const title = wordScore(foldedTitle, term, 12, 8);
    const page = wordScore(foldedPage, term, 5, 3);
    const text = wordScore(foldedText, term, 3, 2);
    const inside = term.length > 1 && (title || text || foldedTitle.includes(term) || foldedText.includes(term)) ? 1 : 0;
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
    for (const word of vocabulary.words) {
      if ((term.length > 3 && isNear(term, word)) || word.startsWith(stem)) found.add(word);
      else if (squeezed(word).startsWith(spelled)) found.add(word);
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
    let plain = "";
    for (const part of text.split(WORD)) {
      if (!isHit(part, terms)) {
        plain += part;
        continue;
      }
      const hit = document.createElement("mark");
      hit.textContent = part;
      fragment.append(plain, hit);
      plain = "";
    }
    fragment.append(plain);
    return fragment;
  };

  /* Where the first hit stands: folded text has other lengths, so that its places are of no use here. */
  const place = (text, terms) => {
    let at = 0;
    let inside = -1;
    for (const [part] of text.matchAll(PARTS)) {
      if (isHit(part, terms)) return at;
      if (inside < 0 && terms.some((term) => kitFolded(part).includes(term))) inside = at;
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

  const show = (found, terms) => {
    list.replaceChildren(...found.slice(0, LIMIT).map((entry) => row(entry, terms)));
    say(found.length);
  };

  /* Nothing has what was typed: so what is spelled like it is, as soon as all words are known. */
  const showNeighbors = (typed) => {
    if (input.value !== typed) return;
    if (!gathered(performance.now() + 4 * SLICE)) {
      setTimeout(showNeighbors, 0, typed);
      return;
    }
    const alternatives = words(kitFolded(typed)).map(neighbors);
    show(ranked(alternatives), alternatives.flat());
  };

  const search = () => {
    const terms = words(kitFolded(input.value));
    list.replaceChildren();
    count.textContent = "";
    if (!entries || !terms.length) return;
    const found = ranked(terms.map((term) => [term]));
    if (found.length) show(found, terms);
    else showNeighbors(input.value);
  };

  const open = () => {
    load();
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

  for (const comes of ["pointerenter", "pointerdown", "focus"]) opener.addEventListener(comes, load);
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
