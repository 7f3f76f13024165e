// Before anything is drawn: the theme that was chosen on this device, or the system's, so that no page flashes in another.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("adref.device.theme");
  } catch {
    // A browser that keeps nothing shows the system's theme.
  }
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
