import { createServer, connect, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** The line between a host and the database: whole, or cut so that neither side hears of the other, nor of the cut. */
export interface Line {
  /** Where a store is opened over it. */
  readonly url: string;
  cut(): void;
  /** The server gives up the clients that it has not heard of, as its keep-alive does. */
  serverGivesUp(): void;
  heal(): void;
  close(): Promise<void>;
}

/** @param direct the URL of a database whose server listens on a unix socket: `postgres://user@/name?host=/folder` */
export async function openLine(direct: string): Promise<Line> {
  const { username, pathname, searchParams } = new URL(direct.replace("@/", "@local/"));
  const socket = `${searchParams.get("host")}/.s.PGSQL.5432`;
  const pairs = new Set<{ host: Socket; server: Socket }>();
  /** Those who called while it was cut, and hear nothing. */
  const unheard = new Set<Socket>();
  let isCut = false;
  const line: Server = createServer((host) => {
    if (isCut) {
      unheard.add(host.pause().on("error", () => {}));
      return;
    }
    const server = connect(socket);
    const pair = { host, server };
    pairs.add(pair);
    for (const [from, to] of [
      [host, server],
      [server, host],
    ] as const) {
      from.on("data", (bytes) => isCut || to.write(bytes));
      from.on("error", () => {});
      from.on("close", () => {
        if (isCut) return;
        to.destroy();
        pairs.delete(pair);
      });
    }
  });
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));
  return {
    url: `postgres://${username}@127.0.0.1:${(line.address() as AddressInfo).port}${pathname}`,
    cut() {
      isCut = true;
    },
    serverGivesUp() {
      for (const { server } of pairs) server.destroy();
    },
    heal() {
      isCut = false;
      for (const host of unheard) host.destroy();
    },
    async close() {
      for (const host of unheard) host.destroy();
      for (const { host, server } of pairs) {
        host.destroy();
        server.destroy();
      }
      await new Promise((resolve) => line.close(resolve));
    },
  };
}
