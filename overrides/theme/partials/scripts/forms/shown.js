/* What paper does not show as it was typed: said beside a field when somebody leaves it, and after the download. */
const kitOnPaper = ({ continued, shortened, unshown }, words) => {
  const MOST = 40; // answers that are named in one message
  const listed = (message, all) => {
    const answers = all.slice(0, MOST).join("; ") + (all.length > MOST ? "; …" : "");
    return all.length ? [words.text(message, { answers })] : [];
  };
  return [
    ...listed("pdf_continued", continued.map((one) => words.text("pdf_continued_on", one))),
    ...listed("pdf_shortened", shortened.map(({ question }) => question)),
    ...listed("pdf_unshown", unshown.map(({ question, letters }) => `${question} (${letters.slice(0, 10).join(" ")})`)),
  ];
};

const kitUnshown = (form, answers, words) => {
  let made = null; // nothing is drawn before somebody has typed
  const letters = () => (made ??= kitLetters());

  const note = (control) => {
    const id = `${control.id}--letters`;
    const found = document.getElementById(id);
    if (found) return found;
    const hint = kitMade("p", "", { className: "kit-hint kit-screen-only", id });
    words.mark(hint);
    control.after(hint);
    control.setAttribute("aria-describedby", [control.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
    return hint;
  };

  const look = (control) => {
    const missing = letters().unshown(control.value).slice(0, 10).join(" ");
    if (!missing && !document.getElementById(`${control.id}--letters`)) return;
    const [box, message] = [note(control), missing && words.text("unshown", { letters: missing })];
    if (box.textContent === message) return;
    box.textContent = message;
    if (message) words.whisper(message);
  };

  form.addEventListener("change", ({ target }) => target.name && answers.isText(target) && kitReleased(() => look(target)));
};
