/* A long form in steps, one part on the screen at a time: on a small screen at once, elsewhere when somebody asks for
   it. The browser's own way back leads a step back, and an address can open a step. Paper has all of them. */
const kitSteps = (form, answers, mistakes, words, summary, days) => {
  const LONG = 12; // questions
  const FEWEST = 3; // parts
  const SMALL = "(max-width: 59.999rem)";
  const VIEW = "kit-form-view";
  const parts = mistakes.questions.length < LONG ? [] : kitParts(form, mistakes.questions);
  if (parts.length < FEWEST) return { reveal: (control) => control.focus() };

  const title = document.title;
  const count = parts.length + 1; // the last one is for all answers
  let at = -1; // before the first
  let coming = 0; // what is to be marked with the next frame
  let returning = false; // to the answers, from one that is being changed

  /* ---- What stands on the page ------------------------------------------------------------------------------------ */

  const counter = (number) => {
    const made = kitMade("span", `${words.text("step_count", { number: String(number), count: String(count) })} `);
    made.className = "kit-step__count";
    words.mark(made);
    return made;
  };

  const section = (part, number) => {
    const heading = part.heading ?? kitMade("h2", part.name, { className: "kit-step__title" });
    const box = kitMade("section", "", { className: "kit-step", id: `step-${part.heading?.id || number}` });
    const { activeElement } = document;
    part.nodes[0].before(box);
    box.append(...(part.heading ? [] : [heading]), ...part.nodes);
    if (box.contains(activeElement)) activeElement.focus({ preventScroll: true });
    part.bold?.classList.add("kit-step__said");
    heading.prepend(counter(number));
    heading.tabIndex = -1;
    return { ...part, box, heading };
  };

  const last = () => {
    const box = kitMade("section", "", { className: "kit-step kit-step--check kit-screen-only", id: "step-answers" });
    const heading = kitMade("h2", words.text("check_answers"), { className: "kit-step__title", tabIndex: -1 });
    heading.prepend(counter(count));
    words.mark(heading);
    box.append(heading);
    return { name: words.text("check_answers"), box, heading, questions: [] };
  };

  const steps = parts.map((part, index) => section(part, index + 1));
  steps.push(last());
  steps.at(-2).box.after(steps.at(-1).box);

  const button = (word, look, work) => {
    const made = kitMade("button", words.text(word), { type: "button", className: `kit-button ${look}`.trim() });
    made.addEventListener("click", () => work(made));
    return made;
  };

  const listed = (step) => {
    const item = kitMade("li");
    step.link = kitMade("a", step.name, { href: `#${step.box.id}` });
    step.count = kitMade("span");
    item.append(step.link, " ", step.count);
    return item;
  };

  const quiet = "kit-button--quiet";
  const next = button("step_next", "", (tool) => goOn(tool));
  const back = button("step_back", quiet, () => go(at - 1));
  const save = form.querySelector('[data-tool="save"]').cloneNode(true);
  const begin = button("step_begin", "", () => begun());
  const bar = kitMade("progress", "", { max: count, ariaHidden: "true" });
  const [start, foot] = [kitMade("div"), kitMade("div")];

  const furnish = () => {
    const [row, all, list] = [kitMade("div"), kitMade("details"), kitMade("ol")];
    start.className = "kit-form-tools__buttons kit-steps-start kit-screen-only";
    start.append(begin, button("step_none", quiet, () => leave()));
    foot.className = "kit-steps-foot kit-screen-only";
    row.className = "kit-form-tools__buttons";
    row.append(next, back, save);
    list.append(...steps.map(listed));
    all.append(kitMade("summary", words.text("step_list")), list, button("step_none", quiet, () => leave()));
    foot.append(row, kitMade("p", "", { className: "kit-form-status", role: "status" }), bar, all);
    for (const one of [start, foot]) words.mark(one);
    steps[0].box.before(start);
    form.append(foot);
  };

  /* ---- Going from step to step ------------------------------------------------------------------------------------ */

  const isOn = () => form.classList.contains("kit-is-stepped");
  const review = kitReview(answers, mistakes, days, words, (control) => {
    returning = true;
    reveal(control);
  });
  const refresh = () => {
    const { box, heading } = steps.at(-1);
    [...box.children].filter((one) => one !== heading).forEach((one) => one.remove()); // which keeps the focus
    box.append(...review(steps.slice(0, -1)));
  };
  const given = (questions) => questions.filter((one) => one.controls.some(answers.isGiven)).length;

  const mark = () => {
    steps.forEach((step, index) => {
      const asked = step.questions.length;
      step.box.classList.toggle("kit-is-current", index === at);
      if (index === at) step.link.setAttribute("aria-current", "step");
      else step.link.removeAttribute("aria-current");
      step.count.textContent = asked ? words.text("progress_part", { answered: given(step.questions), count: asked }) : "";
    });
    bar.value = at + 1;
    form.classList.toggle("kit-at-start", at < 0);
    form.classList.toggle("kit-at-end", at === count - 1);
    next.hidden = at === count - 1;
    next.textContent = words.text(returning ? "step_return" : "step_next");
    begin.textContent = words.text(isOn() ? "step_begin" : "step_by_step");
  };

  const show = (index, focused) => {
    at = index;
    if (at === count - 1) returning = false;
    summary.hide();
    mark();
    if (at === count - 1) refresh();
    const step = steps[at];
    document.title = step ? `${words.text("step_count", { number: at + 1, count })}: ${step.name} \u2013 ${title}` : title;
    const heading = step?.heading ?? document.querySelector("h1");
    if (at < 0) heading.tabIndex = -1;
    (focused ?? heading).focus({ preventScroll: !focused });
    if (!focused) heading.scrollIntoView();
  };

  const address = (index) => (steps[index] ? `#${steps[index].box.id}` : location.pathname + location.search);

  const go = (index, focused) => {
    history.pushState(null, "", address(index));
    show(index, focused);
  };

  /* What needs a look is told before the next step, and holds nobody back. */
  const goOn = (tool) => {
    const to = returning ? count - 1 : at + 1;
    const problems = mistakes.all(steps[at].box);
    if (!problems.length) return go(to);
    mistakes.sayAll(steps[at].box);
    const lead = words.text("mistakes_lead");
    return summary.show(tool, words.counted("mistakes", problems.length), lead, problems, [words.text("step_anyway"), () => go(to)]);
  };

  const choose = (stepped) => {
    form.classList.toggle("kit-is-stepped", stepped);
    kitStorage.set(VIEW, stepped ? "steps" : "page");
  };

  const begun = () => {
    choose(true);
    go(0);
  };

  const leave = () => {
    const { heading } = steps[Math.max(at, 0)];
    choose(false);
    document.title = title;
    summary.hide();
    mark();
    const page = { kitFormView: "page" }; // for a reload that comes before the device has noted it
    history.replaceState(page, "", at < 0 || !heading.id ? location.pathname + location.search : `#${heading.id}`);
    const target = at === count - 1 ? form.querySelector(".kit-form-tools__title") : heading;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  };

  const reveal = (control) => {
    const index = steps.findIndex((step) => step.box.contains(control));
    if (isOn() && index >= 0 && index !== at) go(index, control);
    else control.focus();
  };

  /* Once for all answers of a file, which come one by one. */
  const update = () => {
    mark();
    if (at === count - 1) refresh();
  };
  const updateSoon = () => {
    cancelAnimationFrame(coming);
    coming = requestAnimationFrame(update);
  };

  /* The address names a step, or something that stands in one. */
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id ? document.getElementById(id) : null;
    const index = steps.findIndex(({ box }) => target && box.contains(target));
    if (steps[index]?.box === target) form.classList.add("kit-is-stepped");
    if (!isOn() || (id && index < 0)) return;
    const isHeading = target === steps[index]?.box || target === steps[index]?.heading;
    show(index, isHeading || !target?.matches("input, textarea") ? undefined : target);
  };

  furnish();
  const usual = matchMedia(SMALL).matches ? "steps" : "page";
  form.classList.toggle("kit-is-stepped", (history.state?.kitFormView ?? kitStorage.get(VIEW) ?? usual) === "steps");
  mark();
  addEventListener("hashchange", follow);
  for (const event of ["input", "change", "kit-shown"]) form.addEventListener(event, updateSoon);
  if (location.hash) follow();
  return { reveal };
};
