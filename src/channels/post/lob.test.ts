import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { someFaults } from "../../../test/doubles/http-faults.ts";
import { LobDouble } from "../../../test/doubles/lob.ts";
import { LOB } from "../../../test/support/post-settings.ts";
import { samplePage } from "../../../test/support/sample-page.ts";
import { closePdf } from "../../letters/pdf.ts";
import post from "../post.ts";
import type { Message } from "../contract.ts";
import { lobService } from "./lob.ts";
import type { PrintOrder } from "./port.ts";
import { type LobSettings, postSettings } from "./settings.ts";

const PACE = { answerMs: 10_000, pausesMs: [0, 0] };
/** Where an answer may never come. */
const IMPATIENT = { answerMs: 250, pausesMs: [0, 0] };
const NOW = Date.parse("2026-11-26T12:00:00Z");

let page: Uint8Array;
let a4: Uint8Array;
let lob: LobDouble;
beforeAll(async () => {
  page = await samplePage("us-10");
  a4 = await samplePage("pingen-left");
});
afterAll(closePdf);
beforeEach(async () => {
  lob = await LobDouble.start();
});
afterEach(() => lob.stop());

const settings = (more: object = {}) => postSettings.parse({ ...LOB, api: lob.url, ...more }) as LobSettings;
const service = (more: object = {}, pace = PACE) => lobService(settings(more), pace);

function order(more: Partial<PrintOrder> = {}): PrintOrder {
  return {
    idempotencyKey: "LABCDEFGHJK-post",
    since: "2026-11-26",
    to: { name: "Acme, Inc.", lines: ["210 King St", "# 6100"], zip: "94107", city: "San Francisco", region: "CA", country: "US" },
    from: { name: "Northgate Paper Inc.", lines: ["185 Berry St"], zip: "94107", city: "San Francisco", region: "CA", country: "US" },
    pdf: page,
    pages: 1,
    colour: false,
    duplex: true,
    addressZone: "cover",
    service: "priority",
    metadata: {},
    ...more,
  };
}

describe("an order", () => {
  test("is taken as the published document wants it, and its answer opens no letter", async () => {
    const receipt = await service().send(order());
    const [letter] = lob.letters;
    expect(receipt).toMatchObject({ outcome: "accepted", providerId: letter!.id });
    expect(JSON.stringify(receipt)).not.toContain("open-for-all");
    expect(letter).toMatchObject({
      key: "LABCDEFGHJK-post",
      pages: 1,
      fields: { use_type: "operational", mail_type: "usps_first_class", address_placement: "insert_blank_page", color: "false", double_sided: "true" },
    });
    expect(letter!.fields).not.toHaveProperty("extra_service");
  });

  test.each<[string, Partial<PrintOrder>, Record<string, string>]>([
    ["certified at home", { service: "certified" }, { extra_service: "certified" }],
    [
      "registered abroad",
      { service: "certified", to: { name: "Acme Ltd", lines: ["1 High St"], zip: "YO21 1DJ", city: "Whitby", region: "", country: "GB" } },
      { extra_service: "registered", "to[address_country]": "GB" },
    ],
    ["the address over the first page", { addressZone: "top" }, { address_placement: "top_first_page" }],
    ["a return envelope", { returnEnvelope: { perforatedPage: 1 } }, { return_envelope: "true", perforated_page: "1" }],
    ["a long name", { to: { ...order().to!, name: "The Whitby and District Stationers' Company Limited" } }, { "to[company]": "Company Limited" }],
  ])("goes %s", async (_case, more, fields) => {
    expect(await service().send(order(more))).toMatchObject({ outcome: "accepted" });
    expect(lob.letters[0]!.fields).toMatchObject(fields);
  });

  test("is repeated with the same words, and makes one letter", async () => {
    for (let time = 0; time < 3; time++) expect(await service().send(order())).toMatchObject({ outcome: "accepted" });
    expect(lob.letters).toHaveLength(1);
  });

  test("is found again although the key was forgotten after its day", async () => {
    await service().send(order());
    Object.assign(lob.letters[0]!, { key: null });
    expect(await service().send(order())).toMatchObject({ outcome: "accepted" });
    expect(lob.letters).toHaveLength(1);
  });
});

