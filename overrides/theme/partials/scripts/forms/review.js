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
    const missing = kitMade("p", words.text("not_answered"), { className: "kit-hint" });
    words.mark(missing);
    if (found.length) answer.append(...found.map((text) => kitMade("p", text, { dir: "auto" })));
    else answer.append(missing);
    for (const text of question.controls.map(days.said).filter(Boolean)) {
      const understood = kitMade("p", words.text("date_read", { date: text }), { className: "kit-hint" });
      words.mark(understood);
      answer.append(understood);
    }
    for (const [, problem] of problems.filter(([control]) => question.controls.includes(control))) {
      const message = kitMade("p", words.text(problem), { className: "kit-mistake" });
      words.mark(message);
      answer.append(message);
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
