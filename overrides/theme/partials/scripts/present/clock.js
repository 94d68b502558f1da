/* How long it has been, and how that compares with the plan; all in seconds, kept on the device over a reload. */
const kitClock = (key, slides, total) => {
  const LONGEST = 12 * 3600; // a clock that ran longer is from another day
  const plan = slides.map(({ dataset }) => ({
    begins: 60 * Number(dataset.begins), minutes: Number(dataset.minutes), part: dataset.part,
  }));
  const parts = new Map();
  for (const { part, minutes } of plan) parts.set(part, (parts.get(part) ?? 0) + 60 * minutes);
  const now = () => Date.now() / 1000;

  const read = () => {
    try {
      const kept = JSON.parse(kitStorage.get(key));
      if (kept && now() - kept.touched < LONGEST) return kept;
    } catch {
      return null;
    }
    return null;
  };

  /* "before" is what had passed when it last stood still; "entered" when each part was first shown. */
  let state = read() ?? { began: 0, before: 0, entered: {} };

  const keep = () => kitStorage.set(key, JSON.stringify({ ...state, touched: now() }));
  const isRunning = () => Boolean(state.began);
  const passed = () => state.before + (isRunning() ? now() - state.began : 0);

  const start = () => {
    if (!isRunning()) state.began = now();
    keep();
  };
  const stop = () => {
    state = { ...state, before: passed(), began: 0 };
    keep();
  };
  const reset = () => {
    state = { began: 0, before: 0, entered: {} };
    keep();
  };
  const enter = (at) => {
    const { part } = plan[at];
    if (isRunning() || passed()) state.entered[part] ??= passed();
    keep();
  };

  /* Below zero when it has taken longer than planned. */
  const left = (at) => {
    const { part } = plan[at];
    return { part: parts.get(part) - (passed() - (state.entered[part] ?? passed())), whole: 60 * total - passed() };
  };

  /* Minutes behind the plan, or ahead of it below zero; 0 while this slide is due. */
  const behind = (at) => {
    const { begins, minutes } = plan[at];
    const late = passed() - (begins + 60 * minutes);
    const early = begins - passed();
    if (late >= 60) return Math.floor(late / 60);
    return early >= 60 ? -Math.floor(early / 60) : 0;
  };

  return { isRunning, passed, start, stop, reset, enter, left, behind, partOf: (at) => plan[at].part, total: 60 * total };
};

/* "12:05", or "1:02:05" from an hour on. */
const kitLength = (seconds) => {
  const whole = Math.floor(Math.abs(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
};
