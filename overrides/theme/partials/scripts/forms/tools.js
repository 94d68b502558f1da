/* The tools around a form: each button does what it says, and what happened is said beside it. */
const kitTools = (form, mail) => {
  const sections = [...form.querySelectorAll(".kit-form-start, .kit-form-tools")];
  const tools = sections.at(-1);
  const words = kitWords(tools);
  const title = kitPlainText(document.querySelector("h1")) || document.title;
  const pdfLink = [...document.querySelectorAll('a[href$=".pdf"]')].find(
    (link) => /\/forms\/[^/]+$/.test(link.pathname) && !link.pathname.endsWith("-large-print.pdf"),
  );
  const stem = (path) => decodeURIComponent(path.split("/").pop()).replace(/\.[a-z]+$/i, "");
  const name = stem(pdfLink ? pdfLink.pathname : location.pathname.replace(/\/(index\.html)?$/, ""));

  const answers = kitAnswers(form);
  const own = answers.controls.find((control) => control.getAttribute("autocomplete") === "name");
  const person = () => own?.value.trim() ?? "";
  const paper = kitPaper(form, answers, title);
  kitUnshown(form, answers, words);
  const mistakes = kitMistakes(form, answers, words, words.whisper);
  const summary = kitSummary(words, (control) => steps.reveal(control));
  const days = kitDays(form, answers, words);
  const steps = kitSteps(form, answers, mistakes, words, summary, days);
  const rest = kitRest(tools, words);
  const switches = [...form.querySelectorAll('[data-tool="keep"]')];
  let noRoomSaid = false;
  let leaving = false;

  const heard = {
    keeping: (isOn) => switches.forEach((one) => one.setAttribute("aria-checked", String(isOn))),
    rest: rest.show,
    lost: (field, text) => kitOffer(answers.named(field)[0], text, words),
    deleted: () => words.say("deleted"),
    joined: () => words.say("joined"),
    room: (there) => {
      if (!there && !noRoomSaid) words.say("no_room");
      noRoomSaid ||= !there;
    },
  };
  const keeping = kitKeeping(answers, kitStore(`kit-form ${location.pathname}`), heard);

  /* ---- The file's name: a person's by choice, which only a form that needs it suggests ---------------------------- */

  const isNamed = () => keeping.choice("named") ?? Boolean(own?.required);
  const files = kitFiles(form, name, title, () => (isNamed() ? person() : ""));
  const choose = (chosen) => {
    keeping.choose("named", chosen);
    showNames();
  };
  const named = () => files.fileName(pdfLink ? ".pdf" : " answers.json");
  const naming = own ? kitNaming(tools, words, isNamed, choose, named) : null;
  const stay = () => {
    leaving = true; // a mail program opens, and the page stays where it is
    setTimeout(() => (leaving = false), 1000);
  };
  const letter = mail && own?.required ? kitLetter(tools, words, mail, stay) : null;
  const showNames = () => {
    paper.nameSheets(person());
    naming?.show();
    letter?.show([title, isNamed() && person()].filter(Boolean).join(" \u2013 "));
  };

  /* ---- Handing over: what may be wrong is said before, and stops nobody ------------------------------------------- */

  const told = (tool, anyway, work) => {
    const problems = mistakes.all();
    const isEmpty = keeping.isEmpty();
    if (!isEmpty && !problems.length) return void (summary.hide(), work());
    if (!isEmpty) mistakes.sayAll();
    const title = isEmpty ? words.text("empty") : words.counted("mistakes", problems.length);
    const lead = words.text(isEmpty ? "empty_lead" : "mistakes_lead");
    return void summary.show(tool, title, lead, isEmpty ? [] : problems, [words.text(anyway), work]);
  };

  const pdf = async () => {
    try {
      const given = keeping.everything();
      const { file, paper } = await files.pdf(pdfLink.href, { ...answers.read(), ...days.understood() });
      keeping.isSafe(given);
      words.sayAll(words.text("downloaded", { file }), ...kitOnPaper(paper, words));
    } catch (problem) {
      console.warn(problem);
      words.say("no_pdf");
    }
  };

  const save = () => {
    const given = keeping.everything();
    const file = files.save(given, days.understood());
    keeping.isSafe(given);
    words.say("saved", { file });
  };

  /* Saving is for those who are not done yet: what may be wrong is listed, and the file is written at once. */
  const saveTold = (tool) => {
    if (keeping.isEmpty()) return told(tool, "save_anyway", save);
    const problems = mistakes.all().filter(([, problem]) => problem !== "check_required");
    save();
    summary.hide();
    if (problems.length) summary.show(tool, words.counted("mistakes", problems.length), "", problems);
  };

  const loses = (given) => {
    const now = keeping.everything();
    return Object.keys(now).filter((field) => given[field] !== now[field]).length;
  };

  const open = async () => {
    const found = await files.pick();
    if (found.refused) return words.say(found.refused, found.values);
    const replaced = loses(found.answers);
    if (replaced && !confirm(words.counted("replace", replaced))) return words.say("not_opened");
    const wasEmpty = keeping.isEmpty();
    const hasRoom = keeping.show(found.answers);
    if (wasEmpty || replaced) keeping.isSafe(keeping.everything());
    const count = Object.keys(answers.read()).length;
    return words.sayAll(
      words.counted("opened", count),
      found.isOtherEdition && words.text("other_edition"),
      rest.count() && words.counted("unasked", rest.count()),
      found.isMended && words.text("mended"),
      !hasRoom && words.text("no_room"),
    );
  };

  const keep = () => {
    if (keeping.isOn()) keeping.setOff();
    else keeping.share();
    if (!noRoomSaid) words.say(keeping.isOn() ? "kept" : "forgotten");
  };

  const erase = () => {
    if (!confirm(words.text("confirm"))) return;
    keeping.forget();
    summary.hide();
    words.say("deleted");
  };

  /* ---- Begin ------------------------------------------------------------------------------------------------------ */

  const work = {
    pdf: (tool) => told(tool, "pdf_anyway", pdf),
    print: (tool) => told(tool, "print_anyway", () => print()),
    save: saveTold,
    open,
    keep,
    delete: erase,
  };
  for (const button of form.querySelectorAll("[data-tool]")) {
    if (button.dataset.tool === "pdf") button.hidden = !pdfLink;
    button.addEventListener("click", () => {
      words.near(button);
      work[button.dataset.tool](button);
    });
  }
  form.addEventListener("input", ({ target }) => target.name && keeping.rememberSoon(target.name));
  for (const event of ["input", "kit-shown"]) form.addEventListener(event, ({ target }) => target === own && showNames());
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeunload", (event) => {
    if (!leaving && keeping.warnsOnce()) event.preventDefault();
  });

  keeping.begin();
  showNames();
  kitProgress(form, mistakes.questions, answers, words, words.whisper);
  for (const section of sections) section.hidden = false;
};
