/* On wide screens a footnote stands beside the words that lead to it; elsewhere, and on paper, below the page. */
(() => {
  const notes = [...document.querySelectorAll("main .footnote > ol > li[id]")];
  if (!notes.length) return;

  const isWide = matchMedia("screen and (min-width: 76rem)");
  const links = [...document.querySelectorAll("main a.footnote-ref")];
  const beside = new Map();

  /* Text flows around a note; tables and boxes do not, and what is said in them stays below. */
  const blockOf = (link) => {
    const block = link?.closest(".kit-article > *, .kit-chapter > *");
    return block?.matches("p, ul, ol, dl, blockquote") ? block : null;
  };

  const move = (note) => {
    const link = links.find((one) => decodeURIComponent(one.hash.slice(1)) === note.id);
    const block = blockOf(link);
    if (!block) return;
    const aside = document.createElement("div");
    const number = document.createElement("strong");
    number.textContent = link.textContent;
    aside.className = "kit-aside";
    aside.setAttribute("role", "note");
    aside.id = note.id;
    note.removeAttribute("id");
    note.hidden = true;
    aside.append(number, ...note.childNodes);
    block.before(aside);
    beside.set(note, aside);
  };

  const putBack = (aside, note) => {
    aside.firstChild.remove();
    note.append(...aside.childNodes);
    aside.remove();
    note.id = aside.id;
    note.hidden = false;
  };

  const show = (asAsides) => {
    if (asAsides && !beside.size) notes.forEach(move);
    if (!asAsides) {
      beside.forEach(putBack);
      beside.clear();
    }
    for (const list of document.querySelectorAll("main .footnote")) {
      list.hidden = [...list.querySelectorAll("li")].every((note) => note.hidden);
    }
  };

  notes.forEach((note) => {
    note.value = [...note.parentElement.children].indexOf(note) + 1;
  });
  isWide.addEventListener("change", () => show(isWide.matches));
  addEventListener("beforeprint", () => show(false));
  addEventListener("afterprint", () => show(isWide.matches));
  show(isWide.matches);
})();
