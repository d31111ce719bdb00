import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { someFaults } from "../../../test/doubles/http-faults.ts";
import { PingenDouble, type PingenLetter } from "../../../test/doubles/pingen.ts";
import { PINGEN } from "../../../test/support/post-settings.ts";
import { samplePage } from "../../../test/support/sample-page.ts";
import type { Day } from "../../core/values/day.ts";
import { closePdf } from "../../letters/pdf.ts";
import type { Message } from "../contract.ts";
import post from "../post.ts";
import { pingenService } from "./pingen.ts";
import type { PrintOrder } from "./port.ts";
import { type PingenSettings, postSettings } from "./settings.ts";

const PACE = { answerMs: 10_000, pausesMs: [0, 0] };
/** Where an answer may never come. */
const IMPATIENT = { answerMs: 250, pausesMs: [0, 0] };
const TODAY = new Date().toISOString().slice(0, 10) as Day;

let page: Uint8Array;
let us: Uint8Array;
let pingen: PingenDouble;
beforeAll(async () => {
  page = await samplePage("pingen-left");
  us = await samplePage("us-10");
});
afterAll(closePdf);
beforeEach(async () => {
  pingen = await PingenDouble.start(PINGEN.organisation);
});
afterEach(() => pingen.stop());

const settings = (more: object = {}) => postSettings.parse({ ...PINGEN, api: pingen.url, identity: pingen.url, ...more }) as PingenSettings;
const service = (more: object = {}, pace = PACE) => pingenService(settings(more), pace);

function order(more: Partial<PrintOrder> = {}): PrintOrder {
  return {
    idempotencyKey: "LABCDEFGHJK-post",
    since: TODAY,
    to: null,
    from: null,
    pdf: page,
    pages: 1,
    colour: false,
    duplex: true,
    addressZone: "left",
    service: "standard",
    metadata: {},
    ...more,
  };
}

describe("an order", () => {
  test("is taken as Pingen's own client gives it", async () => {
    const receipt = await service().send(order());
    const [letter] = pingen.letters;
    expect(receipt).toMatchObject({ outcome: "accepted", providerId: letter!.id });
    expect(letter).toMatchObject({
      pages: 1,
      attributes: {
        file_original_name: "LABCDEFGHJK-post.pdf",
        address_position: "left",
        auto_send: true,
        delivery_product: "cheap",
        print_mode: "duplex",
        print_spectrum: "grayscale",
      },
    });
    const found = await service().find(order());
    expect(found).toMatchObject({ found: { id: letter!.id, status: "validating", price: { amount: "1.25", currency: "CHF" } } });
  });

  test("goes with what is set", async () => {
    await service().send(order({ addressZone: "right", service: "priority", colour: true, duplex: false }));
    expect(pingen.letters[0]!.attributes).toMatchObject({
      address_position: "right",
      delivery_product: "fast",
      print_mode: "simplex",
      print_spectrum: "color",
    });
  });

  test("is signed in for anew where the token was taken back", async () => {
    await service().send(order());
    pingen.revoked = true;
    expect(await service().send(order({ idempotencyKey: "LSECOND-post" }))).toMatchObject({ outcome: "accepted" });
    expect(pingen.letters).toHaveLength(2);
  });
});

describe("what Pingen does not take", () => {
  test("sign-in refused: failed, about the channel, and the secret is not told", async () => {
    const receipt = await service({ clientSecret: "another-secret" }).send(order());
    expect(receipt).toMatchObject({ outcome: "failed", about: "channel" });
    expect(JSON.stringify(receipt)).not.toContain("another-secret");
  });

  test.each([403, 404, 429])("%s: failed, about the channel", async (status) => {
    pingen.instead = { status, body: { errors: [{ title: "No" }] } };
    expect(await service().send(order())).toEqual({ outcome: "failed", detail: `${status}: No`, about: "channel" });
  });

  test("an address that is not valid is refused, any other field stops the channel", async () => {
    const invalid = (pointer: string) => ({ status: 422, body: { errors: [{ title: "Invalid", source: { pointer } }] } });
    pingen.instead = invalid("/data/attributes/meta_data/recipient/zip");
    expect(await service().send(order())).toMatchObject({ outcome: "refused" });
    pingen.instead = invalid("/data/attributes/delivery_product");
    expect(await service().send(order())).toMatchObject({ outcome: "failed", about: "channel", detail: expect.stringContaining("delivery_product") });
  });

  test("paper of another size is made anew; too large a file is refused", async () => {
    expect(await service().send(order({ pdf: us }))).toMatchObject({ outcome: "failed", about: "recipient", detail: expect.stringContaining("pingen-left") });
    const large = Buffer.concat([page, Buffer.alloc(8_000_000)]);
    expect(await service().send(order({ pdf: large }))).toMatchObject({ outcome: "refused" });
    expect(pingen.letters).toEqual([]);
  });
});

