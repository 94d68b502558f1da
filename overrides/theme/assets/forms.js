/* Forms on a web page: answers stay on the device, and go into a file, onto paper, or into the form's own PDF.
   Nothing is sent. Without this script a page still shows and prints its form. */
"use strict";
(() => {
  const form = document.querySelector("form.kit-form");
  const tools = form?.querySelector(".kit-form-tools");
  if (!tools) return;

  const FORMAT = "mentoring-kit-answers";
  const VERSION = 1;
  const keep = tools.querySelector("#kit-keep");
  const status = tools.querySelector("[role=status]");
  const pdfLink = [...document.querySelectorAll('a[href$=".pdf"]')].find(
    (link) => /\/forms\/[^/]+$/.test(link.pathname) && !link.pathname.endsWith("-large-print.pdf"),
  );
  const fileName = (path) => decodeURIComponent(path.split("/").pop()).replace(/\.[a-z]+$/i, "");
  const name = fileName(pdfLink ? pdfLink.pathname : location.pathname.replace(/\/(index\.html)?$/, ""));
  const key = `kit-form ${location.pathname}`;
  const controls = [...form.elements].filter((control) => control.name);
  const isText = (control) => control.tagName === "TEXTAREA" || !["radio", "checkbox"].includes(control.type);

  const say = (message, values = {}) => {
    const text = message.replace(/\{(\w+)\}/g, (_, word) => values[word] ?? "");
    status.textContent = "";
    requestAnimationFrame(() => (status.textContent = text));
  };

  /* ---- Answers: { control's name: text, or the value of what is chosen } ------------------------------------------ */

  const answers = () => {
    const found = {};
    for (const control of controls) {
      if (isText(control) ? control.value.trim() : control.checked) found[control.name] = control.value;
    }
    return found;
  };

  const show = (given) => {
    const text = (value) => (typeof value === "string" ? value : "");
    for (const control of controls) {
      const value = Object.hasOwn(given, control.name) ? given[control.name] : "";
      if (isText(control)) control.value = text(value);
      else if (control.type === "radio") control.checked = value === control.value;
      else control.checked = value === true || value === control.value || listed(given, control);
      mirror(control);
    }
  };

  /* Files may also list ticks under the question's name: {"helped": ["learn", "lead"]}. */
  const listed = (given, control) =>
    Object.entries(given).some(
      ([question, values]) => Array.isArray(values) && values.some((value) => `${question}-${value}` === control.name),
    );

  /* ---- Paper: what was typed stands beside its control as text, whole, and takes its place in print ---------------- */

  const mirrors = new Map();
  for (const control of controls.filter((one) => isText(one) && one.type !== "date")) {
    const copy = document.createElement("span");
    copy.className = "kit-printed";
    copy.setAttribute("aria-hidden", "true");
    control.after(copy);
    mirrors.set(control, copy);
  }

  const mirror = (control) => {
    if (!isText(control)) return;
    const copy = mirrors.get(control);
    if (copy) copy.textContent = control.value;
    control.classList.toggle("kit-is-filled", control.value.trim() !== "");
  };

  /* ---- Keeping: for this tab always, on this device by choice ------------------------------------------------------- */

  const store = (area) => {
    try {
      return window[area];
    } catch {
      return null; // a browser may forbid it, above all for a page from a folder
    }
  };

  const write = (area, text) => {
    try {
      if (text) store(area).setItem(key, text);
      else store(area).removeItem(key);
      return true;
    } catch {
      return false;
    }
  };

  const read = (area) => {
    try {
      const given = JSON.parse(store(area).getItem(key));
      return given && typeof given.answers === "object" && given.answers ? given.answers : null;
    } catch {
      return null;
    }
  };

  let told = false;
  const keeps = () => keep.getAttribute("aria-checked") === "true";
  const setKeeping = (chosen) => keep.setAttribute("aria-checked", String(chosen));

  let waiting = 0;
  const waitNoMore = () => {
    clearTimeout(waiting);
    waiting = 0;
  };

  const gone = () => {
    try {
      return store("localStorage").getItem(key) === null;
    } catch {
      return false;
    }
  };

  const remember = () => {
    waitNoMore();
    if (keeps() && gone()) setKeeping(false); // another tab has deleted them
    const found = answers();
    const text = Object.keys(found).length || keeps() ? JSON.stringify({ answers: found }) : "";
    const kept = write("sessionStorage", text) && (!keeps() || write("localStorage", text));
    if (!kept && !told) say(tools.dataset.noRoom);
    told ||= !kept;
  };

  const rememberSoon = (event) => {
    if (event.target.name) mirror(event.target);
    waitNoMore();
    waiting = setTimeout(remember, 250);
  };

  keep.addEventListener("click", () => {
    setKeeping(!keeps());
    write("localStorage", keeps() ? "{}" : "");
    remember();
    if (!told) say(keeps() ? tools.dataset.kept : tools.dataset.forgotten);
  });

  const DELETED = "deleted";
  const forget = () => {
    waitNoMore();
    write("sessionStorage", "");
    write("localStorage", "");
    setKeeping(false);
    show({});
    say(tools.dataset.deleted);
  };

  /* The same form in another tab must not write back what was deleted in this one. */
  addEventListener("storage", ({ key: changed, newValue, storageArea }) => {
    if (changed !== key || storageArea === sessionStorage) return;
    if (newValue === DELETED) forget();
    else if (newValue === null) setKeeping(false);
  });

  /* ---- Files -------------------------------------------------------------------------------------------------------- */

  const hand = (data, type, file) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([data], { type }));
    link.download = file;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  const save = () => {
    const saved = {
      format: FORMAT,
      version: VERSION,
      form: name,
      edition: form.dataset.edition,
      title: document.querySelector("h1")?.textContent.replace(/[#¶]\s*$/, "").trim(),
      answers: answers(),
    };
    hand(`${JSON.stringify(saved, null, 2)}\n`, "application/json", `${name}-answers.json`);
  };

  const opened = (text) => {
    let saved = null;
    try {
      saved = JSON.parse(text);
    } catch {
      return say(tools.dataset.unreadable);
    }
    const usable = saved?.format === FORMAT && saved.version === VERSION && saved.answers;
    if (!usable || typeof saved.answers !== "object") return say(tools.dataset.unreadable);
    if (saved.form !== name) return say(tools.dataset.otherForm, { form: String(saved.form).slice(0, 80) });
    show(saved.answers);
    remember();
    const count = Object.keys(answers()).length;
    return say(kitCounted(tools.dataset.opened, count, tools), { count });
  };

  const open = () => {
    const picker = document.createElement("input");
    picker.type = "file";
    picker.accept = ".json,application/json";
    picker.addEventListener("change", async () => {
      if (picker.files[0]) opened(await picker.files[0].text());
    });
    picker.click();
  };

  /* ---- The PDF: its bytes and the hand that fills them in come when they are asked for ------------------------------- */

  const load = (address) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    });

  const assets = new URL(".", document.querySelector('script[src*="assets/forms.js"]').src);

  const pdf = async () => {
    try {
      if (!window.kitFillPdf) await load(new URL("forms-pdf.js", assets));
      if (!window.kitForms?.[name]) await load(`${pdfLink.href}.js`);
      hand(window.kitFillPdf(window.kitForms[name], answers()), "application/pdf", `${name}.pdf`);
    } catch (problem) {
      console.warn(problem);
      say(tools.dataset.noPdf);
    }
  };

  /* ---- Begin ---------------------------------------------------------------------------------------------------------- */

  const work = {
    pdf,
    print: () => print(),
    save,
    open,
    delete: () => confirm(tools.dataset.confirm) && (write("localStorage", DELETED), forget()),
  };
  for (const button of tools.querySelectorAll("[data-tool]")) {
    button.addEventListener("click", work[button.dataset.tool]);
    if (button.dataset.tool === "pdf") button.hidden = !pdfLink;
  }
  form.addEventListener("input", rememberSoon);
  form.addEventListener("change", rememberSoon);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("pagehide", () => waiting && remember());

  const kept = read("localStorage");
  setKeeping(kept !== null);
  show(kept ?? read("sessionStorage") ?? {});
  tools.hidden = false;

  /* All letters come now: a font that is fetched when somebody types "Ż" would tell the server what is written. */
  document.fonts?.load(getComputedStyle(document.body).font, "\u017b");
})();
