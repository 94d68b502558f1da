/* Reader's views: what is meant for others steps back. The choice stays on the device. */
(() => {
  const KEY = "kit-reader";
  const READERS = ["mentee", "mentor", "coordinator", "trainer"];
  const HANDS_OUT = ["coordinator", "trainer"]; /* who give others their forms need them all */
  const saved = kitStorage.get(KEY);
  let reader = READERS.includes(saved) ? saved : "";

  const isForOthers = (readers) => Boolean(reader && readers.length && !readers.includes(reader));
  const isKnown = (name) => READERS.includes(name);
  const named = (element) => (element.dataset.for || "").split(" ").filter(Boolean);
  const classed = (element) => READERS.filter((name) => element.classList.contains(`for-${name}`));

  const sectionOf = (heading) => {
    const elements = [heading];
    let next = heading.nextElementSibling;
    while (next && !(/^H[1-6]$/.test(next.tagName) && next.tagName <= heading.tagName)) {
      elements.push(next);
      next = next.nextElementSibling;
    }
    return elements;
  };

  /* The part stays in its place, folded under a line that says whom it is for. */
  const fold = (element, note) => {
    const isHeading = /^H[1-6]$/.test(element.tagName);
    const elements = isHeading ? sectionOf(element) : [element];
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    const title = element.querySelector(".admonition-title") || (isHeading ? element : null);
    const names = classed(element).map((name) => note.dataset[name]).join(", ");
    summary.textContent = `${title ? `${title.firstChild.textContent.trim()} · ` : ""}${note.dataset.part.replace("{readers}", names)}`;
    details.className = "kit-for-others";
    element.before(details);
    details.append(summary, ...elements);
  };

  const unfold = (details) => {
    details.firstElementChild.remove();
    details.replaceWith(...details.childNodes);
  };

  /* Nothing is folded where nobody can see why: on a page that does not offer the choice. */
  const stepBack = (choice) => {
    for (const part of document.querySelectorAll("main .kit-for-others")) unfold(part);
    for (const item of document.querySelectorAll("#kit-nav [data-for]")) {
      item.classList.toggle("kit-steps-back", isForOthers(named(item)));
    }
    const note = document.querySelector("[data-kit-reader-note]");
    if (note) note.hidden = !isForOthers(named(note));
    if (!choice || !note) return;
    const parts = [...document.querySelectorAll("main :is(.for-mentee, .for-mentor, .for-coordinator, .for-trainer)")];
    const folded = parts.filter((part) => isForOthers(classed(part)));
    for (const part of folded) fold(part, note);
    const rows = [...document.querySelectorAll("main tr[data-for]")];
    for (const row of rows) row.hidden = !HANDS_OUT.includes(reader) && isForOthers(named(row)) && named(row).every(isKnown);
    tell(choice.querySelector("[role=status]"), folded, rows.filter((row) => row.hidden), note);
  };

  /* How much steps back, so that nobody believes to see all. */
  const tell = (status, folded, rows, note) => {
    const readers = READERS.filter((name) => folded.some((part) => classed(part).includes(name)));
    const names = readers.map((name) => note.dataset[name]).join(", ");
    const said = [[status.dataset.parts, folded.length], [status.dataset.rows, rows.length]]
      .filter(([, count]) => count)
      .map(([words, count]) => kitCounted(words, count, status).replace("{count}", count).replace("{readers}", names));
    status.textContent = said.join(" ");
  };

  const show = () => {
    const choice = document.querySelector("[data-kit-reader]");
    for (const door of document.querySelectorAll(".kit-doors > *")) {
      door.classList.toggle("kit-door--mine", Boolean(reader) && doorOf(door) === reader);
    }
    if (choice) choice.querySelector("select").value = reader;
    stepBack(choice);
  };

  const doorOf = (door) => READERS.find((name) => door.querySelector(`h2.for-${name}`));

  const setUpChoice = (choice) => {
    choice.addEventListener("change", ({ target }) => {
      reader = target.value;
      kitStorage.set(KEY, reader);
      show();
    });
    choice.hidden = false;
  };

  const setUpDoors = (doors) => {
    for (const door of doors.children) {
      const name = doorOf(door);
      if (!name) continue;
      door.addEventListener("click", (event) => {
        if (event.target.closest("a")) kitStorage.set(KEY, name);
      });
    }
  };

  const openTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  };

  for (const choice of document.querySelectorAll("[data-kit-reader]")) setUpChoice(choice);
  for (const doors of document.querySelectorAll(".kit-doors")) setUpDoors(doors);
  show();
  openTarget();
  addEventListener("hashchange", openTarget);
})();
