import { takeOrders } from "../threads/orders.ts";
import { type PackedText, unpackText } from "./packed-text.ts";
import { type PaperOrder, writePaper } from "./write-paper.ts";

/** The thread that writes papers. */
takeOrders<PaperOrder<PackedText>>(async (order, progress) => {
  const against = order.against && { ...order.against, text: unpackText(order.against.text) };
  return writePaper({ ...order, text: unpackText(order.text), against }, progress);
});
