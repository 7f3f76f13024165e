import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const FAST = [0.00002, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.2];
const DISK = [0.0002, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.1, 0.5, 2];

/** What the server counts about itself, as `/metrics` shows it. */
export interface Metrics {
  readonly registry: Registry;
  readonly accepted: Counter;
  /** By the refusal's stable id. */
  readonly refused: Counter<"reason">;
  readonly gateSeconds: Histogram;
  readonly commitSeconds: Histogram;
  /** By kind: sync or record. */
  readonly sockets: Gauge<"kind">;
  readonly texts: Gauge;
}

/** Fresh metrics with a registry of their own, so that several servers of one process do not mix. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    accepted: new Counter({ name: "adref_updates_accepted_total", help: "Updates of the words taken", registers }),
    refused: new Counter({
      name: "adref_updates_refused_total",
      help: "Updates and acts refused, by reason",
      labelNames: ["reason"],
      registers,
    }),
    gateSeconds: new Histogram({
      name: "adref_gate_seconds",
      help: "Judging one update",
      buckets: FAST,
      registers,
    }),
    commitSeconds: new Histogram({
      name: "adref_commit_seconds",
      help: "One commit of the ledger, however many entries it holds",
      buckets: DISK,
      registers,
    }),
    sockets: new Gauge({ name: "adref_sockets", help: "Open sockets", labelNames: ["kind"], registers }),
    texts: new Gauge({ name: "adref_texts_in_memory", help: "Texts held in memory", registers }),
  };
}
