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
      const side = { fromRight: field.right || line.turned, centered: field.centered && !note };
      const where = { ...edges, ...side, size, base: first - at * size * LEADING };
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

  /* A drawing of that many points; `draw` is handed a place for its pictures, and gives its operators. */
  const drawing = async ([width, height], fonts, draw) => {
    const pictures = [];
    const place = async (picture) => `/P${pictures.push(await file.picture(picture)) - 1}`;
    const operators = (await draw(place)).join("\n");
    const placed = pictures.map((id, at) => `/P${at} ${id} 0 R`).join(" ");
    const resources = `/Font << ${fonts} /Kit ${data.font} 0 R >> /XObject << ${placed} >>`;
    const box = `0 0 ${number(width)} ${number(height)}`;
    return file.stream(`/Type /XObject /Subtype /Form /BBox [${box}] /Resources << ${resources} >>`, operators);
  };

  const appearance = async (field, fit) => {
    const clip = `0 0 ${field.box.map(number).join(" ")} re W n 0 g 0 G`;
    const draw = async (place) => ["/Tx BMC q", clip, ...(await drawn(field, fit, place)), "Q EMC"];
    return file.claim(await drawing(field.box, field.fonts, draw));
  };

  /* Whose form this is, at the head of each page but the first: pages fall apart. */
  const nameSheets = async (name) => {
    const [{ turned }] = text.paragraphsOf(name);
    const [width, height] = data.paper;
    const where = { left: 51, right: width - 51, base: height - 30, size: LEAST, fromRight: !data.right, style: SOFT };
    file.put(data.named, await drawing(data.paper, "", async (place) => [await text.drawn({ words: name, turned }, where, place)]));
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
  if (name && data.named) await nameSheets(name);
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
