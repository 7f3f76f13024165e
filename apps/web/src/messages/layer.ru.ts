import type { layerWords } from "./layer.en.ts";
import type { Translation } from "./translation.ts";

export const layerRu: Translation<typeof layerWords> = {
  "layer.switch": "Какой текст вы видите и пишете",
  "layer.private": "Закрытый черновик {party}",
  "layer.privateShort": "Закрытый черновик",
  "layer.tabled": "Внесённый текст",
  "layer.toggle": "Переключить: закрытый черновик или внесённый текст",
  "layer.band": "Закрыто: написанное здесь видит только делегация {party}.",
  "layer.bandCount": "{count, plural, =0 {Черновых предложений пока нет.} other {Закрытых предложений: #.}}",
  "layer.nowPrivate": "Это закрытый черновик. Написанное видит только делегация {party}.",
  "layer.nowTabled": "Это внесённый текст. Написанное видят все.",
  "layer.words": "Закрытый черновик {party}, слова текста",
  "layer.title": "Закрыто – {title}",
  "layer.partyPrivate": "{party}, закрыто",
  "layer.table": "Внести…",
  "layer.tableThis": "Внести это…",
  "layer.tableTitle": "Внести закрытые предложения",
  "layer.warning": "Эти слова увидят все участники переговоров как предложения {party}. Незаметно отозвать их нельзя.",
  "layer.all": "Выбрать все",
  "layer.none": "Снять выбор",
  "layer.list": "Закрытые предложения в порядке текста",
  "layer.nothing": "Вносить нечего. Здесь будет то, что вы предложите в закрытом черновике.",
  "layer.unsaved": "Некоторые ваши изменения ещё не сохранены. Внесите, когда сохранятся.",
  "layer.button":
    "{count, plural, =0 {Внести} one {Внести # предложение} few {Внести # предложения} many {Внести # предложений} other {Внести # предложения}}",
  "layer.insteadOf": "вместо «{words}»",
  "layer.strike": "Исключить «{words}»",
  "layer.newProvision": "Новое положение",
  "layer.done":
    "{count, plural, one {# предложение внесено перед всеми.} few {# предложения внесены перед всеми.} many {# предложений внесено перед всеми.} other {# предложения внесено перед всеми.}}",
  "layer.doneNone": "Ничего не внесено.",
  "layer.stayed": "Что осталось закрытым и почему",
  "layer.lost": "Их место в тексте исчезло",
  "layer.lostHint":
    "Положение с этими словами исключено или восстановлено. Скопируйте слова, чтобы предложить в другом месте.",
  "layer.copy": "Копировать",
  "layer.copied": "Скопировано. Вставьте слова туда, где им стоять.",
  "layer.discard": "Удалить",
  "layer.offline": "Сервер недоступен. Ничего не внесено; черновик остаётся здесь.",
};
