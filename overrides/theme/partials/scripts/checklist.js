/* Ticks on a checklist stay on the device until they are cleared. */
(() => {
  const boxes = [...document.querySelectorAll(".task-list-item input")];
  const clear = document.querySelector("[data-kit-clear-ticks]");
  if (!boxes.length || !clear) return;

  const key = `kit-ticks ${location.pathname}`;
  const names = boxes.map((box) => box.closest("li").textContent.trim());
  const written = names.filter((_, index) => boxes[index].defaultChecked);
  const asWritten = (ticked) => String(ticked) === String(written);

  const show = (ticked) => {
    boxes.forEach((box, index) => {
      box.checked = ticked.includes(names[index]);
    });
    clear.hidden = asWritten(ticked);
  };

  const saved = () => {
    try {
      return JSON.parse(kitStorage.get(key)) || written;
    } catch {
      return written;
    }
  };

  for (const box of boxes) {
    box.addEventListener("change", () => {
      const ticked = names.filter((_, index) => boxes[index].checked);
      kitStorage.set(key, asWritten(ticked) ? "" : JSON.stringify(ticked));
      clear.hidden = asWritten(ticked);
    });
  }
  clear.addEventListener("click", () => {
    kitStorage.set(key, "");
    show(written);
    boxes[0].focus();
  });
  show(saved());
})();
