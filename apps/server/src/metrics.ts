import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { HistoryObserver } from "./history/history.ts";
import type { RoomMetrics } from "./rooms/socket.ts";

const FAST = [0.00002, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.2];
const DISK = [0.0002, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.1, 0.5, 2];
const SLOW = [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

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
  readonly delivered: Counter;
  /** By what was asked of the past: a moment, a comparison, a value, origins of words. */
  readonly pastSeconds: Histogram<"what">;
  /** Moments asked for, by whether the answer was there. */
  readonly moments: Counter<"from">;
  /** Sockets that the rooms sent away, by close code. */
  readonly ended: Counter<"code">;
}

/** Fresh metrics with a registry of their own, so that several servers of one process do not mix. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    accepted: new Counter({ name: "adref_entries_total", help: "Entries of the ledger", registers }),
    refused: new Counter({
      name: "adref_updates_refused_total",
      help: "Updates and acts refused, by reason",
      labelNames: ["reason"],
      registers,
    }),
    gateSeconds: new Histogram({
      name: "adref_gate_seconds",
      help: "Judging one update or act",
      buckets: FAST,
      registers,
    }),
    commitSeconds: new Histogram({
      name: "adref_commit_seconds",
      help: "One commit of the ledger, however many entries it holds",
      buckets: DISK,
      registers,
    }),
    pastSeconds: new Histogram({
      name: "adref_past_seconds",
      help: "Looking into the past of a text, waiting included",
      labelNames: ["what"],
      buckets: SLOW,
      registers,
    }),
    moments: new Counter({
      name: "adref_moments_total",
      help: "Moments of texts asked for, by where the answer came from",
      labelNames: ["from"],
      registers,
    }),
    sockets: new Gauge({ name: "adref_sockets", help: "Open sockets", labelNames: ["kind"], registers }),
    delivered: new Counter({ name: "adref_frames_delivered_total", help: "Frames handed to sockets", registers }),
    ended: new Counter({
      name: "adref_sockets_ended_total",
      help: "Sockets sent away, by close code",
      labelNames: ["code"],
      registers,
    }),
  };
}

/** Shows how many texts are in memory, as `count` tells when it is asked. */
export function watchTexts({ registry }: Metrics, count: () => number): void {
  new Gauge({
    name: "adref_texts_in_memory",
    help: "Texts held in memory",
    registers: [registry],
    collect() {
      this.set(count());
    },
  });
}

/** What the rooms count, into these metrics. Sockets are counted by kind where they are accepted (http/sockets.ts). */
export function roomMetrics({ accepted, refused, delivered, ended, gateSeconds }: Metrics): RoomMetrics {
  return {
    connections: () => {},
    appended: (entries) => accepted.inc(entries),
    delivered: (frames) => delivered.inc(frames),
    refused: (id) => refused.inc({ reason: id }),
    judged: (seconds) => gateSeconds.observe(seconds),
    ended: (code) => ended.inc({ code: String(code) }),
  };
}

/** What looking into the past costs, into these metrics. */
export function historyMetrics({ pastSeconds, moments }: Metrics): HistoryObserver {
  return {
    took: (what, seconds) => pastSeconds.observe({ what }, seconds),
    cached: (hit) => moments.inc({ from: hit ? "memory" : "ledger" }),
  };
}
