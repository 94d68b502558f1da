/* Dates as people type them, in the form's language, the reader's, English, or Spanish: what was understood is said in words beside the
   field, with the other day that it could mean, and what was not understood stays as it was typed. */
const kitDates = (language) => {
  const EVERYWHERE = ["en", "es"];
  const LONGEST = 40; // letters; a longer answer says more than a date
  const [FIRST, LAST] = [1900, 2100]; // years of which people speak here
  const AHEAD = 20; // years in which a year of two digits may lie
  const SILENT = ["of", "the", "st", "nd", "rd", "th", "de", "del", "el", "le", "er", "den", "dia", "ngay", "nam", "º", "ª", "年", "日", "년", "일"];
  const languages = [...new Set(Intl.DateTimeFormat.supportedLocalesOf([language, ...navigator.languages.slice(0, 3), ...EVERYWHERE]))];
  const own = Intl.DateTimeFormat.supportedLocalesOf(language)[0] ?? EVERYWHERE[0];
  const mine = own.includes("-") ? own : (navigator.languages.find((tag) => tag.split("-")[0] === own) ?? own); // by region

  const formatter = (tag, how) =>
    new Intl.DateTimeFormat(tag, { timeZone: "UTC", calendar: "gregory", numberingSystem: "latn", ...how });
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase(own);
  const lettersIn = (text) => plain(text).match(/\p{L}+/gu) ?? [];
  const dayOf = (year, month, day) => new Date(Date.UTC(year, month - 1, day));

  /* The names of months and weekdays, whole and short, and what stands between them. */
  const namesOf = (type, dates, ways) => {
    const found = new Map();
    for (const tag of languages) {
      for (const one of ways.map((how) => formatter(tag, how))) {
        dates.forEach((date, index) => {
          const name = one.formatToParts(date).find((part) => part.type === type)?.value ?? "";
          found.set(plain(name).replace(/\.$/, ""), index);
        });
      }
    }
    return found;
  };

  const yearly = [...Array(12).keys()].map((month) => dayOf(2001, month + 1, 9));
  const weekly = [...Array(7).keys()].map((day) => dayOf(2001, 1, day + 1));
  const styles = ["long", "short"];
  const months = namesOf("month", yearly, styles.flatMap((month) => [{ month }, { month, day: "numeric" }]));
  months.set("setiembre", 8); // as in Peru and Uruguay
  const numbered = [...months].filter(([name]) => /\d/.test(name)).map(([name, index]) => [new RegExp(`(?<!\\d)${name}(?!\\d)`), index]);
  const weekdays = namesOf("weekday", weekly, styles.map((weekday) => ({ weekday })));
  const silent = new Set(SILENT);
  for (const tag of languages) {
    for (const { type, value } of formatter(tag, { dateStyle: "full" }).formatToParts(yearly[2])) {
      if (type === "literal") lettersIn(value).forEach((word) => silent.add(word));
    }
  }

  /* A name, or enough of it to be no other. */
  const find = (names, word) => {
    if (names.has(word)) return names.get(word);
    const near = new Set([...names].filter(([name]) => word.length > 2 && name.startsWith(word)).map(([, index]) => index));
    return near.size === 1 ? [...near][0] : undefined;
  };

  const isMonthFirst = (() => {
    const order = formatter(mine, { dateStyle: "short" }).formatToParts(yearly[0]).map(({ type }) => type);
    return order.indexOf("month") < order.indexOf("day");
  })();

  const yearIn = (digits, isBirth) => {
    if (digits.length === 4) return Number(digits);
    if (digits.length !== 2) return NaN;
    const now = new Date().getFullYear();
    const late = now - (now % 100) + Number(digits);
    const latest = [late + 100, late, late - 100].find((year) => year <= now + (isBirth ? 0 : AHEAD));
    return latest;
  };

  const whole = (year, month, day) => {
    const date = dayOf(year, month, day);
    const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= FIRST && year <= LAST;
    return isDay ? date : null;
  };

  const inNumbers = ([first, second, third], isBirth) => {
    if (first.length === 4) return [whole(Number(first), Number(second), Number(third))];
    const year = yearIn(third, isBirth);
    const readings = [whole(year, Number(first), Number(second)), whole(year, Number(second), Number(first))];
    return isMonthFirst ? readings : readings.reverse();
  };

  const withName = (month, numbers, isBirth) => {
    const at = numbers.findIndex((one) => one.length === 4);
    const year = numbers[at < 0 ? 1 : at];
    return [whole(yearIn(year, isBirth), month + 1, Number(numbers[at === 0 ? 1 : 0]))];
  };

  const latin = (text) =>
    text.replace(/(?!\d)\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0);
      let zero = code;
      while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
      return String(code - zero);
    });

  /* The days that a text may mean, the likely one first; none where it was not understood. */
  const readings = (text, isBirth) => {
    const whole = plain(latin(text.trim()));
    if (whole.length > LONGEST || /[^\p{L}\d\s.,/'’\p{Pd}]/u.test(whole)) return [];
    const [month, index] = numbered.find(([name]) => name.test(whole)) ?? [];
    const written = month ? whole.replace(month, " ") : whole;
    const numbers = written.match(/\d+/g) ?? [];
    const words = lettersIn(written).filter((word) => !silent.has(word));
    const named = [index, ...words.map((word) => find(months, word))].filter((found) => found !== undefined);
    const others = words.filter((word) => find(months, word) === undefined && find(weekdays, word) === undefined);
    if (others.length || named.length > 1 || numbers.length + named.length !== 3) return [];
    const found = named.length ? withName(named[0], numbers, isBirth) : inNumbers(numbers, isBirth);
    const [first, second] = found.filter(Boolean);
    return first && second && first.getTime() !== second.getTime() ? [first, second] : first ? [first] : [];
  };

  const format = (how) => (date) =>
    new Intl.DateTimeFormat(own, { timeZone: "UTC", calendar: "gregory", ...how }).format(date);

  return {
    readings,
    iso: (date) => date.toISOString().slice(0, 10),
    inWords: format({ dateStyle: "full" }),
    typed: format({ dateStyle: "long", numberingSystem: "latn" }),
  };
};

/* What was understood of the dates on a form. */
const kitDays = (form, answers, words) => {
  let made = null; // the names of a language are asked for when somebody types a date
  const dates = () => (made ??= kitDates(form.closest("[lang]").lang));
  const isDate = (control) => answers.kind(control) === "date";
  const daysIn = (control) => (control.value.trim() ? dates().readings(control.value, control.autocomplete === "bday") : []);
  const said = (control) => (isDate(control) ? daysIn(control).slice(0, 1).map((day) => dates().inWords(day)).join("") : "");
  const notes = new Map();

  const noteOf = (control) => {
    if (notes.has(control)) return notes.get(control);
    const made = kitMade("p", "", { className: "kit-understood", id: `${control.id}--understood` });
    words.mark(made);
    (control.closest("td") ?? control.closest(".kit-field")).append(made);
    control.setAttribute("aria-describedby", [control.getAttribute("aria-describedby"), made.id].filter(Boolean).join(" "));
    notes.set(control, made);
    return made;
  };

  const other = (control, date) => {
    const button = kitMade("button", words.text("date_other", { date: dates().inWords(date) }), { type: "button" });
    button.className = "kit-understood__other kit-screen-only";
    button.addEventListener("click", () => {
      control.value = dates().typed(date);
      for (const event of ["input", "change"]) control.dispatchEvent(new Event(event, { bubbles: true }));
      control.focus();
    });
    return button;
  };

  const show = (control) => {
    const [likely, second] = daysIn(control);
    if (!likely && !notes.has(control)) return "";
    const text = likely ? words.text("date_read", { date: dates().inWords(likely) }) : "";
    noteOf(control).replaceChildren(text, ...(second ? [" ", other(control, second)] : []));
    return text;
  };

  const tell = (control) => {
    const text = show(control);
    if (text) words.whisper(text);
  };
  form.addEventListener("change", ({ target }) => isDate(target) && kitReleased(() => tell(target)));
  form.addEventListener("kit-shown", ({ target }) => isDate(target) && show(target));
  form.addEventListener("input", ({ target }) => notes.has(target) && show(target));

  return {
    said,
    /* The dates that were understood, by the name of their control: year, month, day. */
    understood: () => {
      const found = answers.controls.filter(isDate).map((control) => [control.name, daysIn(control)[0]]);
      return Object.fromEntries(found.filter(([, day]) => day).map(([name, day]) => [name, dates().iso(day)]));
    },
  };
};
