/* How the text is set: its size, the room between lines, its typeface, and a view without menus. */
(() => {
  const { dataset } = document.documentElement;
  const opener = document.querySelector("[data-kit-text]");
  const panel = document.getElementById("kit-text");
  if (!opener || !panel || !panel.showPopover) return;

  const end = document.querySelector("[data-kit-view-end]");
  const groups = [...panel.querySelectorAll("[data-kit-choice]")].map((group) => [...group.querySelectorAll("button")]);
  const chosen = () => (dataset.text || "").split(" ");

  /* What is read stays where it is, though all above it grows. */
  const inPlace = (change) => {
    const article = document.querySelector(".kit-article");
    const top = document.querySelector(".kit-header").offsetHeight;
    const read = article && [...article.children].find((part) => part.getBoundingClientRect().bottom > top);
    const before = read?.getBoundingClientRect().top;
    change();
    if (read && before < top) scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" });
  };

  const showChosen = () => {
    for (const [usual, ...others] of groups) {
      for (const other of others) other.ariaPressed = String(chosen().includes(other.value));
      usual.ariaPressed = String(!others.some((other) => other.ariaPressed === "true"));
    }
  };

  const choose = (group, choice) => {
    const others = groups.flat().filter((other) => !group.includes(other));
    const kept = chosen().filter((word) => others.some((other) => other.value === word));
    const words = [...kept, choice.value].filter(Boolean).join(" ");
    inPlace(() => {
      if (words) dataset.text = words;
      else delete dataset.text;
    });
    kitStorage.set("kit-text", words);
    showChosen();
  };

  const keepView = (value) => {
    if (value) dataset.view = value;
    else delete dataset.view;
    try {
      if (value) sessionStorage.setItem("kit-view", value);
      else sessionStorage.removeItem("kit-view");
    } catch {
      return; /* then it holds for this page only */
    }
  };

  for (const group of groups) {
    for (const choice of group) choice.addEventListener("click", () => choose(group, choice));
  }
  panel.addEventListener("beforetoggle", () => {
    panel.style.setProperty("--kit-below", `${opener.getBoundingClientRect().bottom}px`);
  });
  panel.querySelector("[data-kit-view]").addEventListener("click", () => {
    panel.hidePopover();
    inPlace(() => keepView("text"));
    end.focus();
  });
  end.addEventListener("click", () => {
    inPlace(() => keepView(""));
    opener.focus();
  });
  showChosen();
  opener.hidden = end.hidden = false;
})();
