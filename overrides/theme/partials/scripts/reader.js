/* Reader's views: what is meant for others steps back. The choice stays on the device. */
(() => {
  const KEY = "kit-reader";
  const READERS = ["mentee", "mentor", "coordinator", "trainer"];
  const saved = kitStorage.get(KEY);
  let reader = READERS.includes(saved) ? saved : "";

  const isForOthers = (readers) => Boolean(reader && readers.length && !readers.includes(reader));
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

  const stepBack = () => {
    for (const part of document.querySelectorAll("main .kit-for-others")) unfold(part);
    for (const item of document.querySelectorAll("#kit-nav [data-for]")) {
      item.classList.toggle("kit-steps-back", isForOthers(named(item)));
    }
    const note = document.querySelector("[data-kit-reader-note]");
    if (!note) return;
    note.hidden = !isForOthers(named(note));
    for (const part of document.querySelectorAll("main :is(.for-mentee, .for-mentor, .for-coordinator, .for-trainer)")) {
      if (!part.closest(".kit-doors") && isForOthers(classed(part))) fold(part, note);
    }
  };

  const show = () => {
    for (const button of document.querySelectorAll("[data-kit-reader] button")) {
      button.setAttribute("aria-pressed", String(button.value === reader));
    }
    for (const door of document.querySelectorAll(".kit-doors > *")) {
      door.classList.toggle("kit-door--mine", Boolean(reader) && doorOf(door) === reader);
    }
    stepBack();
  };

  const doorOf = (door) => READERS.find((name) => door.querySelector(`h2.for-${name}`));

  const setUpChoices = (list) => {
    for (const button of list.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        reader = button.value;
        kitStorage.set(KEY, reader);
        show();
      });
    }
    list.hidden = false;
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

  for (const list of document.querySelectorAll("[data-kit-reader]")) setUpChoices(list);
  for (const doors of document.querySelectorAll(".kit-doors")) setUpDoors(doors);
  show();
  openTarget();
  addEventListener("hashchange", openTarget);
})();
