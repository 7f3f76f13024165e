import type { Translation } from "./catalogues.ts";
import type { commentWords } from "./comments.en.ts";

export const commentsRu: Translation<typeof commentWords> = {
  "comments.label": "Комментарии",
  "comments.here": "Комментариев здесь: {count, number}",
  "comments.all": "Комментариев: {count, number}",
  "comments.elsewhere": "В других местах",
  "comments.unknown": "Кто-то",
  "comments.answers": "Ответы",
  "comments.more": "Ещё комментариев дальше: {count, number}",
};
