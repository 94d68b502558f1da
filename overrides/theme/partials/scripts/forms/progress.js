/* How many questions are answered, above and below the form; on a long one, in each of its parts as well. */
const kitProgress = (form, questions, answers, words, ear) => {
  const LONG = 8; // questions
  const [above, below] = form.querySelectorAll(".kit-form-progress");
  const bar = document.createElement("progress");
  const line = document.createElement("p");
  let told = "";

  const isAnswered = (question) => question.controls.some(answers.isGiven);
  const headings = [...form.querySelectorAll("h2[id]")];
  const partOf = (question) =>
    headings.findLast((heading) => heading.compareDocumentPosition(question.box) & Node.DOCUMENT_POSITION_FOLLOWING);

  const parts = headings
    .map((heading) => ({ heading, questions: questions.filter((question) => partOf(question) === heading) }))
    .filter((part) => part.questions.length);

  const counts = (some) => ({ answered: some.filter(isAnswered).length, count: some.length });

  const listed = () => {
    const box = document.createElement("details");
    const list = document.createElement("ol");
    const title = Object.assign(document.createElement("summary"), { textContent: words.text("parts") });
    for (const part of parts) {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: `#${part.heading.id}`, textContent: kitPlainText(part.heading) });
      part.count = document.createElement("span");
      item.append(link, " ", part.count);
      list.append(item);
    }
    box.append(title, list);
    return box;
  };

  const update = () => {
    const all = counts(questions);
    line.textContent = below.textContent = words.counted("progress", all.count, all);
    Object.assign(bar, { max: all.count, value: all.answered });
    for (const part of parts) {
      if (part.count) part.count.textContent = words.text("progress_part", counts(part.questions));
    }
  };

  /* Said when somebody goes on to another part, not at each key. */
  const tell = ({ target }) => {
    const question = questions.find((one) => one.controls.includes(target));
    const part = question && partOf(question)?.id;
    if (part && told && part !== told) ear(line.textContent);
    told = part || told;
  };

  line.id = "kit-form-progress";
  bar.setAttribute("aria-labelledby", line.id);
  above.append(line, bar);
  if (questions.length >= LONG && parts.length > 1) above.append(listed());
  for (const event of ["input", "change", "kit-shown"]) form.addEventListener(event, update);
  form.addEventListener("focusin", tell);
  update();
};
