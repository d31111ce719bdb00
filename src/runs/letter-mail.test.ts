import { expect, test } from "vitest";
import { mailHead } from "./letter-mail.ts";
import type { LetterParties } from "./letter-facts.ts";

const KEY = new Uint8Array(32);

test("a mail is addressed only where its address may be used", () => {
  const parties = {
    creditor: { name: "One Ltd", timeZone: "UTC", channels: {}, contact: null },
    debtor: { email: "ap@two.example" },
  } as unknown as LetterParties;
  expect(mailHead("L1-outbox", parties, "2026-03-02", new Set(), KEY).to).toBe("ap@two.example");
  expect(mailHead("L1-outbox", parties, "2026-03-02", new Set(["post"]), KEY).to).toBe("ap@two.example");
  expect(mailHead("L1-outbox", parties, "2026-03-02", new Set(["email"]), KEY).to).toBe("");
});
