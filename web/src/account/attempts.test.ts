import { expect, test } from "vitest";
import type { Account } from "../api.ts";
import { attempts, deliveriesOf } from "./attempts.ts";

type Delivery = Account["deliveries"][number];
type Event = Account["timeline"][number];

const delivery = (letter: string, standing: Delivery["standing"], answer: string | null = "250 OK"): Delivery => ({
  id: `${letter}-email`,
  letter,
  step: "first",
  channel: "email",
  recipient: "ap@brook.example",
  standing,
  receipts: [{ outcome: "accepted", at: "2026-11-26T08:00:17Z", providerId: null, answer }],
});
const event = (kind: string, values: Record<string, unknown>, letter?: string): Event =>
  ({ kind, values, day: "2026-11-26", by: null, letter: letter === undefined ? null : { id: letter } }) as unknown as Event;

test("a letter's deliveries stand at the letter, and at what is told of one of them", () => {
  const account = { deliveries: [delivery("L1", "accepted"), delivery("L2", "accepted")] };
  expect(deliveriesOf(account, event("letter", {}, "L2")).map(({ id }) => id)).toEqual(["L2-email"]);
  expect(deliveriesOf(account, event("delivery-uncertain", { delivery: "L1-email" })).map(({ id }) => id)).toEqual(["L1-email"]);
  expect(deliveriesOf(account, event("note", {}))).toEqual([]);
});

test("a refusal stands where the letter was held back for it, and nowhere else", () => {
  const account = { deliveries: [delivery("L1", "refused", "550 no such mailbox"), delivery("L2", "refused", "552 full"), delivery("L3", "refused", null)] };
  expect(deliveriesOf(account, event("delivery-held", { code: "address", detail: "550 no such mailbox" })).map(({ id }) => id)).toEqual(["L1-email"]);
  expect(deliveriesOf(account, event("note", { detail: "550 no such mailbox" }))).toEqual([]);
});

test("an attempt that failed is told until the letter has left", () => {
  const deliveries = [delivery("L1", "failed"), delivery("L2", "failed"), delivery("L3", "accepted")];
  expect(attempts({ deliveries, timeline: [event("letter", {}, "L2"), event("letter", {}, "L3")] }).map(({ id }) => id)).toEqual(["L1-email"]);
});
