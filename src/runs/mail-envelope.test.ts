import { generateKeyPairSync } from "node:crypto";
import { afterAll, afterEach, expect, test } from "vitest";
import { SmtpDouble } from "../../test/doubles/smtp-server.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove } from "../../test/support/delivery-world.ts";
import { checkDkim } from "../../test/support/dkim-check.ts";
import email from "../channels/email.ts";
import { closePdf } from "../letters/pdf.ts";
import { readDelivery } from "../store/delivery-store.ts";
import { readDocument } from "../store/letter-store.ts";
import { mailKey } from "../store/secret-store.ts";
import { check } from "./check.ts";
import { deliver } from "./delivery-run.ts";
import { readReplyToken } from "./mail-token.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const dkim = { domain: "creditor.test", selector: "firmly", privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };

let world: DeliveryWorld;
let server: SmtpDouble;
afterEach(async () => {
  expect((await check(world.store)).problems).toEqual([]);
  await email.close();
  await server.stop();
  await world.close();
});
afterAll(closePdf);

async function delivered(more: object, address = "payer@mail.test", extensions?: string[]) {
  server = await SmtpDouble.start(extensions ? { extensions } : {});
  const settings = { host: "127.0.0.1", port: server.port, secure: false, from: "Creditor Ltd <ar@creditor.test>", ...more };
  world = await createDeliveryWorld({ debtors: 1, email: () => address, settings: { channels: { mode: "live", email: settings } } });
  await proposeAndApprove(world.store);
  const [delivery] = (await deliver(world.store, { asOf: MONDAY })).deliveries;
  return { delivery: delivery!, taken: server.taken[0] };
}

test("the bytes that are kept are the bytes that left, and their signature holds", async () => {
  const { delivery, taken } = await delivered({ dkim });
  expect(delivery.state).toBe("accepted");
  const { files } = (await readDelivery(world.store.pool, delivery.id))!;
  const kept = await readDocument(world.store.pool, files[0]!.hash);
  expect(taken!.text).toBe(Buffer.from(kept!.bytes).toString("latin1"));
  expect(checkDkim(taken!.text, publicKey)).toMatchObject({ holds: true, tags: { d: "creditor.test", s: "firmly" } });
  expect(taken!.from).toBe("ar@creditor.test");
});

test.each([
  ["a domain", { bounceDomain: "bounce.test" }, "bounces+", "@bounce.test"],
  ["an address", { bounceAddress: "b.{token}@other.test" }, "b.", "@other.test"],
])("with %s for bounces, the envelope sender names the delivery, and nobody else can make it up", async (_what, more, before, after) => {
  const { delivery, taken } = await delivered(more);
  const [, token] = /^.*?((?<=[+.])l[a-z0-9-]+)@/.exec(taken!.from) ?? [];
  expect(taken!.from).toBe(`${before}${token}${after}`);
  expect(readReplyToken(await mailKey(world.store.pool), token!)).toBe(delivery.id);
});

test("a domain beyond ASCII is written as the DNS has it; a name beyond ASCII needs a server that takes it", async () => {
  const { taken } = await delivered({}, "payer@münchen.example");
  expect(taken!.to).toBe("payer@xn--mnchen-3ya.example");
});

test("a name beyond ASCII goes to a server that knows SMTPUTF8", async () => {
  const { delivery, taken } = await delivered({}, "jörg@münchen.example", ["PIPELINING", "SMTPUTF8"]);
  expect(delivery.state).toBe("accepted");
  expect(Buffer.from(taken!.to, "latin1").toString("utf8")).toBe("jörg@xn--mnchen-3ya.example");
});

test("and is refused without a word to one that does not", async () => {
  const { delivery } = await delivered({}, "jörg@münchen.example");
  expect(delivery.state).toBe("refused");
  expect(server.taken).toEqual([]);
  expect(server.inTheClear).not.toContain("RCPT");
});