describe("when the connection fails", () => {
  test("there is at most one letter, and what is said of it is true", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(someFaults, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean(), async (attempts, keepsKeys, isListed) => {
        Object.assign(pingen, { keepsKeys, isListed });
        const idempotencyKey = `LRUN${run++}-post`;
        for (const each of attempts) {
          pingen.faults.splice(0, pingen.faults.length, ...each);
          const { outcome } = await service({}, IMPATIENT).send(order({ idempotencyKey }));
          pingen.faults.length = 0;
          const made = pingen.of(idempotencyKey).length;
          expect(made).toBeLessThanOrEqual(1);
          if (outcome === "accepted") expect(made).toBe(1);
          if (outcome === "failed") expect(made).toBe(0);
          expect(outcome).not.toBe("refused");
          pingen.isListed = true;
          const found = await service().find(order({ idempotencyKey }));
          pingen.isListed = isListed;
          expect("found" in found && found.found !== null).toBe(made === 1);
          // What is uncertain or accepted is never sent again by itself.
          if (outcome !== "failed") return;
        }
      }),
      { numRuns: 150 },
    );
  });

  // The first two requests ask for a place for the file and put it there.
  test.each([
    ["cut-after", "accepted", 1],
    ["silent-after", "accepted", 1],
    ["error-after", "accepted", 1],
    // It may still be under way, and nothing says how long a key is kept.
    ["error-before", "uncertain", 0],
    ["cut-before", "uncertain", 0],
    ["silent-before", "uncertain", 0],
    ["limit", "failed", 0],
  ] as const)("%s while it is ordered: %s", async (fault, outcome, letters) => {
    pingen.faults.push(null, null, fault);
    expect(await service({}, { ...PACE, answerMs: 1500 }).send(order())).toMatchObject({ outcome });
    expect(pingen.letters).toHaveLength(letters);
  });

  test.each([0, 1])("before it is ordered (request %s), nothing was done", async (before) => {
    for (const fault of ["cut-after", "error-after", "error-before", "limit"] as const) {
      pingen.faults.splice(0, 9, ...Array.from({ length: before }, () => null), fault);
      expect(await service().send(order())).toMatchObject({ outcome: "failed", about: "channel" });
    }
    expect(pingen.letters).toEqual([]);
  });
});

describe("a letter is looked for", () => {
  const other = (n: number, createdAt: string): PingenLetter => ({
    id: String(n),
    attributes: { file_original_name: `L${n}-post.pdf` },
    pages: 1,
    createdAt,
    cancelled: false,
  });

  test("among all of its day, and no further", async () => {
    await service().send(order());
    for (let n = 0; n < 150; n++) pingen.letters.push(other(n, `${TODAY}T12:00:00+0000`));
    expect(await service().find(order())).toMatchObject({ found: { id: pingen.letters[0]!.id } });
    for (let n = 0; n < 150; n++) pingen.letters.push(other(n, "2020-01-01T12:00:00+0000"));
    expect(await service().find(order())).toEqual({ found: null });
  });

  test("and what is beyond reach is not known", async () => {
    for (let n = 0; n < 2001; n++) pingen.letters.push(other(n, `${TODAY}T12:00:00+0000`));
    expect(await service().find(order())).toMatchObject({ unclear: expect.stringContaining("2000") });
  });
});

describe("the channel", () => {
  const message = (recipient = "Acme Ltd · 1 High St · AB1 2CD Town · GB"): Message => ({
    deliveryId: "LABCDEFGHJK-post",
    day: TODAY,
    recipient,
    files: [{ name: "letter.pdf", mediaType: "application/pdf", bytes: page }],
  });

  test("hands over, and never says of a letter that it was not sent", async () => {
    expect(await post.reconcile(message(), settings())).toBe("unknown");
    expect(await post.send(message(), settings())).toMatchObject({ outcome: "accepted" });
    expect(await post.reconcile(message(), settings())).toBe("accepted");
  });

  test("a letter that was made for another way is neither sent nor asked for", async () => {
    for (const recipient of ["Acme Ltd, 1 High St, AB1 2CD Town, GB", "Acme, Inc. · 210 King St · 94107, San Francisco, CA · US"]) {
      expect(await post.send(message(recipient), settings())).toMatchObject({ outcome: "failed", about: "recipient" });
      expect(await post.reconcile(message(recipient), settings())).toBe("unknown");
    }
    expect(pingen.letters).toEqual([]);
  });

  test("encloses nothing", async () => {
    const enclosures = { returnEnvelope: true, invoiceCopies: [] };
    expect(await post.send({ ...message(), enclosures }, settings())).toMatchObject({ outcome: "refused" });
  });

  test("goes slowly, and knows how long the post takes", () => {
    expect(post.limits("", settings())).toEqual([{ key: "post by pingen", perMinute: 60 }]);
    expect(post.transitBusinessDays(settings(), "Acme AG · Dorf 1 · 3000 Bern · CH")).toBe(5);
    expect(post.transitBusinessDays(settings(), message().recipient)).toBe(8);
  });
});

