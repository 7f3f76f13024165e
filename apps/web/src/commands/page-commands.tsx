import { useCallback, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { useWho } from "../people/who.tsx";
import { LANGS, LANGUAGES, language } from "../settings/language.ts";
import { THEMES, theme } from "../settings/theme.ts";
import { HelpSheet } from "./help-sheet.tsx";
import { Palette } from "./palette.tsx";
import { nextPane } from "./panes.ts";
import type { Command } from "./registry.ts";
import { useCommandKeys, useCommands } from "./use-commands.ts";

/** Opens the help sheet or the palette from anywhere: a menu's entry does what the key does. */
export const openers = { help: () => {}, palette: () => {} };

/** The commands of every page, with the palette and the help sheet that list them and the ear that hears their keys. */
export function PageCommands() {
  const navigate = useNavigate();
  const { who, leave } = useWho();
  const [open, setOpen] = useState<"help" | "palette" | null>(null);
  const close = useCallback(() => setOpen(null), []);
  openers.help = useCallback(() => setOpen("help"), []);
  openers.palette = useCallback(() => setOpen("palette"), []);
  const signedIn = who.state === "in";
  const commands = useMemo((): Command[] => {
    const everywhere: Command[] = [
      { id: "palette", name: "command.palette", group: "page", keys: ["Mod-k", "Mod-Shift-p"], run: openers.palette },
      { id: "help", name: "help.help", group: "page", keys: ["?", "F1"], run: openers.help },
      { id: "panes", name: "help.panes", group: "moving", keys: ["F6"], run: () => void nextPane(1) },
      { id: "panes-back", name: "help.panesBack", group: "moving", keys: ["Shift-F6"], run: () => void nextPane(-1) },
      ...LANGS.map(
        (lang): Command => ({
          id: `language-${lang}`,
          name: "command.language",
          values: { language: LANGUAGES[lang].name },
          group: "page",
          run: () => language.set(lang),
        }),
      ),
      ...THEMES.map(
        (one): Command => ({
          id: `theme-${one}`,
          name: `command.theme.${one}`,
          group: "page",
          run: () => theme.set(one),
        }),
      ),
    ];
    if (!signedIn) return everywhere;
    return [
      ...everywhere,
      { id: "texts", name: "command.texts", group: "page", run: () => void navigate("/") },
      { id: "sign-out", name: "command.signOut", group: "page", run: leave },
    ];
  }, [navigate, leave, signedIn]);
  useCommands(commands);
  useCommandKeys();
  return (
    <>
      <HelpSheet isOpen={open === "help"} onOpenChange={close} />
      <Palette isOpen={open === "palette"} close={close} />
    </>
  );
}
