import fc from "fast-check";
import { expect, test } from "vitest";
import { LONGEST_TOKEN } from "../channels/email/address.ts";
import { isLinkGood, linkPath, readReplyToken, replyToken } from "./mail-token.ts";

const KEY = new Uint8Array(32).fill(1);
const OTHER = new Uint8Array(32).fill(2);
const HASH = "a".repeat(64);

test("a reply token leads back to its delivery, in whatever case it comes back, and with no other key", () => {
  const delivery = fc.tuple(fc.stringMatching(/^L[A-HJ-NP-Z2-9]{10}$/), fc.constantFrom("email", "outbox")).map((parts) => parts.join("-"));
  fc.assert(
    fc.property(delivery, (id) => {
      const token = replyToken(KEY, id);
      expect(token).toMatch(/^[a-z0-9-]+$/);
      expect(token.length).toBeLessThanOrEqual(LONGEST_TOKEN);
      expect(readReplyToken(KEY, token)).toBe(id);
      expect(readReplyToken(KEY, token.toUpperCase())).toBe(id);
      expect(readReplyToken(OTHER, token)).toBeNull();
    }),
  );
});

test("a token that was changed, or is none, leads nowhere", () => {
  const token = replyToken(KEY, "L7K3M9QX2AB-email");
  const another = replyToken(KEY, "L7K3M9QX2AC-email");
  for (const wrong of [
    token.slice(0, -1),
    `${token}a`,
    another.slice(0, 17) + token.slice(17),
    "",
    "-",
    "l7k3m9qx2ab-email",
    token.replace("email", "EMAIL\n"),
  ])
    expect([wrong, readReplyToken(KEY, wrong)]).toEqual([wrong, wrong === another ? "L7K3M9QX2AC-email" : null]);
});

test("a link is good up to its day, for its letter, as it was sealed", () => {
  const [, hash, until, seal] = linkPath(KEY, HASH, "2026-12-31").split("/") as [string, string, string, string];
  const link = { hash, until, seal };
  expect(isLinkGood(KEY, link, "2026-12-31")).toBe(true);
  expect(isLinkGood(KEY, link, "2027-01-01")).toBe(false);
  expect(isLinkGood(OTHER, link, "2026-12-01")).toBe(false);
  for (const wrong of [{ hash: "b".repeat(64) }, { until: "2027-12-31" }, { seal: `${seal.slice(1)}A` }, { seal: "" }, { until: "never" }])
    expect(isLinkGood(KEY, { ...link, ...wrong }, "2026-12-01")).toBe(false);
});
