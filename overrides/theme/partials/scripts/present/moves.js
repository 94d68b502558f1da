/*
 * Which slide all windows of a presentation show, whichever of them turns the page. Each press is a move with its time,
 * and windows tell each other their latest moves: each makes all of them in the same order, and none twice, so that no
 * press is lost to an answer that is older than it.
 */
const kitMoves = (deck, first) => {
  const KEPT = 50; // more than are on their way at once
  const from = Math.random().toString(36).slice(2);
  /* What was shown before the moves that are kept; of windows that nobody has moved, the one that is further on. */
  let start = { when: first, from: "", at: first, cover: "" };
  let moves = [];

  const inOrder = (one, other) => one.when - other.when || Number(one.from > other.from) - Number(one.from < other.from);

  /* A move leads "to" a slide or on "by" some, which ends a blank screen; or it begins or ends one, its "cover". */
  const made = ({ at }, { when, from, to = at, by = 0, cover = "" }) => ({ when, from, at: deck.inside(to + by), cover });
  const shown = () => moves.reduce(made, start);

  const add = (more) => {
    const isKnown = (move) => inOrder(move, start) <= 0 || moves.some((known) => inOrder(known, move) === 0);
    const news = more.filter((move) => !isKnown(move));
    moves = [...moves, ...news].sort(inOrder);
    while (moves.length > KEPT) start = made(start, moves.shift());
    return news;
  };

  /* All windows read the same clock; should it be set back, a move is later than all before it nevertheless. */
  const make = (move) => add([{ ...move, when: Math.max(Date.now(), shown().when + 1), from }]);

  /* What another window tells; the moves that are news here. */
  const hear = (said) => {
    if (inOrder(said.start, start) > 0) {
      start = said.start;
      moves = moves.filter((move) => inOrder(move, start) > 0);
    }
    return add(said.moves);
  };

  return { make, hear, shown, told: () => ({ start, moves }) };
};
