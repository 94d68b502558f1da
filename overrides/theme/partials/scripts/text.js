/* How the text is set: its size, the room between lines, its typeface, and a view without menus. */
(() => {
  const { dataset } = document.documentElement;
  const opener = document.querySelector("[data-kit-text]");
  const panel = document.getElementById("kit-text");
  if (!opener || !panel || !panel.showPopover) return;

  const end = document.querySelector("[data-kit-view-end]");
  const choices = [...panel.querySelectorAll("input")];
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
    for (const choice of choices) {
      const others = choices.filter((other) => other.name === choice.name && other.value);
      choice.checked = choice.value ? chosen().includes(choice.value) : !others.some((other) => chosen().includes(other.value));
    }
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

  panel.addEventListener("change", () => {
    const words = choices.filter((choice) => choice.checked && choice.value).map((choice) => choice.value).join(" ");
    inPlace(() => {
      if (words) dataset.text = words;
      else delete dataset.text;
    });
    kitStorage.set("kit-text", words);
  });
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
