/* What keys, clickers, and fingers mean, the same in the hall and in the notes. */
const kitKeys = (isRightToLeft, does) => {
  const ON = ["PageDown", "ArrowDown", isRightToLeft ? "ArrowLeft" : "ArrowRight", "Enter", "l", "j"];
  const BACK = ["PageUp", "ArrowUp", isRightToLeft ? "ArrowRight" : "ArrowLeft", "Backspace", "h", "k"];
  const LETTERS = {
    b: "black", ".": "black", w: "white", ",": "white", o: "overview", f: "full", n: "notes", p: "pointer", d: "colors",
    "?": "help",
  };
  let digits = "";

  const meaning = ({ key, shiftKey }) => {
    if (key === " ") return shiftKey ? "previous" : "next";
    if (ON.includes(key)) return "next";
    if (BACK.includes(key)) return "previous";
    if (key === "Home") return "first";
    if (key === "End") return "last";
    if (key === "Escape") return "escape";
    if (key === "F5") return "full";
    return LETTERS[key.toLowerCase()];
  };

  /* A button, link, or field that has the focus takes the keys that it answers to itself. */
  const isTaken = ({ key, target }) =>
    target.closest("dialog[open], input, select, textarea") || ([" ", "Enter"].includes(key) && target.closest("a, button, summary"));

  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || isTaken(event)) return;
    const { key } = event;
    if (/^\d$/.test(key)) {
      digits = `${digits}${key}`.slice(-3);
      return;
    }
    const number = Number(digits);
    digits = "";
    const done = key === "Enter" && number ? does("number", number) : does(meaning(event));
    if (done) event.preventDefault();
  });
};

/* A swipe to the side turns the page; one finger alone, and nothing while the page is zoomed. */
const kitSwipes = (element, isRightToLeft, does) => {
  const LEAST = 50; // pixels
  let from = null;
  const isZoomed = () => (window.visualViewport?.scale ?? 1) > 1.05;

  element.addEventListener("touchstart", ({ touches }) => {
    from = touches.length === 1 && !isZoomed() ? { x: touches[0].clientX, y: touches[0].clientY } : null;
  }, { passive: true });
  element.addEventListener("touchend", ({ changedTouches }) => {
    if (!from) return;
    const across = changedTouches[0].clientX - from.x;
    const down = changedTouches[0].clientY - from.y;
    from = null;
    if (Math.abs(across) < LEAST || Math.abs(across) < 1.5 * Math.abs(down)) return;
    does(across < 0 === !isRightToLeft ? "next" : "previous");
  }, { passive: true });
};
