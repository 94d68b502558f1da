/* The slides of this page in their order, the name of each, and what the plan says of it. */
const kitDeck = (main) => {
  const words = JSON.parse(main.dataset.words);
  const slides = [...main.querySelectorAll("[data-kit-slide]")];
  const names = slides.map((slide) => slide.dataset.kitSlide);
  const { length } = slides;

  const inside = (number) => Math.min(Math.max(number, 0), length - 1);

  /* The slide of an address such as "#3" or "#why-mentoring", counted from 0; -1 for none. */
  const find = (hash) => {
    let name = hash.replace(/^#/, "");
    try {
      name = decodeURIComponent(name);
    } catch {
      return -1;
    }
    return /^\d+$/.test(name) && Number(name) > 0 ? inside(Number(name) - 1) : names.indexOf(name);
  };

  const titleOf = (number) => slides[number].querySelector(".kit-show__title").textContent;

  /* Text of the author's language with values in place of the names in braces. */
  const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (braces, key) => values[key] ?? braces);

  const position = (number) => say("position", { number: number + 1, count: length });

  return { main, slides, names, length, inside, find, titleOf, say, position };
};
