/* What can be wrong with an answer, by the name of the word that says so; an answer that may be right passes. */
const kitCheck = (() => {
  const ADDRESS = /^[^\s@<>()",;:]+@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;
  const digits = (text) => (text.match(/\p{Nd}/gu) ?? []).length;

  /* One address, or several; also as mail programs write them: Zoë <zoe@example.org>. */
  const isAddress = (text) => {
    const named = [...text.matchAll(/<([^<>]*)>/g)].map((found) => found[1]);
    const found = named.length ? named : text.split(/[\s,;]+/).filter(Boolean);
    return found.length > 0 && found.every((one) => ADDRESS.test(one.replace(/\.+$/, "")));
  };

  /* Numbers have up to 15 digits (ITU-T E.164), more with a prefix to dial out, and 5 inside of a town. Letters stand
     for digits, name an extension, or say when to call: what stands between them are the numbers. */
  const isPhone = (text) => {
    const spelled = text.replace(/[\p{Nd})][\s.-]?[A-Z]{3,}(?:-?[A-Z\p{Nd}]+)*\b/gu, (found) => found.replace(/[A-Z]/g, "5"));
    const numbers = spelled.split(/[^\p{Nd}+()./\s\p{Pd}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/u).map(digits);
    return Math.max(...numbers) >= 5 && numbers.every((count) => count <= 20);
  };

  const isDay = (year, month, day) => {
    const date = new Date(Date.UTC(2000, 0, 1));
    date.setUTCFullYear(year, month - 1, day);
    return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  };

  /* Three numbers in any order that can be a day, or a year or day beside a month's name. */
  const isDate = (text) => {
    if (/(?!\d)\p{Nd}/u.test(text)) return true; // digits of other scripts, and calendars of other peoples
    const found = (text.match(/\d+/g) ?? []).map(Number);
    const hasName = /\p{L}{3,}|[年月日년월일]/u.test(text);
    if (found.length !== 3) return hasName && found.length >= 1 && found.length <= 2;
    const [first, second, third] = found;
    return isDay(first, second, third) || isDay(third, first, second) || isDay(third, second, first);
  };

  const badly = { email: isAddress, tel: isPhone, date: isDate };

  return (control, kind) => {
    const text = control.value.trim();
    if (!text || !badly[kind] || badly[kind](text)) return "";
    return `check_${kind}`;
  };
})();
