/* What may be wrong is said beside its field when somebody leaves it, and in a summary before the form is handed over.
   Nothing is held back: whoever wants to goes on with it as it is. */
const kitMistakes = (form, answers, words, ear) => {
  const questions = kitQuestions(answers);
  const questionOf = new Map(questions.flatMap((question) => question.controls.map((control) => [control, question])));
  const shown = new Map(); // by the control that a message belongs to

  /* A group is answered by any of its controls, and has its message once, at the first of them. */
  const isGroup = (question) => question.box.matches("fieldset");
  const ownerOf = (control) => (isGroup(questionOf.get(control)) ? questionOf.get(control).controls[0] : control);
  const isNeeded = (control) => {
    const { box } = questionOf.get(control);
    return isGroup(questionOf.get(control)) ? box.querySelector(":scope > legend .kit-required") !== null : control.required;
  };
  const isAnswered = (control) => {
    const question = questionOf.get(control);
    return isGroup(question) ? question.controls.some(answers.isGiven) : answers.isGiven(control);
  };

  const problemOf = (control) =>
    kitCheck(control, answers.kind(control)) || (isNeeded(control) && !isAnswered(control) ? "check_required" : "");

  const described = (control) => (isGroup(questionOf.get(control)) ? questionOf.get(control).box : control);

  const refer = (element, id, isThere) => {
    const ids = (element.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
    if (isThere) ids.push(id);
    if (ids.length) element.setAttribute("aria-describedby", ids.join(" "));
    else element.removeAttribute("aria-describedby");
  };

  const place = (control) => control.closest("td") ?? control.closest(".kit-field") ?? control.parentElement;

  const beside = (control, text) => {
    const message = document.createElement("p");
    message.className = "kit-mistake kit-screen-only";
    message.id = `${control.id}--mistake`;
    message.append(Object.assign(document.createElement("span"), { className: "kit-spoken", textContent: `${words.text("mistake")} ` }), text);
    words.mark(message);
    place(control).append(message);
    return message;
  };

  const unsay = (control) => {
    shown.get(control)?.message.remove();
    shown.delete(control);
    refer(described(control), `${control.id}--mistake`, false);
    if (described(control) === control) control.removeAttribute("aria-invalid");
  };

  const say = (control, problem) => {
    if (shown.get(control)?.problem === problem) return;
    unsay(control);
    if (!problem) return;
    shown.set(control, { problem, message: beside(control, words.text(problem)) });
    refer(described(control), `${control.id}--mistake`, true);
    if (described(control) === control) control.setAttribute("aria-invalid", "true");
  };

  /* All that may be wrong, in the order of the page, as [control, what is wrong]. */
  const all = (within = form) => {
    const owners = new Set(answers.controls.filter((control) => within.contains(control)).map(ownerOf));
    return [...owners].map((control) => [control, problemOf(control)]).filter(([, problem]) => problem);
  };

  const check = (control) => {
    say(control, problemOf(control));
    if (shown.has(control)) ear(`${kitLabel(control)}: ${words.text(shown.get(control).problem)}`);
  };

  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (!questionOf.has(target) || document.activeElement === target) return; // the window was left, not the field
    const question = questionOf.get(target);
    if (isGroup(question) && question.box.contains(relatedTarget)) return;
    kitReleased(() => check(ownerOf(target)));
  });

  const mend = ({ target }) => {
    if (!questionOf.has(target)) return;
    const owner = ownerOf(target);
    if (shown.has(owner) && problemOf(owner) !== shown.get(owner).problem) say(owner, "");
  };
  for (const event of ["input", "change", "kit-shown"]) form.addEventListener(event, mend);

  return { all, sayAll: (within) => all(within).forEach(([control, problem]) => say(control, problem)), questions };
};

/* The summary: how many answers need a look, a link to each, and how to go on as it is. */
const kitSummary = (words, reveal) => {
  const box = document.createElement("div");
  let opener = null;
  box.className = "kit-form-summary";
  box.tabIndex = -1;
  box.hidden = true;
  box.setAttribute("role", "group");
  box.setAttribute("aria-labelledby", "kit-form-summary-title");

  const part = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

  const link = ([control, problem]) => {
    const item = document.createElement("li");
    const anchor = part("a", `${kitLabel(control)}: ${words.text(problem)}`, { href: `#${control.id}` });
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      reveal(control);
    });
    item.append(anchor);
    return item;
  };

  const hide = () => {
    box.hidden = true;
    box.replaceChildren();
  };

  const button = (text, work) => {
    const made = part("button", text, { type: "button", className: "kit-button kit-button--quiet" });
    made.addEventListener("click", () => {
      hide();
      opener?.focus();
      work();
    });
    return made;
  };

  /* Before the tools that `tool` belongs to; `anyway` is [what a button says, what it does] or nothing. */
  const show = (tool, title, lead, problems, anyway) => {
    opener = tool;
    const list = document.createElement("ul");
    list.append(...problems.map(link));
    box.replaceChildren(
      part("p", title, { className: "kit-form-summary__title", id: "kit-form-summary-title" }),
      ...(lead ? [part("p", lead)] : []),
      ...(problems.length ? [list] : []),
      ...(anyway ? [button(...anyway)] : []),
    );
    tool.parentElement.before(box);
    box.hidden = false;
    if (anyway) box.focus();
  };

  return { show, hide };
};
