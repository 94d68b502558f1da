/* Where words stand in a text, however they are written: for search, and for its marks on the page that it opens. */
const kitMatching = (() => {
  const WORD = /[\p{L}\p{N}\p{M}\p{Cf}]+/gu;
  const ASCII = /^[\x00-\x7f]*$/;
  /* Scripts without spaces between words, in which a word may begin at any letter. */
  const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]/u;
  const isUnspaced = (term) => !ASCII.test(term) && UNSPACED.test(term);

  const words = (text) => text.split(ASCII.test(text) ? /[^a-z0-9]+/ : /[^\p{L}\p{N}]+/u).filter(Boolean);

  const segments = (text) => {
    const parts = [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)];
    return parts.filter((part) => part.isWordLike).map((part) => part.segment);
  };

  /* The words of what was typed, and those within them: where nobody writes spaces, the browser knows them. */
  const asked = (typed) => words(kitFolded(typed));
  const within = (terms) => terms.flatMap((term) => isUnspaced(term) && Intl.Segmenter ? segments(term) : [term]);

  /* Folding changes lengths, so the places of a term in a word are looked for letter by letter. */
  const placesIn = (word, term) => {
    const letters = [...word];
    const length = (count) => letters.slice(0, count).join("").length;
    const found = [];
    for (let from = 0; from < letters.length; from += 1) {
      if (!kitFolded(letters.slice(from).join("")).startsWith(term)) continue;
      let to = from + 1;
      while (kitFolded(letters.slice(from, to).join("")).length < term.length) to += 1;
      found.push([length(from), length(to)]);
      from = to - 1;
    }
    return found;
  };

  /* From where to where the terms stand: whole words that begin with one, and parts where words are not spaced, or
     where that is asked for, as it is when nothing begins so. */
  const hits = (text, terms, inside = false) => {
    const found = [];
    for (const { 0: word, index } of text.matchAll(WORD)) {
      const folded = kitFolded(word);
      const held = terms.filter((term) => folded.includes(term));
      if (held.some((term) => folded.startsWith(term) && !isUnspaced(term))) found.push([index, index + word.length]);
      else {
        const parts = held.filter((term) => inside || isUnspaced(term)).flatMap((term) => placesIn(word, term));
        let last = -1;
        for (const [from, to] of parts.sort(([one], [other]) => one - other)) {
          if (from > last) found.push([index + from, index + to]);
          else found.at(-1)[1] = index + Math.max(last, to);
          last = Math.max(last, to);
        }
      }
    }
    return found;
  };

  /* What begins with a term, or else what holds one. */
  const found = (text, terms) => {
    const beginning = hits(text, terms);
    return beginning.length ? beginning : hits(text, terms, true);
  };

  return { asked, found, hits, isUnspaced, within, words };
})();
