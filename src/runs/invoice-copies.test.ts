import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import PostalMime from "postal-mime";
import { afterAll, describe, expect, test } from "vitest";
import { createDeliveryWorld, MONDAY, proposeAndApprove } from "../../test/support/delivery-world.ts";
import { closePdf } from "../letters/pdf.ts";
import { deliver } from "./delivery-run.ts";
import { MOST_COPY_BYTES, withinLimits } from "./invoice-copies.ts";
import { keptDocument } from "./kept-document.ts";
import { previewLetter } from "./preview-run.ts";
import { insertDocuments } from "../store/letter-store.ts";

afterAll(closePdf);

const INVOICE = new TextEncoder().encode("%PDF-1.7 the invoice");

/** The mails of two first letters; the ledger has a copy of the first one's invoice. */
async function mailsWith(invoiceCopies?: "never") {
  const email = { host: "mail.test", port: 587, secure: false, from: "ar@creditor.test", ...(invoiceCopies && { invoiceCopies }) };
  const world = await createDeliveryWorld({ debtors: 2, settings: { channels: { mode: "outbox", email } } });
  try {
    const copy = keptDocument("application/pdf", INVOICE);
    await insertDocuments(world.store.pool, [copy]);
    await world.store.pool.query("insert into invoice_copy select account_id, item, $1 from entry where document = 'INV-1'", [copy.hash]);
    const preview = await previewLetter(world.store, "A1", MONDAY);
    const run = await proposeAndApprove(world.store);
    await deliver(world.store, { run, asOf: MONDAY, outDir: world.out });
    const mails = await Promise.all([1, 2].map((n) => PostalMime.parse(readFileSync(join(world.out, `D${n}-GBP-first.eml`)))));
    return { mails, preview: preview!.html };
  } finally {
    await world.close();
  }
}

describe("the copy of an invoice", () => {
  test("goes with its letter's mail, and with no other", async () => {
    const { mails, preview } = await mailsWith();
    const [first, second] = mails;
    expect(first!.attachments.map(({ filename }) => filename)).toEqual([expect.stringMatching(/^Letter .*\.pdf$/), "Invoice INV-1.pdf"]);
    expect(Buffer.from(first!.attachments[1]!.content as ArrayBuffer).equals(Buffer.from(INVOICE))).toBe(true);
    for (const form of [first!.text!, first!.html!, preview])
      expect(form.replace(/\s+/g, " ")).toContain("Attached: this letter as a PDF and a copy of invoice INV-1.");
    expect(second!.attachments).toHaveLength(1);
    expect(second!.text).not.toContain("a copy of");
  });

  test("stays where the creditor has said so", async () => {
    const { mails, preview } = await mailsWith("never");
    expect(mails[0]!.attachments).toHaveLength(1);
    for (const form of [mails[0]!.text!, preview]) expect(form).not.toContain("a copy of");
  });
});

test("as many copies go as there is room for, each file once, in the letter's order", () => {
  const copy = fc.record({ hash: fc.stringMatching(/^[a-p]$/), size: fc.integer({ min: 1, max: 3 * 1024 * 1024 }) });
  fc.assert(
    fc.property(fc.array(fc.option(copy), { maxLength: 40 }), (drawn) => {
      const sizes = new Map<string, number>();
      const copies = drawn.flatMap((each, item) => {
        if (!each) return [];
        if (!sizes.has(each.hash)) sizes.set(each.hash, each.size);
        return [{ item, hash: each.hash, size: sizes.get(each.hash)! }];
      });
      const items = drawn.map((_, item) => ({ item, document: `N${item}` }));
      const chosen = withinLimits(items, copies);
      const bytes = chosen.reduce((sum, { hash }) => sum + sizes.get(hash)!, 0);
      expect(chosen.length).toBeLessThanOrEqual(10);
      expect(bytes).toBeLessThanOrEqual(MOST_COPY_BYTES);
      expect(new Set(chosen.map(({ hash }) => hash)).size).toBe(chosen.length);
      const order = chosen.map(({ documents }) => Number(documents[0]!.slice(1)));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      for (const { hash, documents } of chosen) {
        expect(documents).toEqual(copies.filter((each) => each.hash === hash).map(({ item }) => `N${item}`));
      }
      const isLeft = [...sizes].some(([hash, size]) => size <= MOST_COPY_BYTES - bytes && !chosen.some((each) => each.hash === hash));
      expect(isLeft && chosen.length < 10).toBe(false);
    }),
  );
});
