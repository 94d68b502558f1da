/* Looks for the site's folder, from the address that nobody has upward: the first with the site's icon in it. */
addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-kit-lost]");
  if (!place) return;

  const lead = (top) => {
    for (const link of place.querySelectorAll("[data-path]")) link.href = top + link.dataset.path;
    place.hidden = false;
  };

  const look = (folder) => {
    const icon = new Image();
    icon.addEventListener("load", () => lead(folder));
    icon.addEventListener("error", () => {
      const above = folder.slice(0, -1).replace(/[^/]*$/, "");
      if (above.endsWith("/") && folder !== above) look(above);
    });
    icon.src = folder + place.dataset.kitLost;
  };

  look(location.pathname.replace(/[^/]*$/, ""));
});
