import type { Translation } from "./catalogues.ts";
import type { commentWords } from "./comments.en.ts";

export const commentsUr: Translation<typeof commentWords> = {
  "comments.label": "تبصرے",
  "comments.here": "یہاں {count, plural, one {# تبصرہ} other {# تبصرے}}",
  "comments.all": "{count, plural, one {# تبصرہ} other {# تبصرے}}",
  "comments.elsewhere": "دوسری جگہ",
  "comments.unknown": "کوئی",
  "comments.answers": "جوابات",
  "comments.more": "آگے {count, plural, one {# اور تبصرہ} other {# اور تبصرے}}",
};
