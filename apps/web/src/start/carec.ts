import type { Party } from "@adref/schema";

/** The eleven countries of the CAREC programme. */
export const CAREC: readonly Party[] = [
  { code: "AFG", names: { en: "Afghanistan", ru: "Афганистан", zh: "阿富汗", ur: "افغانستان" }, wto: "member" },
  { code: "AZE", names: { en: "Azerbaijan", ru: "Азербайджан", zh: "阿塞拜疆", ur: "آذربائیجان" }, wto: "acceding" },
  {
    code: "CHN",
    names: {
      en: "People’s Republic of China",
      ru: "Китайская Народная Республика",
      zh: "中华人民共和国",
      ur: "عوامی جمہوریہ چین",
    },
    wto: "member",
  },
  { code: "GEO", names: { en: "Georgia", ru: "Грузия", zh: "格鲁吉亚", ur: "جارجیا" }, wto: "member" },
  { code: "KAZ", names: { en: "Kazakhstan", ru: "Казахстан", zh: "哈萨克斯坦", ur: "قازقستان" }, wto: "member" },
  {
    code: "KGZ",
    names: { en: "Kyrgyz Republic", ru: "Кыргызская Республика", zh: "吉尔吉斯共和国", ur: "جمہوریہ کرغیز" },
    wto: "member",
  },
  { code: "MNG", names: { en: "Mongolia", ru: "Монголия", zh: "蒙古国", ur: "منگولیا" }, wto: "member" },
  { code: "PAK", names: { en: "Pakistan", ru: "Пакистан", zh: "巴基斯坦", ur: "پاکستان" }, wto: "member" },
  { code: "TJK", names: { en: "Tajikistan", ru: "Таджикистан", zh: "塔吉克斯坦", ur: "تاجکستان" }, wto: "member" },
  {
    code: "TKM",
    names: { en: "Turkmenistan", ru: "Туркменистан", zh: "土库曼斯坦", ur: "ترکمانستان" },
    wto: "acceding",
  },
  { code: "UZB", names: { en: "Uzbekistan", ru: "Узбекистан", zh: "乌兹别克斯坦", ur: "ازبکستان" }, wto: "acceding" },
];
