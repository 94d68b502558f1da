/* Notes on a form that come and go: answers that it does not ask for, what another tab wrote, and the file's name. */
const kitMade = (tag, text = "", more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

const kitRest = (tools, words) => {
  const MOST = 20; // that are listed one by one
  const LONGEST = 300; // letters that are listed of one
  const box = kitMade("section", "", { className: "kit-form-rest", hidden: true });
  let given = {};
  words.mark(box);
  tools.before(box);

  const worded = (value) => {
    if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value.join(", ");
    return typeof value === "string" ? value : JSON.stringify(value);
  };

  /* Without signs that would write the rest of a line backward. */
  const shown = (value) => {
    const text = worded(value).replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
    return kitMade("bdi", text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()} …` : text);
  };

  const entry = ([name, value]) => {
    const item = kitMade("li");
    item.append(shown(name.replaceAll("-", " ")), ": ", shown(value));
    return item;
  };

  const show = (rest) => {
    given = rest;
    const entries = Object.entries(rest);
    const list = kitMade("ul");
    list.append(...entries.slice(0, MOST).map(entry));
    if (entries.length > MOST) list.append(kitMade("li", words.counted("unasked_more", entries.length - MOST)));
    box.replaceChildren(
      kitMade("p", words.text("unasked_title"), { className: "kit-label" }),
      kitMade("p", words.text("unasked_lead"), { className: "kit-hint" }),
      list,
    );
    box.hidden = !entries.length;
  };

  return { show, count: () => Object.keys(given).length };
};

/* What stood in a field before another tab wrote there stays at hand. */
const kitOffer = (control, text, words) => {
  if (!control) return;
  const place = control.closest("td") ?? control.closest(".kit-field");
  place.querySelector(".kit-offer")?.remove();
  const box = kitMade("div", "", { className: "kit-offer kit-screen-only" });
  const button = kitMade("button", words.text("put_back"), { type: "button", className: "kit-button kit-button--quiet" });
  button.addEventListener("click", () => {
    box.remove();
    control.value = text;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.focus();
  });
  words.mark(box);
  box.append(kitMade("p", words.text("other_tab"), { className: "kit-hint" }), kitMade("p", text, { dir: "auto" }), button);
  place.append(box);
};

/* The choice to put a person's name into the names of files. */
const kitNaming = (tools, words, isChosen, choose, named) => {
  const row = kitMade("button", words.text("name_file"), { type: "button", className: "kit-switch" });
  const hint = kitMade("p", "", { className: "kit-hint", id: "kit-name-file--hint" });
  const show = () => {
    row.setAttribute("aria-checked", String(isChosen()));
    hint.textContent = words.text("file_name", { file: named() });
  };
  row.addEventListener("click", () => choose(!isChosen()));
  row.setAttribute("role", "switch");
  row.setAttribute("aria-describedby", hint.id);
  tools.querySelector(".kit-form-tools__buttons").after(row, hint);
  return { show };
};

/* The way to a mail program, with a subject; what it cannot do is said beside it. */
const kitLetter = (tools, words, address, opens) => {
  const link = kitMade("a", words.text("mail"), { className: "kit-button kit-button--quiet", id: "kit-mail" });
  const hint = kitMade("p", words.text("mail_hint", { address }), { className: "kit-hint", id: "kit-mail--hint" });
  link.setAttribute("aria-describedby", hint.id);
  link.addEventListener("click", opens);
  tools.querySelector('[data-tool="delete"]').before(link);
  tools.querySelector(".kit-form-tools__buttons").after(hint);
  const to = encodeURIComponent(address).replace("%40", "@");
  return { show: (subject) => void (link.href = `mailto:${to}?subject=${encodeURIComponent(subject.toWellFormed())}`) };
};

/* What moves the page waits until a press is over: a button that moves between press and release is not clicked. */
const kitReleased = (() => {
  let waiting = null; // what to do after the press; null while nothing is pressed
  const begin = () => (waiting ??= []);
  const end = () => {
    const works = waiting ?? [];
    waiting = null;
    setTimeout(() => works.forEach((work) => work()));
  };
  addEventListener("pointerdown", begin, true);
  for (const event of ["pointerup", "pointercancel"]) addEventListener(event, end, true);
  return (work) => (waiting ? waiting.push(work) : work());
})();
