/* A teaching guide slide by slide, beside the long page: "#teach-3" in the address shows slide 3, and "#teach" the run
   sheet, so that the browser's own way back leads to the slide before. Without it, and on paper, there is the long page. */
"use strict";
(() => {
  const article = document.querySelector(".kit-article");
  const bar = article?.querySelector("[data-kit-teach]");
  const slides = [...document.querySelectorAll(".kit-slide")];
  if (!bar || slides.length < 2) return;

  const LONG = -2; // the whole guide on one page
  const SHEET = -1; // the run sheet; from 0 on, a slide
  const { title } = document;
  const tools = Object.fromEntries([...bar.querySelectorAll("[data-teach]")].map((tool) => [tool.dataset.teach, tool]));
  const sheet = document.getElementById("run-sheet");
  const headingOf = (slide) => slide.querySelector("h3");
  const partOf = (slide) => {
    let found = slide;
    while (found && !found.matches(".kit-guide__part")) found = found.previousElementSibling;
    return found;
  };

  let view = LONG;
  let last = 0; // the slide that was shown last

  const address = (index) => {
    if (index === LONG) return `#${headingOf(slides[last]).id}`;
    return index === SHEET ? "#teach" : `#teach-${headingOf(slides[index]).id.replace("slide-", "")}`;
  };

  const nodesOf = (index) => {
    if (index === LONG) return [];
    return index === SHEET ? [sheet, sheet.nextElementSibling] : [partOf(slides[index]), slides[index]];
  };

  const headingNow = () => (view === SHEET ? sheet : headingOf(slides[last]));

  const follow = () => {
    const links = [...document.querySelectorAll(".kit-toc [aria-current]")];
    tools.here.textContent = links.at(-1)?.textContent ?? "";
  };

  const fill = () => {
    const isSlide = view >= 0;
    tools.here.hidden = tools.begin.hidden = view !== LONG;
    tools.whole.hidden = view === LONG;
    tools.back.hidden = view === LONG || view === 0;
    tools.next.hidden = !isSlide || view === slides.length - 1;
    tools.sheet.hidden = view === SHEET;
    tools.sheet.setAttribute("href", view === LONG ? "#run-sheet" : address(SHEET));
    tools.place.hidden = !isSlide;
    const { words } = tools.place.dataset;
    tools.place.textContent = words.replace("{number}", view + 1).replace("{count}", slides.length);
  };

  const mark = () => {
    article.classList.toggle("kit-is-taught", view !== LONG);
    article.querySelectorAll(":scope > .kit-is-current").forEach((node) => node.classList.remove("kit-is-current"));
    nodesOf(view).forEach((node) => node?.classList.add("kit-is-current"));
    for (const link of article.querySelectorAll(".kit-run-sheet a")) {
      if (view !== LONG && link.hash === `#${headingOf(slides[last]).id}`) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    fill();
    dispatchEvent(new Event("scroll")); // the list of contents shows where one is
  };

  /* Slides take their real height when they come into view, and move what stands below them. */
  const reach = (target, again = 2) => {
    target?.scrollIntoView({ behavior: "instant" });
    if (again) requestAnimationFrame(() => reach(target, again - 1));
  };

  const show = (index) => {
    view = index;
    if (index >= 0) last = index;
    mark();
    const heading = headingNow();
    document.title = view === LONG ? title : `${heading.textContent.trim()} \u2013 ${title}`;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    if (view === LONG) reach(heading);
    else scrollTo(0, 0);
  };

  const go = (index) => {
    history.pushState(null, "", address(index));
    show(index);
  };

  /* The slide that one is reading on the long page. */
  const inView = () => Math.max(0, slides.findLastIndex((slide) => slide.getBoundingClientRect().top < innerHeight / 2));

  const indexOf = (id) => {
    const target = document.getElementById(id);
    if (target === sheet) return SHEET;
    return target ? slides.findIndex((slide) => slide.contains(target) || partOf(slide) === target) : LONG;
  };

  const work = {
    begin: () => go(inView()),
    back: () => go(view === SHEET ? last : view - 1),
    next: () => go(view + 1),
    whole: () => go(LONG),
  };
  for (const [name, act] of Object.entries(work)) tools[name].addEventListener("click", act);

  /* Links to slides and parts stay in the way of teaching that one has chosen. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (view === LONG || !link || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    const index = link === tools.sheet ? SHEET : indexOf(link.hash.slice(1));
    if (index === LONG || (index === SHEET && link.hash !== "#run-sheet" && link !== tools.sheet)) return;
    event.preventDefault();
    go(index);
  });

  const read = () => {
    const [, number] = /^#teach(?:-(\d+))?$/.exec(location.hash) ?? [];
    if (!location.hash.startsWith("#teach")) return LONG;
    return number ? slides.findIndex((slide) => headingOf(slide).id === `slide-${number}`) : SHEET;
  };

  const open = () => {
    const index = read();
    if (index !== LONG) return show(index);
    if (view !== LONG) {
      view = LONG;
      document.title = title;
      mark();
      reach(document.getElementById(location.hash.slice(1)));
    }
    return undefined;
  };

  addEventListener("hashchange", open);
  addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });
  bar.hidden = false;
  fill();
  open();
})();
