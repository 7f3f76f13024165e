/** What belongs to every page: language and theme, keys and commands, what is said to those who listen, the installed client. */
export const accessWords = {
  "device.label": "Language and theme",
  "device.language": "Language",
  "device.theme": "Theme",
  "device.theme.system": "As the system",
  "device.theme.light": "Light",
  "device.theme.dark": "Dark",
} as const;
