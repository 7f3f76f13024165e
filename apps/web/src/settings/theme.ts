import { setting } from "./device.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Which theme was chosen on this device. The name is known to public/early.js, too. */
export const theme = setting<Theme>("theme", ["system", "light", "dark"]);

const DARK = "(prefers-color-scheme: dark)";

/** Shows the chosen theme, or the system's, from now on, whenever either changes. Called once, when the client starts. */
export function followTheme(): void {
  const system = matchMedia(DARK);
  const show = () => {
    const chosen = theme.get();
    document.documentElement.dataset.theme = chosen === "system" ? (system.matches ? "dark" : "light") : chosen;
    // The browser's own bars take the colour of the desk.
    const desk = getComputedStyle(document.documentElement).getPropertyValue("--desk").trim();
    document.querySelector<HTMLMetaElement>("meta[name=theme-color]")?.setAttribute("content", desk);
  };
  theme.subscribe(show);
  system.addEventListener("change", show);
  show();
}
