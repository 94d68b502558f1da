/* Dates that are over by the reader's own calendar go; a page may have been made long before it is read. */
for (const dates of document.querySelectorAll("[data-kit-dates]")) {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const items = [...dates.querySelectorAll("[data-day]")];
  for (const item of items) item.hidden = item.dataset.day < today;
  dates.hidden = items.every((item) => item.hidden);
}
