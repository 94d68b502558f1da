/* Answers as files: saved and opened again, and the form's own PDF, filled in. */
const kitFiles = (form, name, title, named) => {
  const FORMAT = "mentoring-kit-answers";
  const VERSION = 1;
  const MOST = 30_000_000; // bytes: far more than anybody types
  const LONGEST = 60; // letters of a person's name in a file's

  const safe = (text) =>
    [...text.toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "").replace(/[<>:"/\\|?*]/g, " ").replace(/\s+/g, " ").trim()]
      .slice(0, LONGEST)
      .join("")
      .replace(/^[. ]+|[. ]+$/g, "");

  const fileName = (ending) => [name, safe(named())].filter(Boolean).join(" - ") + ending;

  const hand = (data, type, file) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([data], { type }));
    link.download = file;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return file;
  };

  /* Answers as they were typed, to be opened again, and beside them how their dates were understood. */
  const save = (given, dates) => {
    const saved = { format: FORMAT, version: VERSION, form: name, edition: form.dataset.edition, title, answers: given, dates };
    return hand(`${JSON.stringify(saved, null, 2)}\n`, "application/json", fileName(" answers.json"));
  };

  /* Half of a letter, which no program can write, becomes the sign for a damaged one. */
  const mended = (value) => {
    if (typeof value === "string") return value.toWellFormed();
    return value && typeof value === "object" ? JSON.parse(JSON.stringify(value)) : value;
  };

  const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  /* Values inside of values, without an end, which a browser can read but not write. */
  const DEEPEST = 100;
  const isTooDeep = (value, depth = 0) =>
    depth > DEEPEST ||
    (value !== null && typeof value === "object" && Object.values(value).some((one) => isTooDeep(one, depth + 1)));

  /* What a file holds: { answers, isMended, isOtherEdition }, or { refused, values }, a word that says why not. */
  const read = (text) => {
    const saved = JSON.parse(text);
    if (saved?.format !== FORMAT) return { refused: "unreadable" };
    if (typeof saved.version === "number" && saved.version > VERSION) return { refused: "newer" };
    if (!isTable(saved.answers)) return { refused: "unreadable" };
    if (isTooDeep(saved.answers)) return { refused: "unreadable" };
    if (saved.form !== name) return { refused: "other_form", values: { form: safe(String(saved.form)) } };
    const answers = Object.fromEntries(Object.entries(saved.answers).map(([key, value]) => [key.toWellFormed(), mended(value)]));
    return {
      answers,
      isMended: Object.values(saved.answers).some((value) => typeof value === "string" && !value.isWellFormed()),
      isOtherEdition: typeof saved.edition === "string" && saved.edition !== form.dataset.edition,
    };
  };

  const opened = async (file) => {
    if (file.size > MOST) return { refused: "too_large", values: { size: Math.ceil(file.size / 1e6) } };
    try {
      return read(await file.text());
    } catch {
      return { refused: "unreadable" };
    }
  };

  /* A browser may throw away what stands nowhere on the page, while somebody still looks for the file. */
  let picker = null;

  const pick = () =>
    new Promise((done) => {
      picker = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json" });
      picker.addEventListener("change", async () => picker.files[0] && done(await opened(picker.files[0])));
      picker.click();
    });

  /* The PDF's bytes and the hand that fills them in come when they are asked for. */
  const assets = new URL(".", document.querySelector('script[src*="assets/forms.js"]').src);

  /* What all locals have, what all forms of this one have, and what is the form's own belong together: a browser that
     remembers one from before the site was made anew is asked again. */
  const joined = async (address, again = "") => {
    if (!window.kitForms?.[name] || again) await kitScript(`${address}.js${again}`);
    const own = window.kitForms[name];
    if (!window.kitLayouts?.[own.layout]) await kitScript(`${address}.layout.js?${own.layout}`);
    const layout = window.kitLayouts?.[own.layout];
    const hasParts = () => own.parts.every((part) => window.kitParts?.[part]);
    if (!hasParts()) await kitScript(new URL(`local-parts.js${again}`, address));
    if (layout && hasParts()) return { ...layout, ...own };
    if (again) throw new Error("the form is not the one of its layout");
    return joined(address, `?${Date.now()}`);
  };

  const pdf = async (address, given) => {
    if (!window.kitFillPdf) await kitScript(new URL("forms-pdf.js", assets));
    const data = await joined(address);
    if (!window.kitTypefaces && kitLetters().needsMore(Object.values(given).join(""))) {
      await kitScript(new URL("typefaces.js", address));
      await kitBring();
    }
    await document.fonts?.ready;
    const { file, ...paper } = await window.kitFillPdf(data, given);
    return { file: hand(file, "application/pdf", fileName(".pdf")), paper };
  };

  return { save, pick, pdf, fileName };
};
