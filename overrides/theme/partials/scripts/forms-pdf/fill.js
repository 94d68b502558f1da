/* Writes the answers into a form's PDF, each with what its field looks like: no viewer has to draw them again, which
   would lose letters that its own font does not have. */
const kitFill = async (data, answers) => {
  const MOST_OF_NAME = 60; // letters that have room beside the form's title
  const SOFT = "0.27 g"; // 9:1 on white
  const file = kitPdfFile(data);
  const text = kitPdfText(data, kitLetters());
  const { number, LEAST, LEADING, MARGIN } = text;

  /* ---- What a field looks like ------------------------------------------------------------------------------------ */

  const drawn = async (field, { size, lines, note }, place) => {
    const [width, height] = field.box;
    const middle = (height - (size * (data.ascent + data.descent)) / 1000) / 2;
    const first = field.lines ? height - MARGIN - (size * data.ascent) / 1000 : middle;
    const edges = { left: MARGIN, right: width - MARGIN };
    const shown = [];
    for (const [at, line] of lines.entries()) {
      const where = { ...edges, size, fromRight: field.right || line.turned, base: first - at * size * LEADING };
      shown.push(await text.drawn(line, where, place));
    }
    if (note) {
      const lowest = MARGIN - (LEAST * data.descent) / 1000;
      const base = field.lines ? Math.max(lowest, first - lines.length * size * LEADING) : middle;
      const where = { ...edges, size: LEAST, base, fromRight: !field.right, style: SOFT };
      shown.push(await text.drawn({ words: note, turned: field.right }, where, place));
    }
    return shown.filter(Boolean);
  };

  const appearance = async (field, fit) => {
    const pictures = [];
    const place = async (picture) => `/P${pictures.push(await file.picture(picture)) - 1}`;
    const box = `0 0 ${field.box.map(number).join(" ")}`;
    const lines = await drawn(field, fit, place);
    const operators = ["/Tx BMC q", `${box} re W n 0 g 0 G`, ...lines, "Q EMC"].join("\n");
    const placed = pictures.map((id, at) => `/P${at} ${id} 0 R`).join(" ");
    const resources = `/Font << ${field.fonts} /Kit ${data.font} 0 R >> /XObject << ${placed} >>`;
    const keys = `/Type /XObject /Subtype /Form /BBox [${box}] /Resources << ${resources} >>`;
    return file.claim(await file.stream(keys, operators));
  };

  /* ---- The answers ------------------------------------------------------------------------------------------------ */

  /* A value as the file keeps it: every letter, but no halves of letters, and no controls, which are none. */
  const kept = (value) =>
    value
      .replace(/\r\n?/g, "\n")
      .replace(/[\0-\x08\x0e-\x1f]/g, "")
      .replace(/\p{Surrogate}/gu, "\ufffd");

  const choose = (field, answer) => {
    if (field.tick) return file.put(field.tick[0], [`<< ${field.tick[1]} /V /Yes /AS /Yes >>`]);
    const chosen = field.buttons.find(([value]) => value === answer);
    if (!chosen) return undefined;
    file.put(field.choice[0], [`<< ${field.choice[1]} /V ${chosen[1]} >>`]);
    return file.put(chosen[2], [`<< ${chosen[3]} /AS ${chosen[1]} >>`]);
  };

  const shortName = (value = "") => {
    const letters = [...text.shownOf(value, false)];
    return letters.length > MOST_OF_NAME ? `${letters.slice(0, MOST_OF_NAME).join("")}…` : letters.join("");
  };

  const typed = [];
  for (const field of data.fields.filter(({ name }) => Object.hasOwn(answers, name) && answers[name])) {
    if (field.text) typed.push({ field, value: kept(answers[field.name]) });
    else choose(field, answers[field.name]);
  }
  for (const one of typed) one.fit = text.fitted(one.value, one.field);
  const rests = typed.filter(({ fit }) => fit.rest.length).map(({ field, fit }) => ({ field, rest: fit.rest }));
  const name = shortName(typed.find(({ field }) => field.name === data.person)?.value);
  const goOn = kitPdfPages(data, text, file);
  const places = await goOn(rests, name);
  for (const { field, value, fit } of typed) {
    const there = places.get(field.name);
    const note = there ? fit.note.replace("{page}", there.page) : "";
    const look = await appearance(field, { ...fit, note });
    file.put(field.text[0], [`<< ${field.text[1]} /V ${text.string(value)} /AP << /N ${look} 0 R >> >>`]);
  }

  /* What the paper does not show as it was typed: where answers go on, which only begin, and letters that nobody has. */
  const placed = typed.map(({ field }) => ({ question: field.label, ...places.get(field.name) })).filter(({ page }) => page);
  return {
    file: await file.joined(),
    continued: placed,
    shortened: placed.filter(({ isWhole }) => !isWhole),
    unshown: typed
      .map(({ field, value }) => ({ question: field.label, letters: text.unshown(value) }))
      .filter(({ letters }) => letters.length),
  };
};
