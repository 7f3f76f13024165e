export type { Clock } from "./clock.ts";
export type { Limits } from "./limits.ts";
export { Rooms } from "./rooms.ts";
export type { Socket } from "./socket.ts";
