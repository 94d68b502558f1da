/* What is typed is remembered: in this tab, and on the device if somebody chose so, together with other tabs. */
const kitKeeping = (answers, store, heard) => {
  const REST = ""; // the name under which stands what this form does not ask for
  const versions = kitVersions(Math.random().toString(36).slice(2));
  let keeping = false;
  let shared = false; // what stands here is or was on the device, and may stand in other tabs
  let safe = true; // all that is typed is in a file
  let warned = false;
  let rest = {};
  let hasRoom = true;
  let waiting = 0;
  let choices = {};

  const isText = (value) => typeof value === "string";
  const isEmpty = () => !Object.keys(answers.read()).length && !Object.keys(rest).length;
  const everything = () => ({ ...rest, ...answers.read() });
  const putTab = () => store.putTab({ versions: versions.entries(), keeping, shared, safe, choices });

  const setKeeping = (chosen) => {
    keeping = chosen;
    shared ||= chosen;
    heard.keeping(chosen);
  };

  const setRest = (given) => {
    rest = given;
    heard.rest(given);
  };

  const put = (name) => {
    const there = store.getVersion(name);
    if (there && versions.isNewer(there, versions.get(name))) take(name, there);
    return store.putVersion(name, versions.get(name));
  };

  const take = (name, theirs) => {
    const { wins, knew, lost } = versions.merge(name, theirs);
    if (wins && name === REST) setRest({ ...(!knew && rest), ...theirs.value });
    else if (wins) answers.setOne(name, theirs.value);
    if (lost) heard.lost(name, lost);
    if (!wins && theirs.at < versions.get(name).at) store.putVersion(name, versions.get(name));
  };

  /* Notes what is new, and says whether there was room for it. */
  const remember = () => {
    clearTimeout(waiting);
    waiting = 0;
    if (keeping && !store.isOn()) setKeeping(false); // another tab has deleted them
    const changed = versions.note({ ...answers.read(), ...(Object.keys(rest).length && { [REST]: rest }) });
    if (changed.length) safe = warned = false;
    const tabHasRoom = putTab();
    hasRoom = !keeping || changed.map(put).every(Boolean);
    return hasRoom && tabHasRoom;
  };

  const rememberNow = () => heard.room(remember());

  const rememberSoon = (name) => {
    versions.typing(name);
    waiting ||= setTimeout(rememberNow, 250);
  };

  const pull = () => {
    for (const [name, one] of store.versions()) take(name, one);
  };

  /* Brings this tab and the device together. */
  const share = () => {
    remember();
    setKeeping(store.begin());
    pull();
    hasRoom = keeping && versions.entries().map(([name]) => put(name)).every(Boolean);
    putTab();
    heard.room(hasRoom);
  };

  const setOff = () => {
    setKeeping(false);
    store.forget(false);
    putTab();
  };

  const clear = () => {
    clearTimeout(waiting);
    waiting = 0;
    versions.forget();
    store.forgetTab();
    answers.show({});
    setRest({});
    setKeeping(false);
    shared = false;
    safe = true;
  };

  const forget = () => {
    store.forget(true);
    clear();
  };

  const show = (given) => {
    setRest(answers.show(given));
    return remember();
  };

  const fromTabs = {
    deleted: () => {
      if (!shared) return; // another person's form
      store.forget(false);
      clear();
      heard.deleted();
    },
    off: () => setKeeping(false),
    on: () => {
      if (keeping || !isEmpty()) return;
      share();
      heard.joined();
    },
    changed: (name, theirs) => {
      if (!keeping) return;
      if (waiting) rememberNow(); // what is being typed here comes first: it is newer
      take(name, theirs);
      putTab();
    },
  };

  /* A tab that slept has heard nothing. */
  const catchUp = () => {
    if (keeping && !store.isOn()) setKeeping(false);
    else if (keeping) pull();
    else if (store.isOn()) fromTabs.on();
  };

  const isVersion = (entry) => Array.isArray(entry) && isText(entry[0]) && typeof entry[1]?.at === "number";

  /* What was typed before this script came, on a slow line; what a browser puts back is what this tab knows. */
  const earlyIn = (known) =>
    Object.fromEntries(Object.entries(answers.read()).filter(([name, value]) => value !== known[name]));

  const begin = () => {
    const tab = store.getTab() ?? {};
    versions.load(Array.isArray(tab.versions) ? tab.versions.filter(isVersion) : []);
    versions.note({ ...Object.fromEntries(versions.entries().map(([name, one]) => [name, one.value])), ...tab.answers });
    shared = tab.shared ?? false;
    const hasOwn = versions.entries().some(([, one]) => one.value !== "");
    const values = () => Object.fromEntries(versions.entries().map(([name, one]) => [name, one.value]));
    const early = earlyIn(values());
    choices = tab.choices ?? {};
    if (!store.isOn()) store.forget(false);
    else if (tab.keeping || !hasOwn) setKeeping(true);
    if (keeping) store.versions().forEach((one, name) => versions.merge(name, one));
    const { [REST]: others, ...known } = values();
    setRest({ ...others, ...answers.show({ ...known, ...early }) });
    if (Object.keys(everything()).length) remember();
    safe = (tab.safe ?? safe) && !Object.keys(early).length;
    if (!isEmpty()) putTab();
    store.listen((what, ...more) => fromTabs[what](...more));
    addEventListener("pagehide", () => waiting && remember());
    addEventListener("pageshow", catchUp);
    document.addEventListener("visibilitychange", catchUp);
  };

  /* Whether leaving would lose something; said once, until more is typed. */
  const warnsOnce = () => {
    if (waiting) remember();
    const due = !(keeping && hasRoom) && !safe && !warned && !isEmpty();
    warned ||= due;
    return due;
  };

  return {
    begin,
    rememberSoon,
    show,
    share,
    setOff,
    forget,
    isEmpty,
    everything,
    warnsOnce,
    isOn: () => keeping,
    /* What was given to a file is safe; what has been typed since is not. */
    isSafe: (given) => {
      if (waiting) remember(); // or else it would be noted later, as something new
      const now = everything();
      safe = Object.keys(now).every((name) => now[name] === given[name]);
      putTab();
    },
    choice: (name) => choices[name],
    choose: (name, value) => {
      choices = { ...choices, [name]: value };
      putTab();
    },
  };
};
