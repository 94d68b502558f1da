/* The answers on the page: { control's name: text, or the value of what is chosen }. */
const kitAnswers = (form) => {
  const controls = [...form.elements].filter((control) => control.name);
  const isText = (control) => control.tagName === "TEXTAREA" || !["radio", "checkbox"].includes(control.type);
  const isGiven = (control) => (isText(control) ? control.value.trim() !== "" : control.checked);

  const read = () => {
    const found = {};
    for (const control of controls.filter(isGiven)) found[control.name] = control.value;
    return found;
  };

  /* Files may also list ticks under the question's name: {"helped": ["learn", "lead"]}. */
  const withTicks = (given) => {
    const names = new Set(controls.map((control) => control.name));
    const plain = Object.create(null);
    for (const [name, value] of Object.entries(given)) {
      const ticks = Array.isArray(value) && value.length ? value.map((one) => `${name}-${one}`) : [];
      if (ticks.length && ticks.every((tick) => names.has(tick))) ticks.forEach((tick) => (plain[tick] = true));
      else plain[name] = value;
    }
    return plain;
  };

  const spaced = (text) => text.replace(/\s+/g, " ").trim();

  const kinds = new Map(controls.map((control) => [control, control.type]));

  /* A control of one line or for a date would drop what it cannot hold: it becomes one that can. */
  const type = (control, text) => {
    const isArea = control.tagName === "TEXTAREA";
    const typed = isArea ? text : text.replace(/\s*[\r\n]+\s*/g, " ");
    const caret = control === document.activeElement ? control.selectionStart : null;
    if (!isArea) control.type = kinds.get(control);
    if (control.value !== typed) control.value = typed;
    if (spaced(control.value) !== spaced(typed)) {
      control.type = "text";
      control.value = typed;
    }
    if (caret !== null) control.setSelectionRange(caret, caret);
  };

  const set = (control, value) => {
    if (isText(control)) type(control, typeof value === "string" ? value : "");
    else if (control.type === "radio") control.checked = value === control.value;
    else control.checked = value === true || value === control.value;
    control.dispatchEvent(new CustomEvent("kit-shown", { bubbles: true }));
  };

  const holds = (control, value) =>
    isText(control) ? typeof value === "string" : value === control.value || (value === true && control.type === "checkbox");

  /* Shows `given` and nothing else. What has no place on the page comes back, so that somebody can keep it. */
  const show = (given) => {
    const plain = withTicks(given);
    for (const control of controls) set(control, plain[control.name] ?? "");
    const placed = new Set(controls.filter((control) => holds(control, plain[control.name])).map((one) => one.name));
    return Object.fromEntries(Object.entries(plain).filter(([name, value]) => !placed.has(name) && value !== ""));
  };

  const named = (name) => controls.filter((control) => control.name === name);

  const setOne = (name, value) => named(name).forEach((control) => set(control, value));
  const kind = (control) => control.dataset.kind ?? kinds.get(control);

  return { controls, isText, isGiven, kind, read, show, named, setOne };
};

/* What people are asked: a line, a group of choices, or a table is one question. */
const kitQuestions = (answers) => {
  const questions = new Map();
  for (const control of answers.controls) {
    const box = control.closest(".kit-table") ?? control.closest("fieldset.kit-field") ?? control.closest(".kit-field");
    const key = box ?? control;
    if (!questions.has(key)) questions.set(key, { box: key, controls: [] });
    questions.get(key).controls.push(control);
  }
  return [...questions.values()];
};

const kitLabel = (control) => {
  const group = control.closest("fieldset");
  const label = group?.querySelector("legend") ?? control.labels?.[0];
  const words = control.getAttribute("aria-label");
  if (!group && words) return words;
  const copy = label?.cloneNode(true);
  copy?.querySelectorAll(".kit-required, .kit-spoken").forEach((mark) => mark.remove());
  return copy?.textContent.trim() ?? words ?? control.name;
};
