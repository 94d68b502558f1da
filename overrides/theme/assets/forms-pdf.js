/* Fills in a form's own PDF: an incremental update (ISO 32000-1, 7.5.6) that writes each answer and what it looks like.
   The form's data say where its fields are; see generators/writers/forms/web_copy.py. */
"use strict";
window.kitFillPdf = (() => {
  const LEAST = 5; // the smallest letters that a long answer is set in, in points
  const LEADING = 1.25;
  const MARGIN = 2;

  const number = (value) => String(Math.round(value * 100) / 100);
  const hex = (value, digits) => value.toString(16).toUpperCase().padStart(digits, "0");
  const bytesOf = (latin1) => Uint8Array.from(latin1, (letter) => letter.charCodeAt(0));

  /* A text string as UTF-16 with its mark, which every reader knows. */
  const string = (text) => `<FEFF${[...Array(text.length).keys()].map((at) => hex(text.charCodeAt(at), 4)).join("")}>`;

  /* ---- Letters, lines, and sizes ---------------------------------------------------------------------------------- */

  const letters = (data) => {
    const glyphs = new Map();
    for (const [code, glyph, count] of data.glyphs) {
      for (let step = 0; step < count; step += 1) glyphs.set(code + step, glyph + step);
    }
    const blank = glyphs.get(32);
    const of = (text) =>
      [...text].map((letter) => (/\s/.test(letter) ? blank : glyphs.get(letter.codePointAt(0)))).filter((one) => one);
    return {
      known: (text) => [...text].every((letter) => /\s/.test(letter) || glyphs.has(letter.codePointAt(0))),
      has: (letter) => glyphs.has(letter.codePointAt(0)),
      shown: (text) => `<${of(text).map((glyph) => hex(glyph, 4)).join("")}>`,
      width: (text) => of(text).reduce((sum, glyph) => sum + data.widths[glyph], 0) / 1000,
    };
  };

  const broken = (font, word, room) => {
    const parts = [""];
    let width = 0;
    for (const letter of word) {
      const own = font.width(letter);
      if (parts.at(-1) && width + own > room) {
        parts.push("");
        width = 0;
      }
      parts[parts.length - 1] += letter;
      width += own;
    }
    return parts;
  };

  /* The lines of one paragraph, `room` being the width of a line in units of the letters' size. */
  const wrapped = (font, paragraph, room) => {
    const lines = [""];
    for (const word of paragraph.split(/(?<=[^\S\n])(?=\S)/)) {
      if (font.width(lines.at(-1) + word.trimEnd()) <= room) {
        lines[lines.length - 1] += word;
        continue;
      }
      const [first, ...rest] = broken(font, word, room);
      if (lines.at(-1)) lines.push(first);
      else lines[lines.length - 1] = first;
      for (const part of rest) lines.push(part);
    }
    return lines.map((line) => line.trimEnd());
  };

  /* The largest letters, from the usual size down, in which all of an answer is seen; of more, what there is room for. */
  const fitted = (font, text, field, usual) => {
    const [width, height] = field.box;
    const whole = font.width(text);
    for (let size = usual; ; size -= 0.5) {
      const last = size - 0.5 < LEAST;
      const room = (width - 2 * MARGIN) / size;
      const most = field.lines ? Math.max(1, Math.floor((height - MARGIN) / (size * LEADING))) : 1;
      if (whole > room * most && !last) continue; // without trying: an answer can be a million letters long
      const seen = last ? text.slice(0, most * room * 20) : text; // no letter is narrower than a twentieth
      const lines = field.lines ? seen.split("\n").flatMap((one) => wrapped(font, one, room)) : [seen];
      if (last || lines.length <= most) return { size, lines: lines.slice(0, most) };
    }
  };

  /* ---- Arabic: shapes that join, and lines that run from right to left -------------------------------------------- */

  const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

  /* Each letter's shapes stand in Unicode in one order: alone, last, first, in the middle. */
  const shapes = () => {
    const found = new Map();
    for (const [low, high] of [[0xfe80, 0xfef4], [0xfb50, 0xfbff]]) {
      for (let code = low; code <= high; code += 1) {
        const base = String.fromCodePoint(code).normalize("NFKC");
        if (base.length === 1 && base.codePointAt(0) !== code) {
          found.set(base, [...(found.get(base) ?? []), String.fromCodePoint(code)]);
        }
      }
    }
    return found;
  };

  const joined = (text, font) => {
    const known = shapes();
    const all = [...text];
    const base = (at) => known.get(all[at]);
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
        shaped += font.has(shape) ? shape : all[at];
      }
    }
    return shaped;
  };

  const MIRRORED = { "(": ")", ")": "(", "[": "]", "]": "[", "«": "»", "»": "«", "<": ">", ">": "<" };

  const LEFT_TO_RIGHT = "0-9A-Za-z\\u00c0-\\u024f\\u1e00-\\u1eff";
  const RUNS = new RegExp(`[${LEFT_TO_RIGHT}](?:[^\\u0590-\\u08ff\\ufb1d-\\ufefc]*[${LEFT_TO_RIGHT}])?|.`, "gsu");

  /* A line as it is drawn from the left: its letters from the last to the first, words of other scripts as they are. */
  const drawn = (line, font) => {
    if (!RIGHT_TO_LEFT.test(line)) return line;
    const runs = joined(line, font).match(RUNS);
    return runs.reverse().map((run) => MIRRORED[run] ?? run).join("");
  };

  /* ---- What a field looks like --------------------------------------------------------------------------------------- */

  const appearance = (font, data, field, text) => {
    const [width, height] = field.box;
    const { size, lines } = fitted(font, text, field, data.typed);
    const first = field.lines
      ? height - MARGIN - (size * data.ascent) / 1000
      : (height - (size * (data.ascent + data.descent)) / 1000) / 2;
    const shown = lines.map((line, at) => {
      const visual = drawn(line, font);
      const left = field.right ? width - MARGIN - font.width(visual) * size : MARGIN;
      return `1 0 0 1 ${number(left)} ${number(first - at * size * LEADING)} Tm ${font.shown(visual)} Tj`;
    });
    const operators = [
      "/Tx BMC q",
      `0 0 ${number(width)} ${number(height)} re W n BT /Kit ${number(size)} Tf 0 g`,
      ...shown,
      "ET Q EMC",
    ].join("\n");
    const head = `/Type /XObject /Subtype /Form /BBox [0 0 ${number(width)} ${number(height)}]`;
    const fonts = `/Resources << /Font << /Kit ${data.font} 0 R >> >>`;
    return {
      size,
      object: `<< ${head} ${fonts} /Length ${operators.length} >>\nstream\n${operators}\nendstream`,
    };
  };

  /* ---- The update ------------------------------------------------------------------------------------------------------ */

  const tidy = (text, field) => {
    const lines = text.normalize("NFC").replace(/\r\n?/g, "\n");
    return (field.lines ? lines : lines.replace(/\s*\n\s*/g, " ")).replace(/[\u0000-\u0008\u000b-\u001f]/g, "");
  };

  const objects = (data, answers) => {
    const font = letters(data);
    const made = new Map();
    let next = data.size;
    let incomplete = false;
    const text = (field) => {
      const value = tidy(answers[field.name], field);
      const [own, body] = field.text;
      if (!font.known(value)) {
        incomplete = true;
        made.set(own, `<< ${body} /DA (/Kit ${data.typed} Tf 0 g) /V ${string(value)} >>`);
        return;
      }
      const { size, object } = appearance(font, data, field, value);
      made.set(next, object);
      made.set(own, `<< ${body} /DA (/Kit ${number(size)} Tf 0 g) /V ${string(value)} /AP << /N ${next} 0 R >> >>`);
      next += 1;
    };
    for (const field of data.fields.filter(({ name }) => answers[name])) {
      if (field.text) {
        text(field);
      } else if (field.tick) {
        made.set(field.tick[0], `<< ${field.tick[1]} /V /Yes /AS /Yes >>`);
      } else {
        const chosen = field.buttons.find(([value]) => value === answers[field.name]);
        if (chosen) made.set(field.choice[0], `<< ${field.choice[1]} /V ${chosen[1]} >>`);
        if (chosen) made.set(chosen[2], `<< ${chosen[3]} /AS ${chosen[1]} >>`);
      }
    }
    if (incomplete) made.set(data.form[0], `<< ${data.form[1]} /NeedAppearances true >>`);
    return { made, next };
  };

  /* The table of what was written and where (7.5.8): each entry is a kind, a place of four bytes, and a generation. */
  const table = (data, places, own, start) => {
    const all = [...places, [own, start]].sort(([one], [other]) => one - other);
    const entries = all.map(([, place]) =>
      String.fromCharCode(1, (place >>> 24) & 255, (place >>> 16) & 255, (place >>> 8) & 255, place & 255, 0, 0),
    );
    const index = all.map(([id]) => `${id} 1`).join(" ");
    const keys = [
      `/Type /XRef /Size ${own + 1} /Root ${data.root} 0 R /Info ${data.info} 0 R /Prev ${data.start}`,
      `/ID [<${data.id[0]}> <${data.id[1]}>] /W [1 4 2] /Index [${index}] /Length ${all.length * 7}`,
    ].join("\n");
    return `${own} 0 obj\n<< ${keys} >>\nstream\n${entries.join("")}\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`;
  };

  return (data, answers) => {
    const printed = bytesOf(atob(data.pdf));
    const { made, next } = objects(data, answers);
    if (!made.size) return printed;
    const places = [];
    let update = "\n";
    for (const [id, object] of made) {
      places.push([id, printed.length + update.length]);
      update += `${id} 0 obj\n${object}\nendobj\n`;
    }
    update += table(data, places, next, printed.length + update.length);
    const whole = new Uint8Array(printed.length + update.length);
    whole.set(printed);
    whole.set(bytesOf(update), printed.length);
    return whole;
  };
})();
