import { afterAll, afterEach, expect, test } from "vitest";
import { bounceMail } from "../../../test/support/bounce-mail.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove } from "../../../test/support/delivery-world.ts";
import { SmtpDouble } from "../../../test/doubles/smtp-server.ts";
import { closePdf } from "../../letters/pdf.ts";
import { mailKey } from "../../store/secret-store.ts";
import { check } from "../check.ts";
import { deliver } from "../delivery-run.ts";
import { replyToken } from "../mail-token.ts";
import { hearEarlyMails } from "./early-mail.ts";
import { takeMail } from "./take-mail.ts";

let world: DeliveryWorld;
afterEach(async () => {
  expect((await check(world.store)).problems).toEqual([]);
  await world.close();
});
afterAll(closePdf);

const rows = async (sql: string) => (await world.store.pool.query(sql)).rows;

test("a bounce that comes before its letter is known to have left is kept, and heard as soon as it is", async () => {
  const server = await SmtpDouble.start();
  const email = { host: "127.0.0.1", port: server.port, secure: false, from: "Creditor Ltd <ar@creditor.test>", bounceDomain: "creditor.test" };
  world = await createDeliveryWorld({ debtors: 1, settings: { channels: { mode: "live", email } } });
  const { store } = world;
  await proposeAndApprove(store);
  const { deliveries } = await deliver(store, { asOf: MONDAY });
  await server.stop();
  // As if the worker was lost right after the server had taken it.
  await store.pool.query(
    "begin; delete from activity; update account set activity_head = null; delete from delivery_receipt; update approval set state = 'approved'; update delivery set state = 'claimed', claimed_by = '77'; commit",
  );
  const to = `bounces+${replyToken(await mailKey(store.pool), deliveries[0]!.id)}@creditor.test`;
  const bounce = bounceMail({ to, recipient: "debtor1@mail.test" });
  const { mail } = await takeMail(store, { creditor: "c", bytes: Buffer.from(bounce.replaceAll("\n", "\r\n")), today: MONDAY });
  expect(mail.state).toBe("unrouted");
  expect(await hearEarlyMails(store, "c", MONDAY)).toEqual([]);
  // The claim of the lost worker is settled: nobody knows whether it left. The bounce does.
  expect((await deliver(store, { asOf: MONDAY })).deliveries.map(({ state }) => state)).toEqual(["uncertain"]);
  expect(await hearEarlyMails(store, "c", MONDAY)).toEqual(["M1"]);
  expect(await hearEarlyMails(store, "c", MONDAY)).toEqual([]);
  expect(await rows("select state, (select void from letter) as void, (select state from inbound_mail) as mail from delivery")).toEqual([
    { state: "bounced", void: true, mail: "done" },
  ]);
});
