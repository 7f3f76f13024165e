import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What LibreOffice is to do with a Word file that it has opened. */
export interface OfficeOrder {
  readonly bytes: Uint8Array;
  /** `text`: the words as plain text; `odf`: LibreOffice's own document, as one XML file. */
  readonly wants?: readonly ("text" | "odf")[];
  /** Pages to draw, from 0; those that are not there are left out. */
  readonly pages?: readonly number[];
  /** Pixels an inch of the drawn pages. */
  readonly dpi?: number;
}

export interface OfficeAnswer {
  readonly text: string;
  readonly odf: string;
  readonly pageCount: number;
  readonly pages: readonly { readonly width: number; readonly height: number; readonly rgba: Uint8Array }[];
}

/** What the child sends: an answer, or what went wrong. */
export type OfficeReply = OfficeAnswer | { readonly failed: string };

/**
 * LibreOffice, compiled to WebAssembly, in a process of its own: a reader of Word files that shares no line with their writer.
 * It takes seconds to start and 1.4 GB while it runs; open many files with one. Its command to accept all changes is carried out at
 * some later time or never in this build, so what changes come to is read from its own document: readOdf.
 */
export class LibreOffice {
  readonly #child: ChildProcess;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts it. Stop what this returns. */
  static start(): LibreOffice {
    const child = fork(fileURLToPath(new URL("./libreoffice-child.ts", import.meta.url)), [], {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    return new LibreOffice(child);
  }

  /** Opens a file and does what is asked. Throws when LibreOffice cannot open it, or ends. */
  open(order: OfficeOrder): Promise<OfficeAnswer> {
    const answer = this.#turn.then(() => this.#ask(order));
    this.#turn = answer.catch(() => {});
    return answer;
  }

  #ask(order: OfficeOrder): Promise<OfficeAnswer> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error("LibreOffice ended before it answered"));
      this.#child.once("exit", ended);
      this.#child.once("message", (reply: OfficeReply) => {
        this.#child.off("exit", ended);
        if ("failed" in reply) reject(new Error(`LibreOffice: ${reply.failed}`));
        else resolve(reply);
      });
      this.#child.send(order);
    });
  }

  stop(): void {
    this.#child.kill();
  }
}
