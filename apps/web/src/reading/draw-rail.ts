import type { DrawnMark, MarkKind } from "./rail-model.ts";

/** The inks of the rail, read from the page's custom properties, so that it goes with every theme. */
export interface RailInks {
  readonly ink: string;
  readonly faint: string;
  readonly accent: string;
  readonly agreed: string;
  readonly alarm: string;
}

/** Reads the inks as they are now. */
export function railInks(element: Element): RailInks {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim() || "CanvasText";
  return {
    ink: read("--ink-soft"),
    faint: read("--ink-faint"),
    accent: read("--accent"),
    agreed: read("--agreed"),
    alarm: read("--alarm"),
  };
}

/**
 * Draws the marks in three lanes: what is agreed as a bar (broken where it is in group only), brackets as strokes (one's own
 * longer and doubled, parked ones hollow), and beside them what changed (a diamond) and what is sought (a dot). Shape tells them
 * apart, colour only helps. `width` and the marks are in CSS pixels.
 */
export function drawRail(
  pen: CanvasRenderingContext2D,
  marks: readonly DrawnMark[],
  width: number,
  inks: RailInks,
): void {
  const lanes = { agreed: 1, bracket: 4, side: width - 3 };
  const stroke = width - 8;
  for (const { from, to, kinds } of marks) {
    const height = Math.max(1.5, to - from);
    if (kinds.includes("agreed")) fill(pen, inks.agreed, lanes.agreed, from, 2, height);
    if (kinds.includes("group")) {
      for (let y = from; y < from + height; y += 4) fill(pen, inks.agreed, lanes.agreed, y, 2, Math.min(2, height));
    }
  }
  for (const mark of marks) {
    const y = Math.round(mark.from) + 0.5;
    const has = (kind: MarkKind) => mark.kinds.includes(kind);
    if (has("mine")) {
      fill(pen, inks.accent, lanes.bracket, y - 1.5, stroke, 1.2);
      fill(pen, inks.accent, lanes.bracket, y + 0.8, stroke, 1.2);
    } else if (has("open")) fill(pen, inks.ink, lanes.bracket, y - 0.5, stroke - 1, 1.2);
    if (has("parked")) {
      pen.strokeStyle = inks.faint;
      pen.lineWidth = 1;
      pen.strokeRect(lanes.bracket + 0.5, y - 1.5, stroke - 3, 3);
    }
    if (has("changed")) diamond(pen, inks.alarm, lanes.side, y);
    if (has("hit")) dot(pen, inks.accent, lanes.side, y);
  }
}

function fill(pen: CanvasRenderingContext2D, ink: string, x: number, y: number, width: number, height: number): void {
  pen.fillStyle = ink;
  pen.fillRect(x, y, width, height);
}

function diamond(pen: CanvasRenderingContext2D, ink: string, x: number, y: number): void {
  pen.fillStyle = ink;
  pen.beginPath();
  pen.moveTo(x, y - 2.5);
  pen.lineTo(x + 2.5, y);
  pen.lineTo(x, y + 2.5);
  pen.lineTo(x - 2.5, y);
  pen.fill();
}

function dot(pen: CanvasRenderingContext2D, ink: string, x: number, y: number): void {
  pen.fillStyle = ink;
  pen.beginPath();
  pen.arc(x, y, 2, 0, 2 * Math.PI);
  pen.fill();
}
