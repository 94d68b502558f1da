/* Where answers are kept: for this tab always, on this device by choice, there one entry for each field, so that two
   tabs that write at once do not overwrite each other. An entry says when it was written, in which tab, and over what. */
const kitStore = (key) => {
  const MARK = "on";
  const DELETED = "deleted";
  const prefix = `${key}\n`;

  const area = (name) => {
    try {
      return window[name];
    } catch {
      return null; // a browser may forbid it, above all for a page from a folder
    }
  };

  const tried = (work, otherwise) => {
    try {
      return work() ?? otherwise;
    } catch {
      return otherwise;
    }
  };

  const device = () => area("localStorage");
  const parsed = (text) => tried(() => JSON.parse(text), null);
  const put = (where, name, text) =>
    tried(() => {
      where.setItem(name, text);
      return true;
    }, false);

  /* As far as a page can: the same room is written over before it is given back. */
  const erase = (where, name) =>
    tried(() => {
      const before = where.getItem(name);
      if (before) where.setItem(name, " ".repeat(before.length));
      where.removeItem(name);
    });

  const names = () =>
    tried(() => Object.keys(device()).filter((name) => name.startsWith(prefix)), []);

  const version = (text) => {
    const found = parsed(text);
    return found && typeof found === "object" && typeof found.at === "number" && "value" in found ? found : null;
  };

  const versions = () => {
    const old = parsed(tried(() => device().getItem(key), null))?.answers ?? {}; // as editions before this one kept them
    const found = new Map(Object.entries(old).map(([name, value]) => [name, { value, at: 1, by: "" }]));
    for (const name of names()) {
      const one = version(tried(() => device().getItem(name), null));
      if (one) found.set(name.slice(prefix.length), one);
    }
    return found;
  };

  const forget = (mark) => {
    if (mark) put(device(), key, DELETED);
    for (const name of [...names(), key]) erase(device(), name);
  };

  /* Calls `heard` with what another tab did: "deleted", "off", "on", or a field's name and its new version. */
  const listen = (heard) => {
    addEventListener("storage", ({ key: changed, newValue, storageArea }) => {
      if (storageArea !== device()) return;
      if (changed === key) {
        const said = newValue === DELETED ? "deleted" : newValue === null ? "off" : newValue.trim() && "on";
        if (said) heard(said);
      } else if (changed?.startsWith(prefix) && version(newValue)) {
        heard("changed", changed.slice(prefix.length), version(newValue));
      }
    });
  };

  return {
    isOn: () => (tried(() => device().getItem(key), "") ?? "").trim().length > 0,
    begin: () => put(device(), key, MARK),
    putVersion: (name, one) => put(device(), prefix + name, JSON.stringify(one)),
    getVersion: (name) => version(tried(() => device().getItem(prefix + name), null)),
    versions,
    forget,
    listen,
    putTab: (state) => put(area("sessionStorage"), key, JSON.stringify(state)),
    getTab: () => parsed(tried(() => area("sessionStorage").getItem(key), null)),
    forgetTab: () => erase(area("sessionStorage"), key),
  };
};
