export { type Clock, systemClock } from "./clock.ts";
export { RoomClosed } from "./ledger-queue.ts";
export { LIMITS, type Limits } from "./limits.ts";
export { Rooms, type RoomsOptions } from "./rooms.ts";
export type { Log, RoomMetrics, Socket } from "./socket.ts";
