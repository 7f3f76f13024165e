import { useCallback, useEffect, useMemo, useState } from "react";
import { Button } from "react-aria-components";
import type { Command } from "../commands/registry.ts";
import { useCommands } from "../commands/use-commands.ts";
import { KeySign } from "../console/key-sign.tsx";
import { useSay } from "../intl.tsx";
import { setting, useSetting } from "../settings/device.ts";
import { theme } from "../settings/theme.ts";

/** The screen's own theme on this device: a room's projector has a light of its own. `device` follows it.*/
const screenTheme = setting<"device" | "light" | "dark">("screen", ["device", "light", "dark"]);

/** How long the tools and the pointer stay after the last move, in milliseconds. */
const RESTS_MS = 3_000;

/** Light or dark, and full screen: by a button that hides itself, or by its key. */
export function ScreenTools() {
  const say = useSay();
  const dark = useDark();
  const full = useFullScreen();
  const shown = useMoving();
  const turn = useCallback(() => screenTheme.set(dark ? "light" : "dark"), [dark]);
  const commands = useMemo(
    (): readonly Command[] => [
      { id: "screen-theme", name: dark ? "screen.light" : "screen.dark", group: "page", keys: ["d", "D"], run: turn },
      {
        id: "screen-full",
        name: full ? "screen.window" : "screen.full",
        group: "page",
        keys: ["f", "F"],
        run: toggleFullScreen,
      },
    ],
    [dark, full, turn],
  );
  useCommands(commands);
  return (
    <div className="screen-tools" data-shown={shown || undefined}>
      <Button className="button" aria-keyshortcuts="D" onPress={turn}>
        {say(dark ? "screen.light" : "screen.dark")} <KeySign name="D" />
      </Button>
      <Button className="button" aria-keyshortcuts="F" onPress={toggleFullScreen}>
        {say(full ? "screen.window" : "screen.full")} <KeySign name="F" />
      </Button>
    </div>
  );
}

function toggleFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  // A browser that does not allow it leaves the window as it is.
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

/** Shows the page in the screen's theme, and in the device's again when the screen goes. */
function useDark(): boolean {
  const chosen = useSetting(screenTheme);
  const device = useSetting(theme);
  const system = matchMedia("(prefers-color-scheme: dark)").matches;
  const of = chosen === "device" ? device : chosen;
  const dark = of === "dark" || (of === "system" && system);
  useEffect(() => {
    const before = document.documentElement.dataset.theme ?? "light";
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    return () => {
      document.documentElement.dataset.theme = before;
    };
  }, [dark]);
  return dark;
}

function useFullScreen(): boolean {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  return full;
}

/** Whether somebody has moved the pointer or pressed a key a moment ago. */
function useMoving(): boolean {
  const [moving, setMoving] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const moved = () => {
      clearTimeout(timer);
      setMoving(true);
      timer = setTimeout(() => setMoving(false), RESTS_MS);
    };
    moved();
    addEventListener("pointermove", moved, { passive: true });
    addEventListener("keydown", moved, { passive: true });
    return () => {
      clearTimeout(timer);
      removeEventListener("pointermove", moved);
      removeEventListener("keydown", moved);
    };
  }, []);
  return moving;
}
