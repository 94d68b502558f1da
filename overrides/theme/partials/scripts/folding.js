/* Words as search compares them: however they are typed, with which marks, and from whichever keyboard. */
const kitFolded = (() => {
  /* What Unicode does not take apart (NFKD): a letter of its own to some, a mark to others. */
  const LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ɖ": "d", "þ": "th", "ħ": "h", "ı": "i", "ȷ": "j",
    "ł": "l", "ŋ": "n", "ŧ": "t", "ƒ": "f", "ɓ": "b", "ɗ": "d", "ɣ": "g", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ə": "e",
    "ǝ": "e", "ʉ": "u", "ɨ": "i", "ƴ": "y", "ʋ": "v", "ς": "σ", "ґ": "г", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك",
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
  };
  const UNLIKE = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");
  /* Marks and vowel points, the tatweel that stretches a word, signs that nobody sees, apostrophes that are letters. */
  const UNSEEN = /[\p{M}\p{Cf}\u0640\u02b9-\u02bf\u02c8\ua78c]/gu;
  const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/gu;

  /* What no step below changes but to small letters: most of a long text, and all of many. */
  const PLAIN = /^[\x00-\x7f\u2013\u2014\u2018\u2019\u201c\u201d]*$/;

  return (text) => PLAIN.test(text) ? text.toLowerCase() : text
    .normalize("NFKD")
    .replace(UNSEEN, "")
    .toLowerCase()
    .replace(UNSEEN, "")
    .replace(UNLIKE, (letter) => LETTERS[letter])
    .replace(DIGITS, (digit) => digit.charCodeAt(0) % 16 - (digit < "\u0966" ? 0 : 6));
})();