describe("what Lob does not take", () => {
  const address = (line: string) => ({ ...order().to!, lines: [line] as [string] });

  test("an address is refused; a fault of ours stops the channel", async () => {
    expect(await service().send(order({ to: address("1 Undeliverable St") }))).toMatchObject({ outcome: "refused" });
    expect(await service().send(order({ to: { ...order().to!, zip: "9410" } }))).toMatchObject({
      outcome: "refused",
      detail: expect.stringContaining("to.address_zip"),
    });
    const foreign = { ...order().from!, country: "GB" };
    expect(await service().send(order({ from: foreign }))).toMatchObject({ outcome: "failed", about: "channel" });
    expect(await service({ apiKey: "live_another" }).send(order())).toMatchObject({ outcome: "failed", about: "channel" });
    expect(lob.letters).toEqual([]);
  });

  test.each([401, 403, 404, 429])("%s before the letter was taken: failed, about the channel", async (status) => {
    lob.instead = { status, body: { error: { message: "no", code: "x", status_code: status } } };
    expect(await service().send(order())).toEqual({ outcome: "failed", detail: `${status}: no (x)`, about: "channel" });
  });

  test("nobody there, or nobody that is trusted: failed, about the channel", async () => {
    const gone = await LobDouble.start();
    const api = gone.url;
    await gone.stop();
    expect(await service({ api }).send(order())).toMatchObject({ outcome: "failed", about: "channel" });
    expect(await service({ api: api.replace("http://127.0.0.1", "https://localhost") }).send(order())).toMatchObject({ outcome: "failed", about: "channel" });
  });

  test("paper of another size is made anew, and nothing is asked of Lob", async () => {
    expect(await service().send(order({ pdf: a4 }))).toMatchObject({ outcome: "failed", about: "recipient", detail: expect.stringContaining("us-10") });
    expect(await service().send(order({ pages: 13, to: { ...order().to!, country: "GB" } }))).toMatchObject({ outcome: "refused" });
    expect(lob.requests).toBe(0);
  });

  test("what it could not print was never sent", async () => {
    await service().send(order());
    lob.letters[0]!.status = "failed";
    expect(await service().send(order())).toMatchObject({ outcome: "refused" });
  });
});

describe("when the connection fails", () => {
  test("there is at most one letter, and what is said of it is true", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(someFaults, { minLength: 1, maxLength: 3 }), fc.boolean(), async (attempts, isListed) => {
        lob.isListed = isListed;
        const idempotencyKey = `LRUN${run++}-post`;
        const { send } = service({}, IMPATIENT);
        for (const faults of attempts) {
          lob.faults.splice(0, lob.faults.length, ...faults);
          const { outcome } = await send(order({ idempotencyKey }));
          const made = lob.of(idempotencyKey).length;
          expect(made).toBeLessThanOrEqual(1);
          if (outcome === "accepted") expect(made).toBe(1);
          // An earlier attempt may have made it; this one failed before it could ask.
          if (outcome === "failed" && attempts.length === 1) expect(made).toBe(0);
          expect(outcome).not.toBe("refused");
          lob.faults.length = 0;
          lob.isListed = true;
          const found = await service().find({ idempotencyKey, since: "2026-11-26" });
          expect("found" in found && found.found !== null).toBe(made === 1);
          lob.isListed = isListed;
          // Also one that a person has said was not sent goes out again on the same day: the key is kept.
        }
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ["cut-after", "accepted"],
    ["silent-after", "accepted"],
    ["error-after", "accepted"],
    ["cut-before", "accepted"],
    ["error-before", "accepted"],
    ["limit", "failed"],
  ] as const)("%s while it is ordered: %s", async (fault, outcome) => {
    lob.faults.push(null, fault);
    expect(await service({}, { ...PACE, answerMs: 1500 }).send(order())).toMatchObject({ outcome });
    expect(lob.letters).toHaveLength(outcome === "accepted" ? 1 : 0);
  });

  test("with nobody to ask afterwards it is uncertain", async () => {
    lob.faults.push(null, "cut-after", "cut-before", "cut-before");
    expect(await service().send(order())).toMatchObject({ outcome: "uncertain" });
    expect(lob.letters).toHaveLength(1);
  });
});

