/* Pages at the end of a filled form for what has no room in its fields: each answer under its question, tagged as the
   form's own pages are (ISO 14289-1), so that it can be read aloud, and the same on paper as on a screen. */
const kitPdfPages = (data, text, file) => {
  const MOST = 1000; // pages of one file
  const MOST_PICTURES = 3000; // lines of letters that the font does not have: some 15 MB
  const [WIDTH, HEIGHT] = data.paper;
  const [SIDE, TOP, BOTTOM] = [51, 62, 62]; // margins in points
  const LEADING = 1.35;
  const HEADING = 13;
  const SMALL = 8;
  const { number } = text;
  const color = (name) => `${data.colors[name].map((part) => number(part / 255)).join(" ")} rg`;
  const INK = "0 g 0 G";
  const SOFT = "0.27 g 0.27 G"; // 9:1 on white

  const PAUSE = 50; // milliseconds after which the browser gets its turn
  let paused = performance.now();
  const pause = async () => {
    if (performance.now() - paused < PAUSE) return;
    await new Promise((done) => setTimeout(done));
    paused = performance.now();
  };

  const pages = [];
  const elements = []; // { tag, marks: [[page, mark]] }
  let sheet = null;
  let y = 0;

  const turn = async () => {
    sheet = { id: file.claim(), parts: [], marks: [], pictures: new Map() };
    pages.push(sheet);
    y = HEIGHT - TOP;
    await pause();
  };

  const place = async (picture) => {
    const key = `/P${sheet.pictures.size}`;
    sheet.pictures.set(key, await file.picture(picture));
    return key;
  };

  const line = (words, turned, size, base, style, fromRight) =>
    text.drawn({ words, turned }, { left: SIDE, right: WIDTH - SIDE, base, size, fromRight, style }, place);

  /* One element's lines on this page are one marked piece; `element` goes on with another one on the next. */
  const write = async (element, { words, turned }, { size, style, leading = LEADING, keep = 1, most = MOST }) => {
    const room = (WIDTH - 2 * SIDE) / size;
    let open = false;
    const close = () => {
      if (open) sheet.parts.push("EMC");
      open = false;
    };
    let shown = 0;
    for (const one of text.linesOf(words, room)) {
      if (y - size * leading * keep < BOTTOM) {
        close();
        if (pages.length - element.first >= most || file.pictures() > MOST_PICTURES) return shown;
        await turn();
      }
      if (!open) {
        element.marks.push([sheet, sheet.marks.length]);
        sheet.parts.push(`/${element.tag} << /MCID ${sheet.marks.length} >> BDC`);
        sheet.marks.push(element);
        open = true;
      }
      sheet.parts.push(await line(one, turned, size, y - size, style, turned));
      y -= size * leading;
      shown += one.length;
    }
    close();
    return words.length;
  };

  const started = (tag, first) => {
    const element = { tag, marks: [], first };
    elements.push(element);
    return element;
  };

  /* One answer goes on: says on which page, and whether the whole of it has room on at most that many pages. */
  const goOn = async ({ field, rest: left }, most) => {
    if (!sheet || y - HEADING * 3 - data.typed * LEADING * 2 < BOTTOM) await turn();
    const first = pages.length - 1;
    const from = data.words.continued_from.replace("{page}", field.page);
    const [label] = text.paragraphsOf(field.label);
    await write(started("H2", first), label, { size: HEADING, style: `2 Tr 0.35 w ${color("text")} ${color("text").toUpperCase()}`, most });
    await write(started("P", first), text.paragraphsOf(from)[0], { size: SMALL, style: `0 Tr ${SOFT}`, leading: 1.6, most });
    y -= SMALL / 2;
    let isWhole = true;
    for (const paragraph of left) {
      if (!paragraph.words.trim()) {
        y -= data.typed * LEADING * 0.6;
        continue;
      }
      const shown = await write(started("P", first), paragraph, { size: data.typed, style: `0 Tr ${INK}`, most });
      if (shown < paragraph.words.length) {
        isWhole = false;
        y = BOTTOM + SMALL * 1.6; // there is always room for this line at the foot of the last page
        await write(started("P", first), text.paragraphsOf(data.words.not_printed)[0], { size: SMALL, style: `0 Tr ${SOFT}`, leading: 1.6 });
        break;
      }
    }
    y -= data.typed * 2;
    return { page: data.count + first + 1, isWhole };
  };

  /* ---- What stands around them, and what the file says of them ------------------------------------------------------ */

  const edges = async (at, name) => {
    const number_ = data.count + at + 1; // the form was printed before: its own pages count themselves alone
    const middle = [SIDE, WIDTH - SIDE];
    const rule = (height, width, paint) => `${width} w ${paint} ${number(middle[0])} ${number(height)} m ${number(middle[1])} ${number(height)} l S`;
    const edge = (words, base, far) => {
      const [{ turned }] = text.paragraphsOf(words);
      return line(words, turned, SMALL, base, `0 Tr ${SOFT}`, data.right !== far);
    };
    const counted = data.words.page.replace("{page}", number_).replace("{number}", at + 1).replace("{count}", pages.length);
    return [
      "/Artifact << /Type /Pagination >> BDC q",
      await edge(data.title, HEIGHT - 40, false),
      name ? await edge(name, HEIGHT - 40, true) : "",
      rule(HEIGHT - 48, 2, color("accent").toUpperCase()),
      rule(36, 0.5, "0.74 G"),
      await edge(data.footer, 26, false),
      await edge(counted, 26, true),
      "Q EMC",
    ].filter(Boolean);
  };

  const finish = async (name) => {
    for (const [at, page] of pages.entries()) {
      sheet = page;
      const operators = [...(await edges(at, name)), ...page.parts].filter(Boolean).join("\n");
      const pictures = [...page.pictures].map(([key, id]) => `${key} ${id} 0 R`).join(" ");
      const content = file.claim(await file.stream("", operators));
      const keys = `/Type /Page /Parent ${data.pages[0]} 0 R /MediaBox [0 0 ${number(WIDTH)} ${number(HEIGHT)}] /Tabs /S`;
      const resources = `/Resources << /Font << /Kit ${data.font} 0 R >> /XObject << ${pictures} >> >>`;
      file.put(page.id, [`<< ${keys} ${resources} /StructParents ${data.tags.next + at} /Contents ${content} 0 R >>`]);
      await pause();
    }
    tag();
    const [tree, body, kids] = data.pages;
    const added = pages.map(({ id }) => `${id} 0 R`).join(" ");
    file.put(tree, [`<< ${body} /Kids [${kids} ${added}] /Count ${data.count + pages.length} >>`]);
  };

  const tag = () => {
    const section = file.claim();
    for (const element of elements) {
      const [[page]] = element.marks.length ? element.marks : [[pages[0]]];
      element.id = file.claim();
      const kids = element.marks.map(([one, mark]) => `<< /Type /MCR /Pg ${one.id} 0 R /MCID ${mark} >>`).join(" ");
      const keys = `/Type /StructElem /S /${element.tag} /P ${section} 0 R /Pg ${page.id} 0 R`;
      file.put(element.id, [`<< ${keys} /K [${kids}] >>`]);
    }
    const { document, root, next, kids, numbers } = data.tags;
    const children = elements.map(({ id }) => `${id} 0 R`).join(" ");
    file.put(section, [`<< /Type /StructElem /S /Sect /P ${document[0]} 0 R /K [${children}] >>`]);
    file.put(document[0], [`<< ${document[1]} /K [${kids} ${section} 0 R] >>`]);
    const marked = pages.map(({ marks }, at) => `${next + at} [${marks.map(({ id }) => `${id} 0 R`).join(" ")}]`);
    const tree = `/ParentTree << /Nums [${numbers} ${marked.join(" ")}] >> /ParentTreeNextKey ${next + pages.length}`;
    file.put(root[0], [`<< ${root[1]} ${tree} >>`]);
  };

  /* Sets all answers that go on, in the order of the form. What comes back says of each where, and whether it is whole. */
  return async (left, name) => {
    const most = Math.max(1, Math.floor(MOST / Math.max(1, left.length)));
    const placed = new Map();
    for (const one of left) placed.set(one.field.name, await goOn(one, most));
    if (pages.length) await finish(name);
    return placed;
  };
};
