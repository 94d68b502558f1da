/* Paper: what was typed stands beside its control as text, whole, and takes its place in print. */
const kitPaper = (form, answers, title) => {
  const copies = new Map();

  const copyOf = (control) => {
    const copy = document.createElement("span");
    copy.className = "kit-printed";
    copy.dir = "auto";
    copy.setAttribute("aria-hidden", "true");
    control.after(copy);
    return copy;
  };

  /* Whether an answer may be higher than a sheet where its column is narrow: it must be free to go on to the next one. */
  const LONG = 600; // letters
  const LINE = 40; // letters that a line of its own counts for
  const isLong = (text) => text.length + LINE * (text.split("\n").length - 1) > LONG;

  const mirror = (control) => {
    if (!copies.has(control)) return;
    copies.get(control).textContent = control.value;
    control.classList.toggle("kit-is-filled", control.value.trim() !== "");
    control.classList.toggle("kit-is-long", isLong(control.value));
  };

  const quoted = (text) => `"${text.replace(/[\p{Cc}\\"]/gu, (letter) => `\\${letter.codePointAt(0).toString(16)} `)}"`;

  /* Styles made by a script, since a page header on paper can say nothing that stands on the page. */
  const sheet = new CSSStyleSheet();
  const corner = kitRunsFromRight(form) ? "@top-right" : "@top-left";
  let named = "";
  const nameSheets = (person) => {
    const name = quoted([title, person].filter(Boolean).join(" \u2013 "));
    if (name === named) return; // a new sheet has the styles of the whole page made again
    named = name;
    const look = "color: GrayText; font: 8.5pt var(--kit-font); white-space: nowrap; overflow: hidden";
    sheet.replaceSync(
      `@page { ${corner} { content: ${name}; ${look} } } @page :first { ${corner} { content: none } }`,
    );
  };

  for (const control of answers.controls.filter(answers.isText)) copies.set(control, copyOf(control));
  for (const event of ["input", "change", "kit-shown"]) form.addEventListener(event, ({ target }) => mirror(target));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  form.classList.add("kit-is-live");
  return { nameSheets };
};
