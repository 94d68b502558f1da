/* Two tabs with one form: of each field, what was written last stands in both. What stood there before and was typed
   without knowledge of the other is offered, so that nothing is lost. */
const kitVersions = (tab) => {
  let known = new Map();

  const isNewer = (one, other) => !other || one.at > other.at || (one.at === other.at && one.by > other.by);
  const saw = (one, other) => one.by === other.by || (one.over ?? 0) >= other.at;
  const typed = new Map(); // when, for what is not noted yet

  /* Notes what `values` has that is new, and gives the names of these fields. Clocks may be set back while one types:
     what is written over something is always later than that. */
  const note = (values) => {
    const names = new Set([...known.keys(), ...Object.keys(values)]);
    const changed = [...names].filter((name) => !same(values[name] ?? "", known.get(name)?.value ?? ""));
    for (const name of changed) {
      const before = known.get(name);
      const over = before ? (before.by === tab ? before.over : before.at) : 0;
      const at = Math.max(typed.get(name) ?? Date.now(), (before?.at ?? 0) + 1);
      known.set(name, { value: values[name] ?? "", at, by: tab, over });
    }
    typed.clear();
    return changed;
  };

  const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

  /* Takes in another tab's version: what to show, if it is newer, and which text had to yield to which. */
  const merge = (name, theirs) => {
    const mine = known.get(name);
    const wins = isNewer(theirs, mine);
    if (wins) known.set(name, theirs);
    if (!mine || same(mine.value, theirs.value)) return { wins };
    const [kept, yielded] = wins ? [theirs, mine] : [mine, theirs];
    const knew = saw(kept, yielded);
    const apart = !knew && [kept, yielded].every((one) => typeof one.value === "string");
    const isLost = apart && yielded.value.trim() && !kept.value.includes(yielded.value.trim());
    return { wins, knew, lost: isLost ? yielded.value : "" };
  };

  return {
    note,
    typing: (name) => typed.set(name, Date.now()),
    merge,
    isNewer,
    get: (name) => known.get(name),
    entries: () => [...known],
    load: (entries) => (known = new Map(entries)),
    forget: () => known.clear(),
  };
};
