import { createConnection, createServer, type Socket } from "node:net";
import type { Fault, MailPlan } from "./mail-plan.ts";

/** How far the talk about one message has come. `answered`: the client has the server's answer to the whole message. */
export type Phase = "rcpt" | "body" | "dot" | "answered";

export interface Peer {
  readonly address: string;
  readonly port: number;
}

export interface FaultProxy {
  readonly port: number;
  /** Connections that were broken off before, within and after the message, so far. */
  readonly dropped: { before: number; during: number; after: number };
  /** The addresses of which the server has said a last word, or of which nobody knows. */
  readonly settled: ReadonlySet<string>;
  /** How many messages have come whole from an address. */
  handedOver(address: string): number;
  /** Waits until a message gets so far, and says whose it is; each message for one who waits. */
  reaches(phase: Phase): Promise<Peer>;
  stop(): Promise<void>;
}

/** Stands before a mail server, passes everything on, and breaks off what the plan says. */
export async function startFaultProxy(plan: MailPlan, { host, upstream }: { readonly host: string; readonly upstream: number }): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  const waiting = new Map<Phase, ((peer: Peer) => void)[]>();
  const settled = new Set<string>();
  const attempts = new Map<string, number>();
  const whole = new Map<string, number>();
  const dropped = { before: 0, during: 0, after: 0 };
  const server = createServer((client) => {
    const behind = createConnection({ port: upstream, host: "127.0.0.1" });
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroySoon();
        behind.destroySoon();
      });
    }
    const peer = { address: client.remoteAddress ?? "", port: client.remotePort ?? 0 };
    const begin = (user: string) => {
      const attempt = (attempts.get(user) ?? 0) + 1;
      attempts.set(user, attempt);
      return plan.fault(user, attempt);
    };
    const tell = (phase: Phase) => {
      if (phase === "dot") whole.set(peer.address, (whole.get(peer.address) ?? 0) + 1);
      waiting.get(phase)?.shift()?.(peer);
    };
    const talk = new Talk(client, behind, { begin, settled, dropped, tell });
    client.on("data", (bytes: Buffer) => talk.fromClient(bytes));
    behind.on("data", (bytes: Buffer) => talk.fromServer(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    dropped,
    settled,
    handedOver: (address) => whole.get(address) ?? 0,
    reaches: (phase) =>
      new Promise((resolve) => {
        waiting.set(phase, [...(waiting.get(phase) ?? []), resolve]);
      }),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

interface Watch {
  /** A message to an address begins: what is to go wrong with it. */
  readonly begin: (user: string) => Fault;
  readonly settled: Set<string>;
  readonly dropped: { before: number; during: number; after: number };
  readonly tell: (phase: Phase) => void;
}

const END = "\r\n.\r\n";

/** Follows one connection: commands, which may come several at once, their answers in the same order, and after a 354 the message up to the line with its dot. */
class Talk {
  #inBody = false;
  /** What the server has yet to answer, the first of it first: `greeting`, `rcpt`, `data`, `dot`, or anything else. */
  readonly #asked: string[] = ["greeting"];
  #fromClient = "";
  #fromServer = "";
  #tail = "";
  #user = "";
  #fault: Fault = null;
  readonly #client: Socket;
  readonly #behind: Socket;
  readonly #watch: Watch;

  constructor(client: Socket, behind: Socket, watch: Watch) {
    this.#client = client;
    this.#behind = behind;
    this.#watch = watch;
  }

  fromClient(bytes: Buffer): void {
    if (this.#inBody) return this.#body(bytes);
    this.#fromClient += bytes.toString("latin1");
    const lines = this.#fromClient.split(/(?<=\r\n)/);
    this.#fromClient = lines.at(-1)!.endsWith("\r\n") ? "" : lines.pop()!;
    for (const line of lines) {
      if (this.#client.destroyed) return;
      this.#command(line);
    }
  }

  #command(line: string): void {
    const [, user] = /^RCPT TO:<([^@>]*)@/i.exec(line) ?? [];
    const isData = /^DATA\r\n$/i.test(line);
    if (user !== undefined) {
      this.#user = user;
      this.#fault = this.#watch.begin(user);
      if (this.#fault === "421") return this.#closeDown();
    }
    if (isData && this.#fault === "before-data") return this.#drop("before");
    this.#asked.push(isData ? "data" : user !== undefined ? "rcpt" : "other");
    this.#behind.write(line, "latin1");
    if (user !== undefined) this.#watch.tell("rcpt");
  }

  #closeDown(): void {
    this.#watch.dropped.before++;
    this.#client.write("421 4.3.2 closing down\r\n", () => this.#client.destroySoon());
    this.#behind.destroy();
  }

  fromServer(bytes: Buffer): void {
    this.#fromServer += bytes.toString("latin1");
    const answers = this.#fromServer.split(/(?<=^\d{3}(?: [^\n]*)?\n)/m);
    this.#fromServer = /^\d{3}(?: [^\n]*)?\n/m.test(answers.at(-1)!) ? "" : answers.pop()!;
    for (const answer of answers) {
      if (this.#client.destroyed) return;
      this.#answer(this.#asked.shift() ?? "", answer);
    }
  }

  #answer(question: string, answer: string): void {
    const code = /^(\d{3})(?: [^\n]*)?\n/m.exec(answer)?.[1] ?? "";
    if (question === "dot" && this.#fault === "after-dot") {
      // Whatever the server said: with the message given over and its answer lost, nobody knows.
      this.#watch.settled.add(this.#user);
      return this.#drop("after");
    }
    if ((question === "dot" && /^[25]/.test(code)) || (question === "rcpt" && code.startsWith("5"))) this.#watch.settled.add(this.#user);
    if (question === "data" && code === "354") {
      this.#inBody = true;
      this.#tail = "\r\n";
    }
    this.#client.write(answer, "latin1");
    if (question === "dot") this.#watch.tell("answered");
  }

  #body(bytes: Buffer): void {
    const isWhole = (this.#tail + bytes.toString("latin1")).endsWith(END);
    if (this.#fault === "in-body") {
      this.#behind.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
      return this.#drop("during");
    }
    if (isWhole && this.#fault === "before-dot") {
      this.#watch.settled.add(this.#user);
      this.#behind.write(bytes.subarray(0, bytes.length - 3));
      return this.#drop("during");
    }
    this.#behind.write(bytes);
    this.#watch.tell("body");
    this.#tail = (this.#tail + bytes.toString("latin1")).slice(-END.length);
    if (!isWhole) return;
    this.#inBody = false;
    this.#asked.push("dot");
    this.#watch.tell("dot");
  }

  #drop(when: "before" | "during" | "after"): void {
    this.#watch.dropped[when]++;
    // The client sees a reset or a plain end, in turns. What was written to the server still reaches it.
    this.#behind.destroySoon();
    if (this.#watch.dropped[when] % 2 === 0) this.#client.resetAndDestroy();
    else this.#client.destroy();
  }
}
