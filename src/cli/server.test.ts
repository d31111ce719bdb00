import { createServer } from "node:net";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { buildPages } from "../../test/support/built-pages.ts";
import { createDeliveryWorld, type DeliveryWorld } from "../../test/support/delivery-world.ts";
import { type RunningServer, startServer } from "./server.ts";

let world: DeliveryWorld;
let server: RunningServer | null = null;
beforeAll(buildPages, 60_000);
afterEach(async () => {
  await server?.close();
  server = null;
  await world.close();
});

const IDLE = ["-e", "setInterval(() => {}, 1000)"];

async function start(port = 0): Promise<RunningServer> {
  const config = { data: world.store.data, host: "127.0.0.1", port, origin: `http://localhost:${port}`, secret: null };
  return (server = await startServer({ config, worker: IDLE, say: () => {} }));
}

test("the pages are served with a strict policy, their assets for good, and the API wants a session", async () => {
  world = await createDeliveryWorld();
  const { origin } = await start();
  const address = origin.replace("localhost", "127.0.0.1");
  const first = await fetch(address);
  expect(first.status).toBe(200);
  expect(first.headers.get("cache-control")).toBe("no-cache");
  expect(first.headers.get("content-security-policy")).toContain("script-src 'self'");
  const html = await first.text();
  expect(await (await fetch(`${address}/accounts/A1/letter`)).text()).toBe(html);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)![1]!;
  const asset = await fetch(address + script);
  expect(asset.headers.get("cache-control")).toContain("immutable");
  expect(asset.headers.get("content-type")).toContain("text/javascript");
  expect((await fetch(`${address}/assets/nothing.js`)).status).toBe(404);
  expect((await fetch(`${address}/../package.json`)).status).toBe(404);
  expect((await fetch(`${address}/api/creditors`)).status).toBe(401);
}, 30_000);

test("the printed link signs a browser in", async () => {
  world = await createDeliveryWorld();
  const { origin, createLink } = await start();
  const link = await createLink();
  expect(link.startsWith(`${origin}/sign-in?token=`)).toBe(true);
  const answer = await fetch(link.replace("localhost", "127.0.0.1"), { redirect: "manual" });
  expect(answer.headers.get("location")).toBe("/");
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const creditors = await fetch(`${origin.replace("localhost", "127.0.0.1")}/api/creditors`, { headers: { cookie } });
  expect(await creditors.json()).toMatchObject({ creditors: [{ id: "c", name: "Creditor Ltd" }] });
}, 30_000);

test("what is being answered when the server stops ends before its store does, and without a word", async () => {
  world = await createDeliveryWorld();
  const { origin, createLink, close } = await start();
  const address = origin.replace("localhost", "127.0.0.1");
  const signedIn = await fetch((await createLink()).replace("localhost", "127.0.0.1"), { redirect: "manual" });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  const ask = () => fetch(`${address}/api/creditors`, { headers: { cookie } });
  expect((await ask()).status).toBe(200);
  const asked = Array.from({ length: 20 }, () => ask().catch(() => {}));
  // One is answered, the others are under way.
  await Promise.race(asked);
  await close();
  await Promise.all(asked);
  expect(told.mock.calls).toEqual([]);
  told.mockRestore();
}, 30_000);

test("a port that is taken is told before anything else is done, with what to do", async () => {
  world = await createDeliveryWorld();
  const other = createServer();
  const port = await new Promise<number>((resolve) => other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port)));
  await expect(start(port)).rejects.toMatchObject({ code: "port-in-use", message: expect.stringContaining(`--port ${port + 1}`) });
  other.close();
}, 30_000);
