import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

type State = "open" | "cut" | "no-sockets";

/** One conversation: the browser's end and the server's. */
interface Call {
  readonly near: Socket;
  readonly far: Socket;
  readonly held: Buffer[];
}

/**
 * A person's line to the server: it passes bytes on as they are, and can be slow, dead, or good enough for pages but not
 * for sockets, as lines are. What the browser makes of that is its own affair.
 */
export class Line {
  readonly origin: string;
  #server: Server;
  #calls = new Set<Call>();
  #state: State = "open";
  #holding = false;

  private constructor(server: Server, origin: string) {
    this.#server = server;
    this.origin = origin;
  }

  /** Lays a line to the server at an origin such as `http://127.0.0.1:4400`. */
  static async to(origin: string): Promise<Line> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const line = new Line(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const { hostname, port } = new URL(origin);
    server.on("connection", (near) => line.#answer(near, hostname, Number(port)));
    return line;
  }

  /** Nothing that the person sends arrives, until `release`. */
  hold(): void {
    this.#holding = true;
  }

  release(): void {
    this.#holding = false;
    for (const { far, held } of this.#calls) for (const bytes of held.splice(0)) far.write(bytes);
  }

  /** The line is dead: what was open breaks, and nothing new is connected. */
  cut(): void {
    this.#state = "cut";
    for (const { near, far } of this.#calls) {
      near.destroy();
      far.destroy();
    }
  }

  /** Pages and answers pass, sockets do not: what was open as a socket stays broken. */
  withoutSockets(): void {
    this.#state = "no-sockets";
  }

  mend(): void {
    this.#state = "open";
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #answer(near: Socket, host: string, port: number): void {
    if (this.#state === "cut") {
      near.destroy();
      return;
    }
    const far = connect(port, host);
    const call: Call = { near, far, held: [] };
    this.#calls.add(call);
    let first = true;
    near.on("data", (bytes: Buffer) => {
      if (first && this.#state === "no-sockets" && /^GET \/(sync|record)\//.test(bytes.toString("latin1", 0, 20))) {
        near.destroy();
        far.destroy();
        return;
      }
      first = false;
      if (this.#holding) call.held.push(bytes);
      else far.write(bytes);
    });
    far.on("data", (bytes) => near.write(bytes));
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      end.on("error", () => end.destroy());
      end.on("close", () => {
        other.destroy();
        this.#calls.delete(call);
      });
    }
  }
}
