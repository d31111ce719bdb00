import { afterEach, beforeEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY } from "../../../test/support/delivery-world.ts";
import { reportAccount } from "../account-report.ts";
import { check } from "../check.ts";
import { confirmMail } from "./confirm-mail.ts";
import { readSaid } from "../said.ts";
import { showMail } from "./inbox-desk.ts";
import { takeMail } from "./take-mail.ts";

let world: DeliveryWorld;
beforeEach(async () => {
  world = await createDeliveryWorld({ debtors: 1 });
});
afterEach(() => world.close());

const head = (more = "") => `From: "P\0at" <debtor1@mail.test>\r\nTo: ar@creditor.test\r\nMessage-ID: <odd@x.test>\r\n${more}`;

// PostgreSQL keeps neither the character NUL nor half of a surrogate pair in JSON: one such mail would stand in the way of all that follow it.
test.each<[string, string | Buffer]>([
  ["a NUL in text and subject", `${head("Subject: =?utf-8?Q?a=00b?=\r\n")}\r\nWe pay\0 on 4 December 2026.`],
  ["half of a character in the subject", `${head("Subject: =?utf-16?Q?=D8=3D?=\r\n")}\r\nHello`],
  ["half of a character in the text", `${head("Content-Type: text/plain; charset=utf-16be\r\nContent-Transfer-Encoding: base64\r\n")}\r\n2D0AYQ==`],
  ...[0, 1].flatMap((shift): [string, string][] => [
    [
      `a character in two at the end of the first words (${shift})`,
      `${head("Content-Type: text/plain; charset=utf-8\r\n")}\r\n${"x".repeat(shift)}${"😀".repeat(600)}`,
    ],
    [
      `a character in two at the end of a suggestion's words (${shift})`,
      `${head("Content-Type: text/plain; charset=utf-8\r\n")}\r\nWe will pay 50 GBP on 4 December 2026 ${"x".repeat(shift)}${"😀".repeat(600)}.`,
    ],
    [
      `a character in two at the end of a note (${shift})`,
      `${head("Content-Type: text/plain; charset=utf-8\r\n")}\r\n${"x".repeat(shift)}${"😀".repeat(300)} please send us a copy of the invoice ${"😀".repeat(300)}.`,
    ],
  ]),
  [
    "a control character in a file's name",
    `${head('Content-Type: text/plain; name="a\0b.txt"\r\nContent-Disposition: attachment; filename="a\0b.txt"\r\n')}\r\nx`,
  ],
  ["no headers", "\0\0\0"],
])("%s: it is kept, shown and read", async (_name, text) => {
  const { mail } = await takeMail(world.store, { creditor: "c", bytes: Buffer.from(text), today: MONDAY });
  const message = `M${mail.number}`;
  const { suggestions, state } = await showMail(world.store, message, MONDAY);
  if (state === "unread") {
    const said = suggestions.filter(({ missing }) => missing.length === 0).map(({ happening }) => readSaid(happening));
    await confirmMail(world.store, { message, by: "Ann", asOf: MONDAY, said });
  }
  expect(await world.store.pool.query("select body::jsonb, (select reading from inbound_mail) from activity")).toBeTruthy();
  expect((await reportAccount(world.store, "A1", MONDAY)).timeline).toBeTruthy();
  expect((await check(world.store)).problems).toEqual([]);
});

test("a message that nothing foresaw is kept for a person, and does not stand in the way of the next", async () => {
  const refusing = `create function refuse() returns trigger language plpgsql as $$ begin
    if new.subject = 'Odd' then raise exception 'unsupported Unicode escape sequence' using errcode = '22P05'; end if; return new; end $$;
    create trigger refuse before insert on inbound_mail for each row execute function refuse()`;
  await world.store.pool.query(refusing);
  const bytes = Buffer.from(`${head("Subject: Odd\r\n")}\r\nHello`);
  const { mail, isNew } = await takeMail(world.store, { creditor: "c", bytes, today: MONDAY });
  expect([isNew, mail.state, mail.warning]).toEqual([true, "unrouted", expect.stringContaining("could not be understood (unsupported Unicode")]);
  expect((await takeMail(world.store, { creditor: "c", bytes, today: MONDAY })).isNew).toBe(false);
  const next = await takeMail(world.store, { creditor: "c", bytes: Buffer.from(`${head("Subject: Plain\r\n")}\r\nHello`), today: MONDAY });
  expect(next.mail).toMatchObject({ state: "unread", account: 1 });
});
