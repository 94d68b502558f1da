/* Search: whole words before beginnings, titles before text, in any script; a typo finds its neighbor.
   What a large index needs to be ready is made while the reader does nothing yet, in slices that nobody notices.
   What is found stands in groups, the best first; the slides of teaching guides follow what readers look for first. */
(() => {
  const dialog = document.getElementById("kit-search");
  const opener = document.querySelector("[data-kit-search]");
  if (!dialog || !opener || !dialog.showModal) return;

  const input = dialog.querySelector("input");
  const count = dialog.querySelector("[role=status]");
  const results = dialog.querySelector(".kit-search__results");
  const sections = [...results.children]; /* by the numbers that the index has for kinds */
  const SLIDES = 3;
  const LIMIT = 30;
  const LINE = 100; /* letters: in more, a single one is at every other place, and means nothing */
  const FEW = 5; /* of each group, where there are several */
  const SLICE = 8; /* milliseconds at a time, so that what is typed is shown at once */
  const LONGEST = 4 * SLICE; /* milliseconds at a time when somebody waits for what comes of it */
  let entries = null;
  let loading = false;
  let foldedEntries = 0;
  let vocabulary = null;
  let shown = []; /* the words by which all that is shown was found */

  const LETTER = /[\p{L}\p{N}]/u;
  const { words } = kitMatching;

  /* An entry with its texts as they are looked through: all of them as one, which tells most that it lacks a word. */
  const folded = (entry) => {
    if (entry.folded === undefined) {
      const { title, page, terms, text } = entry;
      entry.folded = kitFolded([title, page, terms.join(", "), text].join("\0"));
      [entry.foldedTitle, entry.foldedPage, entry.foldedTerms, entry.foldedText] = entry.folded.split("\0");
    }
    return entry;
  };

  /* Both go on from where they were left, and say whether they came to the end. */
  const allFolded = (until) => {
    while (foldedEntries < entries.length && performance.now() < until) folded(entries[foldedEntries++]);
    return foldedEntries === entries.length;
  };
  const gathered = (until) => {
    while (!vocabulary.isWhole && performance.now() < until) {
      for (const word of words(folded(entries[vocabulary.at]).folded)) vocabulary.words.add(word);
      vocabulary.at += 1;
      vocabulary.isWhole = vocabulary.at === entries.length;
    }
    return vocabulary.isWhole;
  };

  const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, SLICE));
  const getReady = () => {
    const until = performance.now() + SLICE;
    if (!allFolded(until) || !gathered(until)) whenIdle(getReady);
  };

  /* All different words, for what is typed wrong: a large index lists them, in others they are gathered. */
  const prepare = (rows, listed = []) => {
    entries = rows.map(([location, page, title, text, kind = 0, terms = []]) => {
      return { location, page, title, text, kind, terms, isLast: Number(kind === SLIDES) };
    });
    const known = new Set(listed.flatMap((text) => words(kitFolded(text))));
    vocabulary = { words: known, at: 0, isWhole: listed.length > 0 || !entries.length, joined: [...known].join(" ") };
    search();
    whenIdle(getReady);
  };

  /* Whether any text may hold the term, as far as that is known without looking. */
  const mayBeFound = (term) => !vocabulary.joined || vocabulary.joined.includes(term);

  const fromMaterial = (index) => index.docs.map((doc) => {
    const text = new DOMParser().parseFromString(doc.text, "text/html").body.textContent;
    const kind = ["forms/", "decks/", "guides/"].findIndex((folder) => doc.location.startsWith(folder)) + 1;
    return [doc.location, "", doc.title, text, kind];
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
    kitScript(address).then(() => prepare(window.kitSearchIndex, window.kitSearchWords), failed);
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
    if (kitMatching.isUnspaced(term)) return text.includes(term) ? whole : 0;
    if (term.length < 2 && text.length > LINE) return text.includes(` ${term}`) ? beginning : 0;
    let best = 0;
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
      if (at && isLetterAt(text, at - 1)) continue;
      if (!isLetterAt(text, at + term.length)) return whole;
      best = beginning;
    }
    return best;
  };

  const termScore = (entry, term) => {
    const { folded: all, foldedTitle, foldedPage, foldedText, foldedTerms } = folded(entry);
    if (!all.includes(term)) return 0;
    const title = wordScore(foldedTitle, term, 12, 8);
    const page = wordScore(foldedPage, term, 5, 3);
    const text = wordScore(foldedText, term, 3, 2);
    const called = foldedTerms && wordScore(foldedTerms, term, 11, 7);
    const inside = term.length > 1 && (title || text || foldedTitle.includes(term) || foldedText.includes(term)) ? 1 : 0;
    return title + page + text + Number(called) + inside;
  };

  /* All words are wanted, or, of a question of many, half of them: the more, the better. */
  const score = (entry, terms, all) => {
    let sum = 0;
    let hits = 0;
    for (const alternatives of terms) {
      const best = Math.max(...alternatives.map((term, index) => termScore(entry, term) / (index ? 2 : 1)));
      if (!best && all) return 0;
      sum += best;
      hits += best ? 1 : 0;
    }
    return all || 2 * hits >= terms.length ? sum * hits : 0;
  };

  /* Whether one word becomes the other by one letter more, less, or other, or by two that change places. */
  const isNear = (one, other) => {
    const shorter = Math.min(one.length, other.length);
    if (one.length > shorter + 1 || other.length > shorter + 1) return false;
    let start = 0;
    while (start < shorter && one[start] === other[start]) start += 1;
    let end = 0;
    while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    const between = Math.max(one.length, other.length) - start - end;
    if (between < 2) return true;
    const isTurned = one[start] === other[start + 1] && one[start + 1] === other[start];
    return between === 2 && one.length === other.length && isTurned;
  };

  /* Where a keyboard has no umlaut or ring, people write two vowels: ae, oe, ue, aa. The first letter stays. */
  const squeezed = (word) => word.replace(/([aou])e|aa/g, (vowels, first = "a") => first);

  const neighbors = (term) => {
    const found = [];
    const stem = term.length > 5 ? term.slice(0, -2) : term;
    const spelled = squeezed(term);
    for (const word of vocabulary.words) {
      if (word === term) continue;
      const beginsSo = word[0] === term[0] && (word.startsWith(stem) || squeezed(word).startsWith(spelled));
      if (beginsSo || (term.length > 3 && isNear(term, word))) found.push(word);
    }
    return [term, ...found];
  };

  /* Entry by entry, for who has others wait meanwhile. */
  function* ranking(terms, all = true) {
    const found = [];
    for (const entry of entries) {
      entry.points = score(entry, terms, all);
      if (entry.points) found.push(entry);
      yield;
    }
    return found.sort((one, other) => one.isLast - other.isLast || other.points - one.points);
  }

  const ranked = (terms) => {
    const steps = ranking(terms);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  };

  const marked = (text, terms) => {
    const fragment = document.createDocumentFragment();
    let end = 0;
    for (const [from, to] of kitMatching.found(text, terms)) {
      const hit = document.createElement("mark");
      hit.textContent = text.slice(from, to);
      fragment.append(text.slice(end, from), hit);
      end = to;
    }
    fragment.append(text.slice(end));
    return fragment;
  };

  const excerpt = (text, terms) => {
    const from = kitMatching.found(text, terms)[0]?.[0] ?? 0;
    const space = text.indexOf(" ", from - 50) + 1;
    const start = from > 60 ? (space && space <= from ? space : from - 20) : 0;
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
    for (const called of entry.terms.filter((each) => kitMatching.hits(each, terms).length)) {
      where.append(" · ", marked(called, terms));
    }
    text.append(marked(excerpt(entry.text, terms), terms));
    link.append(title, where, ...(entry.text ? [text] : []));
    item.append(link);
    return item;
  };

  const say = (found) => {
    const { none, found: words } = dialog.dataset;
    count.textContent = found ? kitCounted(words, found, dialog).replace("{count}", found) : none;
  };

  const showMore = (section, found, terms, count) => {
    const list = section.querySelector("ul");
    const more = section.querySelector("button");
    list.append(...found.slice(0, count).map((entry) => row(entry, terms)));
    const rest = found.slice(count);
    more.hidden = !rest.length;
    more.onclick = () => {
      const [last] = [...list.children].slice(-1);
      showMore(section, rest, terms, LIMIT);
      last.nextElementSibling.firstElementChild.focus();
    };
  };

  const empty = () => {
    for (const section of sections) {
      section.hidden = true;
      section.querySelector("ul").replaceChildren();
    }
    count.textContent = "";
  };

  /* Groups stand in the order of the best that each of them has. */
  const show = (found, terms) => {
    empty();
    shown = terms;
    const kinds = [...new Set(found.map((entry) => entry.kind))];
    for (const kind of kinds) {
      const section = sections[kind];
      const own = found.filter((entry) => entry.kind === kind);
      section.hidden = false;
      section.querySelector("h2").hidden = kinds.length === 1;
      section.querySelector("small").textContent = own.length;
      showMore(section, own, terms, kinds.length === 1 ? LIMIT : FEW);
      results.append(section);
    }
    results.parentElement.scrollTop = 0;
    say(found.length);
  };

  /* Nothing has what was typed: so what is spelled like it is, as soon as all words are known. */
  function* findingNeighbors(typed) {
    while (!gathered(performance.now() + SLICE)) yield;
    const alternatives = kitMatching.within(kitMatching.asked(typed)).map(neighbors);
    const isThere = alternatives.map(([term, ...others]) => others.length > 0 || mayBeFound(term));
    let found = isThere.every(Boolean) ? yield* ranking(alternatives) : [];
    if (!found.length && isThere.some(Boolean)) found = yield* ranking(alternatives, false);
    show(found, alternatives.flat());
  }

  const inSlices = (steps, typed) => {
    if (input.value !== typed) return;
    const until = performance.now() + LONGEST;
    while (performance.now() < until) if (steps.next().done) return;
    setTimeout(inSlices, 0, steps, typed);
  };

  const showFound = (ways, typed) => {
    if (input.value !== typed) return;
    if (ways.length && !allFolded(performance.now() + LONGEST)) {
      setTimeout(showFound, 0, ways, typed);
      return;
    }
    for (const terms of ways) {
      const found = ranked(terms.map((term) => [term]));
      if (!found.length) continue;
      show(found, terms);
      return;
    }
    inSlices(findingNeighbors(typed), typed);
  };

  const search = () => {
    const asked = kitMatching.asked(input.value);
    const within = kitMatching.within(asked);
    empty();
    if (!entries || !asked.length) return;
    const ways = within.length > asked.length ? [asked, within] : [asked];
    showFound(ways.filter((terms) => terms.every(mayBeFound)), input.value);
  };

  const open = () => {
    load();
    dialog.showModal();
    input.select();
  };

  /* Arrows go from one result to the next; who goes on typing is in the field again. */
  const step = (event) => {
    const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isLetter && event.target.closest(".kit-search__results")) input.focus();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, ...results.querySelectorAll("a, section:not([hidden]) > button:not([hidden])")];
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

  const setSlash = (on) => {
    slash.setAttribute("aria-checked", String(on));
    opener.querySelector("kbd").hidden = !on;
  };
  setSlash(kitStorage.get("kit-slash") !== "off");
  slash.addEventListener("click", () => {
    kitStorage.set("kit-slash", isOn() ? "off" : "");
    setSlash(!isOn());
  });
  document.addEventListener("keydown", (event) => {
    if (isAsked(event)) {
      event.preventDefault();
      open();
    }
  });
  dialog.addEventListener("keydown", step);
  dialog.addEventListener("click", (event) => {
    const link = event.target.closest("ul a");
    if (link) kitMarks.follow(link.href, shown);
    if (event.target === dialog || link) dialog.close();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    const first = results.querySelector("a");
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
