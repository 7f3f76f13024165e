import type { Translation } from "./catalogues.ts";
import type { commentWords } from "./comments.en.ts";

export const commentsZh: Translation<typeof commentWords> = {
  "comments.label": "评论",
  "comments.here": "此处 {count, number} 条评论",
  "comments.all": "{count, number} 条评论",
  "comments.elsewhere": "其他位置",
  "comments.unknown": "某人",
  "comments.answers": "答复",
  "comments.more": "后面还有 {count, number} 条评论",
};
