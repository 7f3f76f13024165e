import { api } from "../api.ts";
import { useLoad } from "../use-load.ts";

/** The negotiation as the server shows it to the reader, or as the device kept it. */
export function useNegotiation() {
  return useLoad("negotiation", api.negotiation);
}
