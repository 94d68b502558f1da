/* How an answer is set in a PDF: its lines, the size that fits its field, and the operators that draw a line. A line of
   letters that the form's own font has is text; any other is a picture drawn by this device (see forms/letters.js). */
const kitPdfText = (data, letters) => {
  const LEAST = 8; // the smallest letters on paper, in points
  const LEADING = 1.25;
  const MARGIN = 2;
  const LONGEST = 2000; // letters of a word that can be on one line
  const MISSING = 600; // the width of the box in place of a letter that nobody can draw, in thousandths

  const number = (value) => String(Math.round(value * 100) / 100);
  const hex = (value, digits) => value.toString(16).toUpperCase().padStart(digits, "0");

  /* A text string (ISO 32000-1, 7.9.2.2): plain letters as they are, others as UTF-16 with its mark. */
  const string = (text) => {
    if (/^[\x20-\x7e\n]*$/.test(text)) return `(${text.replace(/[\\()]/g, "\\$&").replace(/\n/g, "\\n")})`;
    let units = "FEFF";
    for (let at = 0; at < text.length; at += 1) units += hex(text.charCodeAt(at), 4);
    return `<${units}>`;
  };

  /* ---- Letters -------------------------------------------------------------------------------------------------- */

  const glyphs = new Map();
  for (const [code, glyph, count] of data.glyphs) {
    for (let step = 0; step < count; step += 1) glyphs.set(code + step, glyph + step);
  }
  const glyph = (letter) => glyphs.get(/\s/u.test(letter) ? 32 : letter.codePointAt(0));

  /* Marks that have to be placed are left to the device, but for Arabic ones, which the font places by itself. */
  const FOREIGN_MARK = /(?![\u0610-\u06ed])\p{M}/u;
  const advances = new Map();
  const advance = (letter) => {
    if (!advances.has(letter)) {
      const own = letters.able && FOREIGN_MARK.test(letter) ? undefined : glyph(letter);
      advances.set(letter, data.widths[own] ?? -1);
    }
    return advances.get(letter);
  };
  const isForeign = (letter) => advance(letter) < 0;
  const hasForeign = (text) => [...text].some(isForeign);

  const width = (text) => {
    let sum = 0;
    for (const letter of text) {
      const own = advance(letter);
      if (own < 0 && letters.able) return letters.width(text);
      sum += own < 0 ? MISSING : own;
    }
    return sum / 1000;
  };

  /* What is drawn of a value: no marks that turn the direction of others around, no controls, one kind of line end. */
  const shownOf = (value, lines) => {
    const clean = value
      .normalize("NFC")
      .replace(/\r\n?|[\x0b\x0c\x85\u2028\u2029]/g, "\n")
      .replace(/[\0-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");
    const seen = letters.able ? clean : clean.replace(/\p{Default_Ignorable_Code_Point}/gu, "");
    return lines ? seen : seen.replace(/\s*\n\s*/g, " ");
  };

  /* ---- Lines ---------------------------------------------------------------------------------------------------- */

  /* Where a line may end: after spaces; where a script has none, after a word as the browser's dictionary knows it. */
  const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  const segmenter = (granularity) => (Intl.Segmenter ? new Intl.Segmenter(undefined, { granularity }) : null);
  const words = segmenter("word");
  const graphemes = segmenter("grapheme");

  function* pieces(paragraph) {
    for (const [word] of paragraph.matchAll(/\S+\s*|\s+/gu)) {
      if (!words || !UNSPACED.test(word)) {
        yield word;
        continue;
      }
      let held = "";
      for (const { segment } of words.segment(word)) {
        if (held && !/^[\s\p{Pe}\p{Pf}\p{Po}\p{M}]/u.test(segment)) {
          yield held;
          held = "";
        }
        held += segment;
      }
      yield held;
    }
  }

  function* clusters(word) {
    if (graphemes && hasForeign(word)) for (const { segment } of graphemes.segment(word)) yield segment;
    else for (const [cluster] of word.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) yield cluster;
  }

  /* The lines of one paragraph, spaces at their ends and all; `room` is the width of a line in ems. */
  function* linesOf(paragraph, room) {
    let line = "";
    let filled = 0;
    for (const word of pieces(paragraph)) {
      const end = word.trimEnd().length;
      const bare = word.length > LONGEST ? Infinity : width(word.slice(0, end));
      if (line && filled + bare > room) {
        yield line;
        line = "";
        filled = 0;
      }
      if (bare <= room) {
        line += word;
        filled += bare + width(word.slice(end));
        continue;
      }
      for (const cluster of clusters(word)) {
        const own = width(cluster);
        if (line && filled + own > room && cluster.trim()) {
          yield line;
          line = "";
          filled = 0;
        }
        line += cluster;
        filled += own;
      }
    }
    yield line;
  }

  /* Paragraphs with the side that each begins on, by its first letter that has one (Unicode Annex 9, P2). */
  const paragraphsOf = (text) => text.split("\n").map((words) => ({ words, turned: data.right || FROM_RIGHT.test(words) }));

  /* The first lines of a text, and the paragraphs left of it; only so much is looked at: it can be a million letters. */
  const begun = (text, room, most) => {
    const lines = [];
    const paragraphs = paragraphsOf(text);
    for (const [at, { words, turned }] of paragraphs.entries()) {
      let from = 0;
      for (const line of linesOf(words, room)) {
        if (lines.length === most) return { lines, rest: [{ words: words.slice(from), turned }, ...paragraphs.slice(at + 1)] };
        lines.push({ words: line.trimEnd(), turned });
        from += line.length;
      }
    }
    return { lines, rest: [] };
  };

  const isAtMost = (text, most) => {
    let count = 0;
    for (let at = text.indexOf("\n"); at >= 0 && count < most; at = text.indexOf("\n", at + 1)) count += 1;
    return count < most;
  };

  /* ---- An answer in its field: whole in the largest letters that fit, else begun in the smallest -------------------- */

  const noteFor = (field) => {
    const { continued_on: long, continued_short: short } = data.words;
    const room = (field.box[0] - 2 * MARGIN) / LEAST;
    const fitting = [long, short].find((note) => width(note.replace("{page}", "888")) <= room * (rows(field, LEAST) > 1 ? 1 : 0.6));
    return fitting ?? (field.right ? "← {page}" : "→ {page}");
  };

  const rows = (field, size) => (field.lines ? Math.max(1, Math.floor((field.box[1] - MARGIN) / (size * LEADING))) : 1);

  const fitted = (value, field) => {
    const text = shownOf(value, field.lines);
    for (let size = data.typed; size >= LEAST; size -= 0.5) {
      const room = (field.box[0] - 2 * MARGIN) / size;
      const most = rows(field, size);
      if (text.length > room * most * 20 || !isAtMost(text, most)) continue; // no letter is narrower than a twentieth
      const { lines, rest } = begun(text, room, most);
      if (!rest.length) return { size, lines, rest, note: "" };
    }
    const note = noteFor(field);
    const room = (field.box[0] - 2 * MARGIN) / LEAST;
    const many = rows(field, LEAST) > 1;
    const left = many ? room : room - width(note.replace("{page}", "8888"));
    const few = begun(text, Math.max(left, 0.1), many ? rows(field, LEAST) - 1 : 1);
    return { size: LEAST, note, ...(left < 1 ? { lines: [], rest: paragraphsOf(text) } : few) };
  };

  /* ---- Arabic in the form's own font: shapes that join, and lines that run from right to left ----------------------- */

  const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
  const FROM_RIGHT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

  /* Each letter's shapes stand in Unicode in one order: alone, last, first, in the middle. */
  const shapes = new Map();
  for (const [low, high] of [[0xfe80, 0xfef4], [0xfb50, 0xfbff]]) {
    for (let code = low; code <= high; code += 1) {
      const base = String.fromCodePoint(code).normalize("NFKC");
      if (base.length === 1 && base.codePointAt(0) !== code) {
        shapes.set(base, [...(shapes.get(base) ?? []), String.fromCodePoint(code)]);
      }
    }
  }

  const joined = (text) => {
    const all = [...text];
    const base = (at) => shapes.get(all[at]);
    const ligatures = { "\u0622": "\ufef5", "\u0623": "\ufef7", "\u0625": "\ufef9", "\u0627": "\ufefb" };
    let shaped = "";
    for (let at = 0; at < all.length; at += 1) {
      const own = base(at);
      const before = (base(at - 1)?.length ?? 0) >= 4;
      if (!own) {
        shaped += all[at];
      } else if (all[at] === "\u0644" && ligatures[all[at + 1]]) {
        shaped += String.fromCodePoint(ligatures[all[at + 1]].codePointAt(0) + (before ? 1 : 0));
        at += 1;
      } else {
        const after = own.length >= 4 && base(at + 1) !== undefined && base(at + 1).length >= 2;
        const shape = own[after ? (before ? 3 : 2) : before ? 1 : 0] ?? all[at];
        shaped += glyph(shape) === undefined ? all[at] : shape;
      }
    }
    return shaped;
  };

  const MIRRORED = { "(": ")", ")": "(", "[": "]", "]": "[", "«": "»", "»": "«", "<": ">", ">": "<" };
  const LEFT_TO_RIGHT = "0-9A-Za-z\\u00c0-\\u024f\\u1e00-\\u1eff";
  const DIGITS = "[\\u0660-\\u0669\\u06f0-\\u06f9]";
  const RUNS = new RegExp(
    `${DIGITS}(?:[.,:/\\u066b\\u066c-]?${DIGITS})*|[${LEFT_TO_RIGHT}](?:[^\\u0590-\\u08ff\\ufb1d-\\ufefc]*[${LEFT_TO_RIGHT}])?|.`,
    "gsu",
  );

  /* A line as it is drawn from the left: its letters from the last to the first, numbers and words of other scripts as they are. */
  const visual = (line) => {
    if (!RIGHT_TO_LEFT.test(line)) return line;
    return joined(line).match(RUNS).reverse().map((run) => MIRRORED[run] ?? run).join("");
  };

  /* ---- The operators of a line -------------------------------------------------------------------------------------- */

  /* A line of the font's own letters; a box stands for one that it does not have. */
  const typed = (line, left, base, size, style) => {
    const boxes = [];
    let shown = "";
    let at = 0;
    for (const letter of visual(line)) {
      const own = glyph(letter);
      if (own === undefined) boxes.push(`${number(left + (at + 60) * size / 1000)} ${number(base)} ${number(size * 0.48)} ${number(size * 0.66)} re S`);
      shown += own === undefined ? `> ${-MISSING} <` : hex(own, 4);
      at += data.widths[own] ?? MISSING;
    }
    const text = `BT /Kit ${number(size)} Tf ${style} 1 0 0 1 ${number(left)} ${number(base)} Tm [<${shown}>] TJ ET`;
    return [text, ...boxes].join("\n");
  };

  /* Draws a line with its baseline at `base` between `left` and `right` (points), `place` keeping a picture for the page. */
  const drawn = async ({ words: line, turned }, { left, right, base, size, fromRight, centered, style = "" }, place) => {
    if (!line.trim()) return "";
    const room = right - left;
    const start = (own) => (centered ? left + (room - own) / 2 : fromRight ? right - own : left);
    if (!letters.able || !hasForeign(line)) {
      const own = width(visual(line)) * size;
      return typed(line, start(own), base, size, style);
    }
    const picture = letters.picture(line, size, turned);
    const scale = Math.min(1, room / picture.advance);
    const x = start(picture.advance * scale) - picture.before * scale;
    const key = await place(picture);
    const corner = [x, base - picture.below * scale];
    const matrix = [picture.width * scale, 0, 0, picture.height * scale, ...corner].map(number).join(" ");
    return `/Span << /ActualText ${string(line)} >> BDC q ${matrix} cm ${key} Do Q EMC`;
  };

  /* The different letters of a text that its paper cannot show. */
  const unshown = (text) => {
    const foreign = [...new Set(shownOf(text, true))].filter(isForeign);
    return letters.able ? letters.missing(foreign) : foreign;
  };

  return { LEAST, LEADING, MARGIN, number, string, width, linesOf, paragraphsOf, fitted, shownOf, unshown, drawn };
};
