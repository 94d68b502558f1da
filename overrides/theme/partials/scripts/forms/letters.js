/* Letters that a form's own PDF font does not have, drawn by this device: it shows them while somebody types, so it can
   draw them for paper, joined and stacked as their script asks. Also says which ones it has no typeface for. */
const kitLetters = () => {
  const SCALE = 4; // pixels for each point: 288 to the inch
  const GRAY = 51; // from one gray to the next
  const TRIAL = 40; // pixels in which letters are told from the box for letters that nobody has
  const UNASSIGNED = ["\u0378", "\u{2fffd}"];
  const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]$/u;

  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const brought = Object.keys(window.kitTypefaces ?? {}).map((name) => `"${name}"`);
  const faces = () => [getComputedStyle(document.body).fontFamily, ...brought].join(", ");

  const begin = (width, height, size, fromRight = false) => {
    canvas.width = Math.max(1, Math.ceil(width)); // which also clears it
    canvas.height = Math.max(1, Math.ceil(height));
    pen.font = `${size}px ${faces()}`;
    pen.direction = fromRight ? "rtl" : "ltr";
    pen.textAlign = fromRight ? "right" : "left";
    pen.fillStyle = "black";
  };

  /* Some browsers hand out a blank or a noisy canvas, against pages that recognize a device by it. */
  const isReadable = () => {
    if (!pen) return false;
    begin(8, 8, 8);
    pen.fillRect(0, 0, 4, 8);
    const { data } = pen.getImageData(0, 0, 8, 8);
    const seen = [...Array(64).keys()].map((at) => data[at * 4 + 3] > 200 && data[at * 4] < 50);
    return seen.every((black, at) => black === at % 8 < 4);
  };

  /* The width of a letter, and the edges of what is seen of it. */
  const outline = (letter) => {
    begin(TRIAL * 3, TRIAL * 2, TRIAL);
    pen.fillText(letter, TRIAL, TRIAL * 1.4);
    const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
    const edges = [width, height, 0, 0];
    for (let at = 0; at < width * height; at += 1) {
      if (data[at * 4 + 3] < 100) continue;
      const [x, y] = [at % width, Math.floor(at / width)];
      edges[0] = Math.min(edges[0], x);
      edges[1] = Math.min(edges[1], y);
      edges[2] = Math.max(edges[2], x);
      edges[3] = Math.max(edges[3], y);
    }
    return `${pen.measureText(letter).width} ${edges}`;
  };

  const found = new Map();
  const hasNo = (letter) => {
    if (INVISIBLE.test(letter)) return false;
    if (!found.has(letter)) {
      const own = outline(letter);
      found.set(letter, UNASSIGNED.some((box) => outline(box) === own));
    }
    return found.get(letter);
  };

  const MOST_TRIED = 3000; // different letters of one text: more than any language's everyday ones
  const missing = (text) => [...new Set(text)].slice(0, MOST_TRIED).filter(hasNo);

  /* Scripts of which the site brings a typeface along, for devices that have none: see kitBring. */
  const SCRIPTS =
    "Arabic Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam Myanmar Oriya Sinhala Tamil Telugu Thai";
  const BROUGHT = new RegExp(`[${SCRIPTS.replace(/\w+ ?/g, "\\p{Script=$&}").replace(/ /g, "")}]`, "u");

  /* Letters that the form's own font surely has. */
  const OWN = /^[\0-\u024f\u0370-\u045f\u1e00-\u20ac]$/u;
  const OWN_IN_ARABIC = /^[\u0600-\u06ff]$/u;
  const isOwn = (letter) => OWN.test(letter) || (document.documentElement.dir === "rtl" && OWN_IN_ARABIC.test(letter));
  const able = isReadable();

  /* What of a text cannot be drawn; where a browser does not let the page look, all that the form's own font may lack. */
  const unshown = (text) => {
    const others = [...new Set(text)].filter((letter) => !isOwn(letter) && !INVISIBLE.test(letter));
    return able ? missing(others.filter((letter) => !BROUGHT.test(letter))) : others;
  };

  const needsMore = (text) => able && missing([...new Set(text)].filter((letter) => BROUGHT.test(letter))).length > 0;

  const widths = new Map();
  const width = (text) => {
    if (widths.size > 50_000) widths.clear();
    if (!widths.has(text)) {
      pen.font = `100px ${faces()}`;
      widths.set(text, pen.measureText(text).width / 100);
    }
    return widths.get(text);
  };

  /* One line in a few grays, which pack well, white where nothing is; measures in points, from the left end and the
     baseline. */
  const picture = (line, size, fromRight) => {
    const [beside, above, below] = [size * 0.4, size * 1.3, size * 0.8];
    const advance = width(line) * size;
    begin((advance + 2 * beside) * SCALE, (above + below) * SCALE, size * SCALE, fromRight);
    pen.fillText(line, (fromRight ? beside + advance : beside) * SCALE, above * SCALE);
    const [columns, rows] = [canvas.width, canvas.height];
    const { data } = pen.getImageData(0, 0, columns, rows);
    const gray = new Uint8Array(columns * rows).fill(255);
    for (let from = 0, at = 0; at < gray.length; at += 1, from += 4) {
      const alpha = data[from + 3];
      if (!alpha) continue;
      const dark = 255 - data[from] * 0.3 - data[from + 1] * 0.59 - data[from + 2] * 0.11;
      gray[at] = 255 - Math.round((dark * alpha) / 255 / GRAY) * GRAY;
    }
    return {
      advance,
      before: beside,
      below,
      width: columns / SCALE,
      height: rows / SCALE,
      columns,
      rows,
      gray,
    };
  };

  return { able, missing, unshown, needsMore, width, picture };
};

/* Typefaces from the site for letters that this device has none for; all scripts are one file, so that the server that
   is asked for it cannot tell in which of them somebody writes. */
const kitBring = async () => {
  for (const [name, data] of Object.entries(window.kitTypefaces)) {
    const face = new FontFace(name, Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)));
    document.fonts.add(await face.load());
  }
};
