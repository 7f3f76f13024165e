import { PARTY_CODE_PATTERN, type PartyCode } from "@adref/schema";

/** How the text is read: as one works in it, as it would be, or as what changed since a revision. */
export type View =
  | { readonly kind: "bracketed" }
  | { readonly kind: "standing" }
  | { readonly kind: "favoured" }
  | { readonly kind: "party"; readonly party: PartyCode }
  | { readonly kind: "since"; readonly revision: number };

export const BRACKETED: View = { kind: "bracketed" };

/** A view as an address holds it: `standing`, `favoured`, `party:KAZ`, `since:2`; "" for the working one. */
export function viewText(view: View): string {
  switch (view.kind) {
    case "bracketed":
      return "";
    case "party":
      return `party:${view.party}`;
    case "since":
      return `since:${view.revision}`;
    default:
      return view.kind;
  }
}

/** Reads a view from an address; the working one where it is none. */
export function parseView(text: string | null): View {
  if (text === "standing" || text === "favoured") return { kind: text };
  const [kind, what = ""] = (text ?? "").split(":");
  if (kind === "party" && PARTY_CODE_PATTERN.test(what)) return { kind, party: what };
  if (kind === "since" && /^(0|[1-9]\d{0,8})$/.test(what)) return { kind, revision: Number(what) };
  return BRACKETED;
}