test("a letter is taken back, once", async () => {
  await service().send(order());
  const { id } = pingen.letters[0]!;
  expect(await service().cancel(id)).toBe("cancelled");
  expect(await service().cancel(id)).toBe("too-late");
  expect(await service().cancel("none")).toMatchObject({ unclear: expect.stringContaining("404") });
});

describe("what Pingen tells", () => {
  const hear = (hook: { headers: Record<string, string>; body: Buffer }, more: object = {}) =>
    service(more).hear({ method: "POST", url: "https://firmly.example/hooks/oak/post", ...hook }, Date.now());
  const letter = async () => {
    await service().send(order());
    return pingen.letters[0]!;
  };

  test("delivered, undeliverable with a better address, and sent, which is nothing new", async () => {
    const one = await letter();
    const both = { deliveryId: "LABCDEFGHJK-post", providerId: one.id };
    expect(hear(pingen.hook(one, "delivered", "hush"))).toMatchObject({ news: [{ ...both, outcome: "delivered" }] });
    expect(hear(pingen.hook(one, "sent", "hush"))).toEqual({ news: [] });
    const moved = {
      reason: "Recipient could not be determined at the specified address.",
      corrected_address: { name: "Alex Meier", street: "Example street", number: "50A", zip: "8051", city: "Zürich" },
    };
    expect(hear(pingen.hook(one, "undeliverable", "hush", moved))).toMatchObject({
      news: [{ ...both, outcome: "returned", detail: expect.stringContaining("Alex Meier, Example street 50A, 8051 Zürich") }],
    });
  });

  test.each([
    ["waiting_for_funds", "delayed"],
    ["content_failed_inspection", "delayed"],
    ["something_new", "delayed"],
    ["waiting_for_funds_expired", "returned"],
    ["rejected_from_printcenter", "returned"],
  ])("an issue %s: %s", async (code, outcome) => {
    expect(hear(pingen.hook(await letter(), "issues", "hush", { reason: "no" }, code))).toMatchObject({ news: [{ outcome }] });
  });

  test("the shape of before July 2026, and one without what is told along", async () => {
    const { data } = JSON.parse(pingen.hook(await letter(), "undeliverable", "hush").body.toString()) as { data: Record<string, unknown> };
    const { deliverable, ...rest } = data.relationships as Record<string, unknown>;
    const document = { data: { ...data, relationships: { ...rest, letter: deliverable } }, included: [{}] };
    const heard = hear(signed(document));
    expect(heard).toMatchObject({ news: [{ providerId: pingen.letters[0]!.id, outcome: "returned" }] });
    expect((heard as { news: object[] }).news[0]).not.toHaveProperty("deliveryId");
  });

  test.each([
    ["[]"],
    ["null"],
    ["{"],
    ['{"data":{"type":"webhook_delivered"}}'],
    ['{"data":{"type":"webhook_delivered","relationships":{"letter":{"data":{"id":7}}}}}'],
  ])("%s says nothing", (text) => expect(hear(signed(text))).toEqual({ news: [] }));

  test("what is not signed, signed otherwise or altered is not heard", async () => {
    const right = pingen.hook(await letter(), "undeliverable", "hush");
    for (const forged of [
      { ...right, headers: { "content-type": "application/vnd.api+json" } },
      { ...right, body: Buffer.concat([right.body, Buffer.from(" ")]) },
      pingen.hook(pingen.letters[0]!, "undeliverable", "other"),
    ])
      expect(hear(forged)).toBe("not-authentic");
    expect(hear(right, { webhookSecret: undefined })).toBe("not-authentic");
  });

  function signed(document: object | string): { headers: Record<string, string>; body: Buffer } {
    const body = Buffer.from(typeof document === "string" ? document : JSON.stringify(document));
    return { headers: { signature: createHmac("sha256", "hush").update(body).digest("hex") }, body };
  }
});
