import { createHash } from "node:crypto";
import { closeLine, type Line, openLine, type Server, type SmtpError } from "./line.ts";

/** Shorter than servers wait for the next message (RFC 5321, 4.5.3.2.7: five minutes). */
const IDLE_MS = 30_000;

/** How servers say that no more of us may come in at once; 432 is Exchange Online's. */
const TOO_MANY = new Set<number | undefined>([421, 432]);

export interface PoolLimits {
  /** Connections at once. */
  readonly connections: number;
  readonly messagesPerConnection: number;
}

/**
 * The connections to one server with one sign-in. A place is the right to have a connection: there are never more of
 * them taken than connections allowed. Who finds none waits for the next one that becomes free.
 */
export class Pool {
  readonly #server: Server;
  readonly #idle: Line[] = [];
  readonly #busy = new Set<Line>();
  readonly #waiting: (() => void)[] = [];
  #taken = 0;
  /** What the server has let us have, once it has refused more. */
  #allowed = Number.POSITIVE_INFINITY;

  constructor(server: Server) {
    this.#server = server;
  }

  /** Nothing is open, and nobody waits. */
  get isEmpty(): boolean {
    return this.#taken === 0 && this.#waiting.length === 0;
  }

  /** @throws SmtpError where a connection cannot be made */
  async take(limits: PoolLimits): Promise<Line> {
    for (;;) {
      const idle = this.#idle.pop();
      if (idle) return this.#use(idle);
      if (this.#taken < Math.min(limits.connections, this.#allowed)) {
        this.#taken++;
        const line = await this.#open();
        if (line) return line;
      } else {
        await new Promise<void>((resume) => this.#waiting.push(resume));
      }
    }
  }

  /** A connection that was just made, in the place of one that is lost. @throws SmtpError where it cannot be made */
  async replace(lost: Line): Promise<Line> {
    this.#busy.delete(lost);
    lost.connection.close();
    try {
      return this.#use(await this.#opened());
    } catch (error) {
      this.#free();
      throw error;
    }
  }

  /** Null where the server has enough of us: then one of the others is waited for. */
  async #open(): Promise<Line | null> {
    try {
      return this.#use(await this.#opened());
    } catch (error) {
      const others = this.#taken - 1;
      const isTooMany = others > 0 && TOO_MANY.has((error as SmtpError).responseCode);
      if (isTooMany) this.#allowed = others;
      this.#free();
      if (isTooMany) return null;
      throw error;
    }
  }

  async #opened(): Promise<Line> {
    const line = await openLine(this.#server);
    line.connection.once("end", () => void this.#dismiss(line));
    return line;
  }

  #use(line: Line): Line {
    this.#busy.add(line);
    line.messages++;
    clearTimeout(line.idle);
    socketOf(line)?.ref();
    return line;
  }

  /** Gives a connection back. `isGood`: it is ready for another message. */
  giveBack(line: Line, isGood: boolean, limits: PoolLimits): void {
    this.#busy.delete(line);
    if (line.connection.destroyed) return this.#free();
    if (!isGood || line.isLast || line.messages >= limits.messagesPerConnection) {
      // Its place is free only when it is gone: the server counts it until then.
      void closeLine(line).then(() => this.#free());
      return;
    }
    // An idle connection keeps no process from ending.
    socketOf(line)?.unref();
    line.idle = setTimeout(() => void this.#dismiss(line), IDLE_MS).unref();
    this.#idle.push(line);
    this.#waiting.shift()?.();
  }

  /** Closes the idle ones now, and those at work after their message. */
  async close(): Promise<void> {
    for (const line of this.#busy) line.isLast = true;
    await Promise.all([...this.#idle].map((line) => this.#dismiss(line)));
  }

  /** Closes an idle connection, or forgets one that the server has closed. */
  async #dismiss(line: Line): Promise<void> {
    const at = this.#idle.indexOf(line);
    if (at < 0) return;
    this.#idle.splice(at, 1);
    clearTimeout(line.idle);
    await closeLine(line);
    this.#free();
  }

  #free(): void {
    this.#taken--;
    this.#waiting.shift()?.();
  }
}

function socketOf({ connection }: Line) {
  return connection._socket || null;
}

const pools = new Map<string, Pool>();

/** Does a piece of work with the connections to a server. They stay open for the next one. */
export async function withPool<T>(server: Server, work: (pool: Pool) => Promise<T>): Promise<T> {
  const { host, port, secure, user, password, oauth2, tls } = server;
  // Hashed, so that no secret stands in a key.
  const key = createHash("sha256")
    .update(JSON.stringify([host, port, secure, user, password, oauth2, tls]))
    .digest("hex");
  const pool = pools.get(key) ?? new Pool(server);
  pools.set(key, pool);
  try {
    return await work(pool);
  } finally {
    if (pool.isEmpty) pools.delete(key);
  }
}

export async function closePools(): Promise<void> {
  await Promise.all([...pools.values()].map((pool) => pool.close()));
}
