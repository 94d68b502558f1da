/* What the page says: the words that came with it or with this script, in their language, beside the button that was used last. */
const kitPlainText = (element) => {
  const copy = element?.cloneNode(true);
  copy?.querySelectorAll(".headerlink, .kit-step__count").forEach((link) => link.remove());
  return copy?.textContent.trim() ?? "";
};

/* As the page says it: asking for the computed style would have the styles of all that has just changed made at once. */
const kitRunsFromRight = (element) => element.closest("[dir]")?.dir === "rtl";

const kitWords = (tools) => {
  const { words, language } = tools.dataset;
  const known = words ? JSON.parse(words) : window.kitFormWords[language];
  const places = () => [...tools.closest("form").querySelectorAll(".kit-form-status")];
  let last = null; // where a button was used last
  let coming = 0; // what is to be shown with the next frame

  const ear = document.createElement("p");
  ear.className = "kit-spoken kit-screen-only";
  ear.setAttribute("role", "status");
  tools.append(ear);

  /* Values that are written from the right are set apart, or the words around them would change their order. */
  const isFromRight = kitRunsFromRight(tools);
  const isApart = (value) => isFromRight || /[\u0590-\u08ff\ufb1d-\ufefc]/.test(value);
  const set = (value = "") => (typeof value === "string" && isApart(value) ? `\u2068${value}\u2069` : value);
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, word) => set(values[word]));

  const text = (name, values = {}) => filled(known[name], values);
  const counted = (name, count, values = {}) =>
    filled(kitCounted(JSON.stringify(known[name]), count, tools), { count, ...values });

  const show = (where, message) => {
    where.textContent = "";
    return requestAnimationFrame(() => (where.textContent = message));
  };

  /* What is said where nobody sees it would not be heard either. */
  const placeNow = () => {
    const seen = places().filter((one) => one.parentElement.checkVisibility());
    return seen.includes(last) || !seen.length ? (last ?? places().at(-1)) : seen.at(-1);
  };

  const sayAll = (...messages) => {
    const place = placeNow();
    cancelAnimationFrame(coming); // or else it would stand beside another button, after what is said now
    for (const other of places()) if (other !== place) other.textContent = "";
    coming = show(place, messages.filter(Boolean).join(" "));
  };

  return {
    text,
    counted,
    sayAll,
    say: (name, values) => sayAll(text(name, values)),
    whisper: (message) => show(ear, message),
    near: (button) => (last = button.closest("section, .kit-steps-foot").querySelector(".kit-form-status")),
    /* What stands among the form's own words says its language, if it is another one. */
    mark: (element) => {
      for (const name of ["lang", "dir"]) if (tools.hasAttribute(name)) element.setAttribute(name, tools.getAttribute(name));
    },
  };
};
