/* All answers on one screen, before the form is handed over: each with the way back to its question. */
const kitReview = (answers, mistakes, days, words, reveal) => {
  const optionOf = (control) => {
    const copy = control.labels[0]?.cloneNode(true);
    copy?.querySelectorAll(".kit-spoken").forEach((mark) => mark.remove());
    return copy?.textContent.trim() ?? control.value;
  };

  const isTable = (question) => question.box.matches(".kit-table");

  const nameOf = (question) => {
    const caption = isTable(question) && question.box.querySelector("caption");
    return caption ? caption.textContent.trim() : kitLabel(question.controls[0]);
  };

  const given = (question) =>
    question.controls.filter(answers.isGiven).map((control) => {
      if (!answers.isText(control)) return optionOf(control);
      return isTable(question) ? `${kitLabel(control)}: ${control.value}` : control.value;
    });

  const change = (question, name) => {
    const link = kitMade("a", words.text("change"), { href: `#${question.controls[0].id}` });
    link.append(kitMade("span", ` ${name}`, { className: "kit-spoken" }));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      reveal(question.controls[0]);
    });
    words.mark(link);
    return link;
  };

  const row = (question, problems) => {
    const [box, answer, name] = [kitMade("div"), kitMade("dd"), nameOf(question)];
    const found = given(question);
    const add = (text, className = "kit-hint") => {
      const made = kitMade("p", text, { className });
      words.mark(made);
      answer.append(made);
    };
    if (found.length) answer.append(...found.map((text) => kitMade("p", text, { dir: "auto" })));
    else add(words.text("not_answered"));
    for (const date of question.controls.map(days.said).filter(Boolean)) add(words.text("date_read", { date }));
    for (const offer of question.box.querySelectorAll(".kit-offer > [dir]")) add(`${words.text("other_tab")} ${offer.textContent}`);
    for (const [control, problem] of problems) {
      if (question.controls.includes(control)) add(words.text(problem), "kit-mistake");
    }
    const way = kitMade("dd", "", { className: "kit-review__change" });
    way.append(change(question, name));
    box.append(kitMade("dt", name), answer, way);
    return box;
  };

  /* What is read again each time that it is shown. */
  return (parts) => {
    const problems = mistakes.all();
    const lead = problems.length ? words.counted("mistakes", problems.length) : words.text("check_lead");
    const note = kitMade("p", lead, { className: problems.length ? "kit-review__note" : "" });
    words.mark(note);
    return [
      note,
      ...parts.flatMap((part) => {
        const list = kitMade("dl", "", { className: "kit-review" });
        list.append(...part.questions.map((question) => row(question, problems)));
        return [kitMade("h3", part.name), list];
      }),
    ];
  };
};
