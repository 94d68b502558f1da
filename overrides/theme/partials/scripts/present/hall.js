/* The hall's view: one slide alone, all at a glance, or the list; and what its keys and buttons do. */
const kitHall = (deck) => {
  const { body } = document;
  const root = document.documentElement;
  const isRightToLeft = getComputedStyle(deck.main).direction === "rtl";
  const find = (name) => document.querySelector(`[data-kit-${name}]`);
  const controls = find("controls");
  const blank = find("blank");
  const pointer = find("pointer");
  const keys = find("keys");
  const blocked = find("blocked");
  const notes = find("notes");
  const moves = kitMoves(deck, 0);
  let { at, cover } = moves.shown(); // "black" or "white" while the screen is blank
  let view = "list";
  let isPointing = false;
  let resting = 0;
  let awake = null;

  const channel = kitChannel(`kit-present ${notes.href}`, (said) => hear(said));
  const tell = () => channel.send({ is: "shown", view, ...moves.told() });

  const keepAwake = async () => {
    try {
      awake ??= await navigator.wakeLock?.request("screen");
      awake?.addEventListener("release", () => (awake = null), { once: true });
    } catch {
      awake = null; // a battery that is low, or a browser that does not allow it
    }
  };

  const say = (text) => {
    find("said").textContent = text;
  };

  const showBlank = () => {
    ({ cover } = moves.shown());
    blank.hidden = !cover;
    blank.classList.toggle("kit-blank--white", cover === "white");
    deck.main.inert = Boolean(cover);
    say(cover ? deck.say("is_blank") : deck.position(at));
  };

  const showSlide = () => {
    deck.slides.forEach((slide, number) => {
      const isShown = view !== "slide" || number === at;
      if (isShown) slide.removeAttribute("hidden");
      else slide.setAttribute("hidden", "until-found");
      slide.toggleAttribute("aria-current", number === at && view === "overview");
    });
    const ground = deck.slides[at].querySelector(".kit-show");
    deck.main.style.background = view === "slide" ? getComputedStyle(ground).backgroundColor : "";
    find("at").textContent = `${at + 1} / ${deck.length}`;
  };

  const load = () => {
    for (const picture of deck.main.querySelectorAll("img")) picture.loading = "eager"; // the hall may have no network
  };

  const show = (wanted) => {
    const before = view;
    view = wanted;
    ({ at } = moves.shown());
    body.dataset.kitView = view;
    deck.main.classList.toggle("kit-small", view === "overview");
    controls.hidden = view === "list";
    if (view !== "list") load();
    showBlank();
    showSlide();
    if (view === "slide") {
      history.replaceState(null, "", `#${encodeURIComponent(deck.names[at])}`);
      deck.slides[at].focus({ preventScroll: true });
      deck.slides[at].scrollTop = 0;
      keepAwake();
    } else if (before !== view) {
      deck.slides[at].querySelector(".kit-slides__link").focus({ preventScroll: true });
      deck.slides[at].scrollIntoView({ block: "center" });
    }
  };

  const go = (move) => {
    moves.make(move);
    show("slide");
    tell();
  };

  const fill = () => {
    if (document.fullscreenElement) return document.exitFullscreen();
    return root.requestFullscreen?.().catch(() => {}); // some telephones have none
  };

  const openNotes = () => {
    const opened = window.open(notes.href, "kit-notes", "popup,width=1100,height=760");
    if (opened) channel.join(opened);
    else blocked.showModal();
  };

  const point = (isOn) => {
    isPointing = isOn;
    pointer.hidden = true;
    document.querySelector('[data-kit-do="pointer"]').setAttribute("aria-pressed", String(isOn));
    if (isOn) say(deck.say("pointer_on"));
  };

  const placePointer = (x, y) => {
    pointer.hidden = false;
    pointer.style.left = `${x}px`;
    pointer.style.top = `${y}px`;
  };

  /* Where the trainer points in the notes, as shares of the slide. */
  const pointAt = ({ x, y }) => {
    if (view !== "slide" || x === null) {
      pointer.hidden = true;
      return;
    }
    const slide = deck.slides[at].querySelector(".kit-show").getBoundingClientRect();
    placePointer(slide.left + x * slide.width, slide.top + y * slide.height);
  };

  const end = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    point(false);
    awake?.release();
    history.replaceState(null, "", location.pathname + location.search);
    if (cover) turnBlank(cover);
    show("list");
    document.querySelector('[data-kit-do="start"]').focus();
    tell();
  };

  const turnBlank = (color) => {
    moves.make({ cover: cover === color ? "" : color });
    showBlank();
    tell();
  };

  const turnView = () => {
    if (cover) turnBlank(cover);
    show(view === "overview" ? "slide" : "overview");
  };

  const turnColors = () => {
    const isDark = (root.dataset.scheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    root.dataset.scheme = isDark ? "light" : "dark";
    kitStorage.set("kit-scheme", root.dataset.scheme);
    showSlide();
  };

  const acts = {
    next: () => go({ by: 1 }),
    previous: () => go({ by: -1 }),
    first: () => go({ to: 0 }),
    last: () => go({ to: deck.length - 1 }),
    number: (number) => go({ to: number - 1 }),
    start: () => {
      fill();
      go({ to: at });
    },
    full: fill,
    overview: turnView,
    escape: turnView,
    black: () => turnBlank("black"),
    white: () => turnBlank("white"),
    blank: () => turnBlank("black"),
    notes: openNotes,
    pointer: () => point(!isPointing),
    colors: turnColors,
    help: () => keys.showModal(),
    end,
  };

  /* In the list, keys scroll as on any page, and those that begin something do. */
  const IN_LIST = ["full", "notes", "help", "overview", "start", "colors"];
  const IN_OVERVIEW = ["next", "previous"];
  const does = (name, value) => {
    if (!acts[name] || (view === "list" && !cover && !IN_LIST.includes(name))) return false;
    if (cover && !["black", "white", "blank"].includes(name)) {
      turnBlank(cover);
      return true;
    }
    if (view === "overview" && IN_OVERVIEW.includes(name)) return step(name === "next" ? 1 : -1);
    if (view === "list" && name === "full") acts.start();
    else acts[name](value);
    return true;
  };

  /* In the overview, arrows lead from slide to slide, and Enter opens one: each is a link. */
  const step = (by) => {
    const links = deck.slides.map((slide) => slide.querySelector(".kit-slides__link"));
    links[deck.inside(links.indexOf(document.activeElement) + by)].focus();
    return true;
  };

  const hear = (said) => {
    if (said.is === "hello") tell();
    else if (said.is === "point") pointAt(said);
    else if (said.is === "moves") follow(moves.hear(said));
  };

  const follow = (news) => {
    if (news.some((move) => !("cover" in move))) show("slide");
    else if (news.length) showBlank();
    tell();
  };

  const stir = () => {
    delete body.dataset.kitIdle;
    clearTimeout(resting);
    resting = setTimeout(() => {
      if (view === "slide") body.dataset.kitIdle = "";
    }, 3000);
  };

  const listen = () => {
    kitKeys(isRightToLeft, does);
    kitSwipes(deck.main, isRightToLeft, (name) => view === "slide" && does(name));
    for (const name of ["mousemove", "touchstart", "focusin"]) addEventListener(name, stir, { passive: true });
    addEventListener("mousemove", ({ clientX, clientY }) => isPointing && placePointer(clientX, clientY));
    blank.addEventListener("click", () => does("escape"));
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-kit-do]");
      const link = event.target.closest(".kit-slides__link");
      if (button) acts[button.dataset.kitDo]();
      if (!link) return;
      event.preventDefault();
      go({ to: deck.find(link.hash) });
    });
    notes.addEventListener("click", (event) => {
      event.preventDefault();
      openNotes();
    });
    addEventListener("hashchange", () => deck.find(location.hash) >= 0 && go({ to: deck.find(location.hash) }));
    deck.slides.forEach((slide, number) => slide.addEventListener("beforematch", () => go({ to: number })));
    addEventListener("visibilitychange", () => !document.hidden && view === "slide" && keepAwake());
  };

  listen();
  document.querySelector('[data-kit-do="start"]').hidden = false;
  for (const slide of deck.slides) slide.tabIndex = -1;
  const asked = deck.find(location.hash);
  if (asked >= 0) go({ to: asked });
  else tell();
};
