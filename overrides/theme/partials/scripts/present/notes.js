/* The trainer's desk: this slide, the next one, what to say, and the time. */
const kitNotes = (deck) => {
  const WARNING = 600; // seconds
  const { body } = document;
  const isRightToLeft = getComputedStyle(deck.main).direction === "rtl";
  const find = (name) => document.querySelector(`[data-kit-${name}]`);
  const clock = kitClock(`kit-clock ${location.pathname}`, deck.slides, Number(deck.main.dataset.minutes));
  const sizeKey = "kit-notes-size";
  const moves = kitMoves(deck, Math.max(deck.find(location.hash), 0));
  let { at, cover } = moves.shown();
  let isTogether = false;
  let size = Number(kitStorage.get(sizeKey)) || 1;

  const channel = kitChannel(`kit-present ${location.href.replace(/#.*/, "")}`, (said) => hear(said));

  const showStep = () => {
    find("step").textContent = deck.say(isTogether ? "in_step" : "on_their_own");
  };

  const show = () => {
    deck.slides.forEach((slide, number) => {
      slide.toggleAttribute("data-kit-now", number === at);
      slide.toggleAttribute("data-kit-next", number === at + 1);
      slide.querySelector(".kit-stage").inert = number === at + 1;
    });
    find("last").hidden = at < deck.length - 1;
    find("at").textContent = `${at + 1} / ${deck.length}`;
    find("part").textContent = clock.partOf(at);
    document.querySelector('[data-kit-do="black"]').setAttribute("aria-pressed", String(Boolean(cover)));
    deck.slides[at].querySelector(".kit-note__text").scrollTop = 0;
    history.replaceState(null, "", `#${encodeURIComponent(deck.names[at])}`);
    clock.enter(at);
    tick();
  };

  const follow = (isPresenting) => {
    const before = at;
    ({ at, cover } = moves.shown());
    if (isPresenting && at > before && !clock.passed()) clock.start();
    show();
  };

  const go = (move) => {
    moves.make(move);
    follow(true);
    channel.send({ is: "moves", ...moves.told() });
  };

  const showLeft = (name, seconds) => {
    const element = find(name);
    if (!element) return;
    element.textContent = seconds < 0 ? deck.say("over", { time: kitLength(seconds) }) : kitLength(Math.ceil(seconds));
    element.toggleAttribute("data-kit-over", seconds < 0);
  };

  const warn = (left) => {
    const isDue = clock.isRunning() && clock.total > WARNING && left <= WARNING && left > 0;
    const said = isDue ? deck.say("ten_minutes") : "";
    if (find("warning").textContent !== said) find("warning").textContent = said;
  };

  const planSaid = () => {
    if (!clock.passed() || !clock.total) return "";
    const minutes = clock.behind(at);
    if (!minutes) return deck.say("on_time");
    return deck.say(minutes > 0 ? "behind" : "ahead", { minutes: Math.abs(minutes) });
  };

  const tick = () => {
    const { lang } = deck.main.closest("[lang]");
    const left = clock.left(at);
    find("now").textContent = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" }).format(Date.now());
    find("since").textContent = kitLength(clock.passed());
    showLeft("part-left", left.part);
    showLeft("whole-left", left.whole);
    find("plan").textContent = planSaid();
    document.querySelector('[data-kit-do="clock"]').textContent = deck.say(clock.isRunning() ? "stop_clock" : "start_clock");
    warn(left.whole);
  };

  const grow = (by) => {
    size = Math.min(Math.max(size + by, 0.7), 2);
    kitStorage.set(sizeKey, String(size));
    body.style.setProperty("--larger", String(size));
  };

  const turnClock = () => {
    if (clock.isRunning()) clock.stop();
    else clock.start();
    clock.enter(at);
    tick();
  };

  const turnBlank = (color) => go({ cover: cover ? "" : color });

  const acts = {
    next: () => go({ by: 1 }),
    previous: () => go({ by: -1 }),
    first: () => go({ to: 0 }),
    last: () => go({ to: deck.length - 1 }),
    number: (number) => go({ to: number - 1 }),
    black: () => turnBlank("black"),
    white: () => turnBlank("white"),
    clock: turnClock,
    reset: () => {
      clock.reset();
      clock.enter(at);
      tick();
    },
    larger: () => grow(0.1),
    smaller: () => grow(-0.1),
  };
  const does = (name, value) => {
    if (!acts[name]) return false;
    acts[name](value);
    return true;
  };

  const hear = (said) => {
    if (said.is === "gone") isTogether = false;
    if (said.is === "shown") {
      isTogether = true;
      moves.hear(said);
      follow(said.view === "slide");
    }
    showStep();
  };

  /* The mouse over this slide is the pointer in the hall. */
  const listenForPointing = (slide) => {
    const stage = slide.querySelector(".kit-stage");
    stage.dataset.kitPointing = "";
    stage.dataset.said = deck.say("slide_next");
    stage.addEventListener("pointermove", ({ clientX, clientY, buttons, pointerType }) => {
      if (!slide.hasAttribute("data-kit-now") || (pointerType === "mouse" && !buttons)) return;
      const box = slide.querySelector(".kit-show").getBoundingClientRect();
      channel.send({ is: "point", x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height });
    });
    for (const name of ["pointerup", "pointerleave"]) {
      stage.addEventListener(name, () => channel.send({ is: "point", x: null, y: null }));
    }
  };

  for (const text of deck.main.querySelectorAll(".kit-note__text")) text.tabIndex = 0; // it scrolls
  kitKeys(isRightToLeft, does);
  kitSwipes(deck.main, isRightToLeft, does);
  document.addEventListener("click", ({ target }) => does(target.closest("[data-kit-do]")?.dataset.kitDo));
  deck.slides.forEach(listenForPointing);
  body.dataset.kitDesk = "";
  find("clock").hidden = false;
  find("controls").hidden = false;
  grow(0);
  showStep();
  show();
  setInterval(tick, 1000);
  channel.send({ is: "hello" });
};