describe("the channel", () => {
  const message = (recipient = "Acme, Inc. · 210 King St · 94107, San Francisco, CA · US"): Message => ({
    deliveryId: "LABCDEFGHJK-post",
    day: "2026-11-26",
    recipient,
    files: [{ name: "letter.pdf", mediaType: "application/pdf", bytes: page }],
  });

  test("hands over, and tells after a crash what became of it", async () => {
    expect(await post.reconcile(message(), settings())).toBe("not-sent");
    expect(await post.send(message(), settings())).toMatchObject({ outcome: "accepted" });
    expect(await post.reconcile(message(), settings())).toBe("accepted");
    lob.faults.push("error-before");
    expect(await post.reconcile(message(), settings())).toBe("unknown");
    expect(lob.letters[0]!.fields).toMatchObject({ "to[name]": "Acme, Inc.", "from[address_state]": "CA", "from[address_country]": "US" });
  });

  test("a letter that was made for another way is neither sent nor asked for", async () => {
    const other = message("Acme, Inc., 210 King St, 94107 San Francisco, CA, US");
    expect(await post.send(other, settings())).toMatchObject({ outcome: "failed", about: "recipient" });
    expect(await post.reconcile(other, settings())).toBe("unknown");
    expect(lob.requests).toBe(0);
  });

  test("what the letter says is enclosed lies in the envelope, or it does not go", async () => {
    const copies = { ...message(), enclosures: { returnEnvelope: false, invoiceCopies: ["INV-1"] } };
    expect(await post.send(copies, settings())).toMatchObject({ outcome: "refused", detail: expect.stringContaining("INV-1") });
    expect(await post.send({ ...message(), enclosures: { returnEnvelope: true, invoiceCopies: [] } }, settings())).toMatchObject({ outcome: "accepted" });
    expect(lob.letters[0]!.fields).toMatchObject({ return_envelope: "true", perforated_page: "1" });
  });

  test("keeps to Lob's limit of requests", () => {
    expect(post.limits(message().recipient, settings())).toEqual([{ key: "post by lob", perMinute: 900 }]);
    expect(post.transitBusinessDays(settings(), message().recipient)).toBe(6);
  });
});

describe("a letter is taken back", () => {
  test("as long as it waits for its day", async () => {
    await service().send(order({ sendDate: "2026-12-01" }));
    const { id } = lob.letters[0]!;
    expect(await service().cancel(id)).toBe("cancelled");
    expect(lob.of("LABCDEFGHJK-post")).toEqual([]);
  });

  test("not after that", async () => {
    await service().send(order());
    expect(await service().cancel(lob.letters[0]!.id)).toBe("too-late");
    expect(await service().cancel("ltr_0")).toMatchObject({ unclear: expect.stringContaining("404") });
  });
});

describe("what Lob tells", () => {
  const hear = (hook: { headers: Record<string, string>; body: Buffer }, now = NOW) =>
    service().hear({ method: "POST", url: "https://firmly.example/hooks/oak/post", ...hook }, now);
  const hook = async (type: string, at = NOW) => {
    await service().send(order());
    return lob.hook(lob.letters[0]!, type, "hush", at);
  };

  test.each([
    ["letter.certified.delivered", "delivered"],
    ["letter.returned_to_sender", "returned"],
    ["letter.re-routed", "delayed"],
    ["letter.failed", "returned"],
  ])("%s: %s", async (type, outcome) => {
    const heard = hear(await hook(type));
    expect(heard).toMatchObject({ news: [{ deliveryId: "LABCDEFGHJK-post", providerId: lob.letters[0]!.id, outcome }] });
    expect(JSON.stringify(heard)).not.toContain("open-for-all");
    // Told again, it is the same news.
    expect(hear(await hook(type))).toEqual(heard);
  });

  test.each(["letter.created", "letter.in_transit", "letter.return_envelope.returned_to_sender", "postcard.returned_to_sender", "constructor"])(
    "%s says nothing new",
    async (type) => expect(hear(await hook(type))).toEqual({ news: [] }),
  );

  test("a timestamp in seconds is understood too", async () => {
    expect(hear(await hook("letter.returned_to_sender", Math.floor(NOW / 1000)))).toMatchObject({ news: [{ outcome: "returned" }] });
  });

  test("what is not signed, signed otherwise, altered or old is not heard", async () => {
    const right = await hook("letter.returned_to_sender");
    const body = Buffer.from(right.body.toString().replace("returned", "Returned"));
    const { "lob-signature": signature, ...unsigned } = right.headers;
    for (const forged of [
      { ...right, body },
      { ...right, headers: unsigned },
      { ...right, headers: { ...right.headers, "lob-signature": signature!.toUpperCase() } },
      { ...right, headers: { ...right.headers, "lob-signature": "0".repeat(64) } },
      { ...right, headers: { ...right.headers, "lob-signature-timestamp": String(NOW + 1) } },
      lob.hook(lob.letters[0]!, "letter.returned_to_sender", "other", NOW),
    ])
      expect(hear(forged)).toBe("not-authentic");
    expect(hear(right, NOW + 5 * 60_000 + 1)).toBe("not-authentic");
    expect(hear(right, NOW - 5 * 60_000 - 1)).toBe("not-authentic");
    expect(service({ webhookSecret: undefined }).hear({ method: "POST", url: "", ...right }, NOW)).toBe("not-authentic");
  });
});
