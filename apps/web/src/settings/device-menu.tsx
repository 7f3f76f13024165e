import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { useSay } from "../intl.tsx";
import { Icon } from "../ui/icon.tsx";
import { useSetting } from "./device.ts";
import { LANGS, LANGUAGES, language, useLang } from "./language.ts";
import { THEMES, theme } from "./theme.ts";

/**
 * Language and theme, both settings of this device. The button stands on every page, also before somebody is signed in, and
 * can be told without reading the language that is shown; `named` says which that is, where there is room.
 */
export function DeviceMenu({ named = false }: { named?: boolean }) {
  const say = useSay();
  const lang = useLang();
  const chosen = useSetting(theme);
  return (
    <MenuTrigger>
      <Button
        className={named ? "device-button" : "icon-button"}
        aria-label={named ? `${LANGUAGES[lang].name}: ${say("device.label")}` : say("device.label")}
      >
        <Icon name="globe" />
        {named && <span lang={LANGUAGES[lang].locale}>{LANGUAGES[lang].name}</span>}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu menu-chosen">
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[lang]}
            onSelectionChange={(keys) => {
              const next = LANGS.find((one) => keys !== "all" && keys.has(one));
              if (next) language.set(next);
            }}
          >
            <Header>{say("device.language")}</Header>
            {LANGS.map((one) => (
              <MenuItem key={one} id={one} textValue={LANGUAGES[one].name}>
                <Chosen />
                <span lang={LANGUAGES[one].locale} dir="auto">
                  {LANGUAGES[one].name}
                </span>
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[chosen]}
            onSelectionChange={(keys) => {
              const next = THEMES.find((one) => keys !== "all" && keys.has(one));
              if (next) theme.set(next);
            }}
          >
            <Header>{say("device.theme")}</Header>
            {THEMES.map((one) => (
              <MenuItem key={one} id={one} textValue={say(`device.theme.${one}`)}>
                <Chosen />
                <span>{say(`device.theme.${one}`)}</span>
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** The tick beside what is chosen; the style sheet hides it elsewhere. */
function Chosen() {
  return (
    <span className="menu-tick">
      <Icon name="done" />
    </span>
  );
}
