import { api } from "../api.ts";
import { useLoad } from "../use-load.ts";

/** The negotiation as the server shows it to the reader, or as the device kept it; renewed as `useLoad` says. */
export function useNegotiation(renewMs: number | null = null) {
  return useLoad("negotiation", api.negotiation, renewMs);
}
