import { readFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { afterAll, afterEach, expect, test } from "vitest";
import { signedInClient } from "../../test/support/api-client.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove } from "../../test/support/delivery-world.ts";
import type { SentNotice } from "../core/letter/answer.ts";
import { closePdf } from "../letters/pdf.ts";
import { dayIn, now } from "../runs/clock.ts";
import { deliver } from "../runs/delivery-run.ts";
import { earlierMessageIds } from "../runs/mail-thread.ts";
import { linkPath, readReplyToken } from "../runs/mail-token.ts";
import { mailKey } from "../store/secret-store.ts";

let world: DeliveryWorld;
afterEach(() => world.close());
afterAll(closePdf);

const SERVER = { host: "mail.test", port: 587, secure: false, from: "ar@creditor.test" };

/** A creditor with these settings for its mails, whose first letters lie in a folder. */
async function sent(email: object) {
  world = await createDeliveryWorld({ debtors: 2, settings: { channels: { mode: "outbox", email: { ...SERVER, ...email } } } });
  const run = await proposeAndApprove(world.store);
  const { deliveries } = await deliver(world.store, { run, asOf: MONDAY, outDir: world.out });
  const mails = await Promise.all([1, 2].map((n) => PostalMime.parse(readFileSync(join(world.out, `D${n}-GBP-first.eml`)))));
  return { store: world.store, deliveries, mails };
}

test("a letter that is linked is fetched without a sign-in, and by its very link only", async () => {
  const { store, mails } = await sent({ pdf: "linked", linkBase: "https://dunning.test" });
  const links = mails.map(({ text }) => /https:\/\/dunning\.test(\/letter-files\/\S+)/.exec(text!)![1]!);
  expect(mails.map(({ attachments }) => attachments)).toEqual([[], []]);
  expect(links[0]).toMatch(/^\/letter-files\/[0-9a-f]{64}\/\d{4}-\d{2}-\d{2}\/[\w-]{22}$/);
  const { request } = await signedInClient(store);
  const answer = await request(links[0]!, { headers: { host: "dunning.test" } });
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/pdf",
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
    "x-content-type-options": "nosniff",
  });
  expect(Buffer.from(await answer.arrayBuffer()).equals(readFileSync(join(world.out, "D1-GBP-first.pdf")))).toBe(true);

  const key = await mailKey(store.pool);
  const today = dayIn("UTC", now());
  const [, , hash, until, seal] = links[0]!.split("/") as [string, string, string, string, string];
  const { rows } = await store.pool.query<{ hash: string }>("select hash from document where media_type <> 'application/pdf' limit 1");
  for (const wrong of [
    `/letter-files/${hash}/${until}/${seal.slice(1)}x`,
    `/letter-files/${hash}/2099-12-31/${seal}`,
    `/letter-files/${links[1]!.split("/")[2]}/${until}/${seal}`,
    `/${linkPath(key, hash, "2020-01-01")}`,
    `/${linkPath(key, "0".repeat(64), today)}`,
    `/${linkPath(key, rows[0]!.hash, today)}`,
    `/letter-files/%00/${until}/${seal}`,
  ]) {
    const refused = await request(wrong);
    expect([wrong, refused.status, refused.headers.get("cache-control"), await refused.text()]).toEqual([
      wrong,
      404,
      "no-store",
      "There is no letter at this address, or it is no longer kept here. Please ask its sender for a copy.\n",
    ]);
  }
});

test("a reply comes to an address that names the mail, and a statement goes along where it is wanted", async () => {
  const { store, deliveries, mails } = await sent({ replyAddress: "replies+{token}@creditor.test", statement: "always" });
  const key = await mailKey(store.pool);
  const tokens = mails.map(({ replyTo }) => /^replies\+([^@]+)@creditor\.test$/.exec(replyTo![0]!.address!)![1]!);
  expect(tokens.map((token) => readReplyToken(key, token))).toEqual(deliveries.map(({ id }) => id));
  expect(mails[0]!.attachments.map(({ filename }) => filename!.replace(/L[A-Z0-9]+|A1\S*(?=\.pdf)/, "…"))).toEqual(["Letter ….pdf", "Statement ….pdf"]);
  expect(mails[0]!.text!.replace(/\s+/g, " ")).toContain("Attached: this letter as a PDF and a statement of account.");
});

test("a mail names the earlier ones about the same invoices that were accepted, as they named themselves", async () => {
  const { store, mails } = await sent({});
  const { rows } = await store.pool.query<{ notice: SentNotice }>("select notice from letter order by account_id");
  const notice = rows[0]!.notice;
  expect(await earlierMessageIds(store, 1, notice)).toEqual([]);
  await store.pool.query("update delivery set channel = 'email', files = jsonb_build_array(files::jsonb -> 1)");
  expect(await earlierMessageIds(store, 1, notice)).toEqual([mails[0]!.messageId]);
  expect(await earlierMessageIds(store, 2, notice)).toEqual([]);
  const about = (answer: object): SentNotice => ({ ...notice, answer }) as never;
  expect(await earlierMessageIds(store, 1, about({ kind: "confirm-promise", documents: ["INV-1"] }))).toEqual([mails[0]!.messageId]);
  expect(await earlierMessageIds(store, 1, about({ kind: "confirm-dispute", document: "INV-9" }))).toEqual([]);
  expect(await earlierMessageIds(store, 1, about({ kind: "correction", corrected: { step: "first", sentOn: MONDAY } }))).toEqual([mails[0]!.messageId]);
  await store.pool.query("update delivery set state = 'bounced'");
  expect(await earlierMessageIds(store, 1, notice)).toEqual([]);
});
