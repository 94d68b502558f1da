/* The words that were looked for, marked on the page that search opened. They stay in this tab, and in no address. */
const kitMarks = (() => {
  const KEY = "kit-marks";
  const NAME = "kit-found";
  const LEFT_OUT = "script, style, svg, textarea, select, .headerlink, [hidden]";
  const bar = document.querySelector(".kit-marked");
  const canMark = bar && "highlights" in CSS;
  const pageOf = (address) => address.split("#")[0];

  const clear = () => {
    CSS.highlights.delete(NAME);
    bar.hidden = true;
  };

  /* Static ranges, since a part that is folded for a reader moves with its text. */
  const rangesOf = (terms, find) => {
    const ranges = [];
    const texts = document.createTreeWalker(document.querySelector("main article"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const places = find(node.data, terms);
      if (!places.length || node.parentElement.closest(LEFT_OUT)) continue;
      for (const [startOffset, endOffset] of places) {
        ranges.push(new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset }));
      }
    }
    return ranges;
  };

  /* A word of one or two letters begins every other word. */
  const show = (terms) => {
    const long = terms.filter((term) => term.length > 2 || kitMatching.isUnspaced(term));
    const looked = long.length ? long : terms;
    const beginning = rangesOf(looked, kitMatching.hits);
    const ranges = beginning.length ? beginning : rangesOf(looked, (text, all) => kitMatching.hits(text, all, true));
    if (!ranges.length) return;
    CSS.highlights.set(NAME, new Highlight(...ranges));
    const { marked } = bar.dataset;
    const said = bar.querySelector("span");
    said.textContent = kitCounted(marked, ranges.length, said).replace("{count}", ranges.length);
    bar.hidden = false;
  };

  const taken = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
      return kept;
    } catch {
      return null;
    }
  };

  /* Called as a reader follows a link that search has found by these terms. */
  const follow = (address, terms) => {
    if (!canMark) return;
    clear();
    if (pageOf(address) === pageOf(location.href)) {
      show(terms);
      return;
    }
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ page: pageOf(address), terms }));
    } catch {
      return;
    }
  };

  if (canMark) {
    const kept = taken();
    if (kept?.page === pageOf(location.href)) show(kept.terms);
    bar.querySelector("button").addEventListener("click", () => {
      clear();
      document.getElementById("kit-content").focus({ preventScroll: true });
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open], :popover-open")) clear();
    });
  }
  return { follow };
})();
