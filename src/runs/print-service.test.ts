import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { LobDouble } from "../../test/doubles/lob.ts";
import { PingenDouble } from "../../test/doubles/pingen.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../test/support/delivery-world.ts";
import { LOB, PINGEN } from "../../test/support/post-settings.ts";
import { closePdf } from "../letters/pdf.ts";
import { readReceipts } from "../store/receipt-store.ts";
import { check } from "./check.ts";
import { deliver } from "./delivery-run.ts";
import { hearProvider } from "./hear-provider.ts";
import { type GivenLetterhead, saveLetterhead } from "./house/save-letterhead.ts";
import { showLetterhead } from "./house/letterhead-source.ts";
import { printDay } from "./print-run.ts";
import { propose } from "./proposal-run.ts";
import { applySettings, showSettings } from "./settings.ts";
import { loadCreditor } from "../store/settings-store.ts";

let world: DeliveryWorld;
let lob: LobDouble;
let pingen: PingenDouble;
beforeEach(async () => {
  lob = await LobDouble.start();
  pingen = await PingenDouble.start(PINGEN.organisation);
});
afterEach(async () => {
  expect((await check(world.store)).problems).toEqual([]);
  await world.close();
  await lob.stop();
  await pingen.stop();
});
afterAll(closePdf);

const US_ADDRESS = { street: "210 King St", postalCode: "94107", city: "San Francisco", region: "CA", country: "US" };

async function begin(post: object, address?: object): Promise<void> {
  world = await createDeliveryWorld({
    debtors: 2,
    email: () => null,
    ...(address && { address }),
    settings: { clock: MONDAY, channels: { mode: "live", post } },
  });
  await proposeAndApprove(world.store);
}

describe("letters by a print service", () => {
  test("leave once by Lob, on its paper; what came back is heard, and an address is asked for", async () => {
    await begin({ ...LOB, api: lob.url }, US_ADDRESS);
    const { deliveries } = await deliver(world.store, { asOf: MONDAY });
    await deliver(world.store, { asOf: MONDAY });
    expect(deliveries.map(({ state, recipient }) => [state, recipient])).toEqual([
      ["accepted", "Debtor 1 Ltd · 210 King St · 94107, San Francisco, CA · US"],
      ["accepted", "Debtor 2 Ltd · 210 King St · 94107, San Francisco, CA · US"],
    ]);
    // Six business days in the post, where the print folder has three.
    expect((await world.store.pool.query("select distinct delivered_on::text as on from letter")).rows).toEqual([{ on: "2026-12-01" }]);
    expect(lob.letters.map(({ fields }) => fields["to[name]"]).sort()).toEqual(["Debtor 1 Ltd", "Debtor 2 Ltd"]);
    const [letter] = lob.of(deliveries[0]!.id);
    const hook = lob.hook(letter!, "letter.returned_to_sender", "hush", Date.now());
    const request = { method: "POST", url: "https://firmly.example/hooks/c/post", ...hook };
    for (let time = 0; time < 2; time++) expect(await hearProvider(world.store, "c", "post", request)).toEqual({ said: "heard", answer: undefined });
    expect(await hearProvider(world.store, "c", "post", { ...request, body: Buffer.from("{}") })).toEqual({ said: "nowhere" });
    const receipts = await readReceipts(world.store.pool, 1);
    expect(receipts.map(({ outcome, providerId }) => [outcome, providerId])).toEqual([
      ["accepted", letter!.id],
      ["returned", null],
    ]);
    await propose(world.store, { asOf: TUESDAY });
    const { rows } = await world.store.pool.query("select account_id::int as account, task from decision where task is not null");
    expect(rows).toEqual([{ account: 1, task: "fix-address" }]);
  });

  test("leave once by Pingen, whatever envelope the debtor's country has otherwise", async () => {
    await begin({ ...PINGEN, api: pingen.url, identity: pingen.url });
    await deliver(world.store, { asOf: MONDAY });
    expect(pingen.letters.map(({ pages }) => pages)).toEqual([1, 1]);
    const creditor = await loadCreditor(world.store, "c");
    expect(() => printDay(world.store, creditor, MONDAY, true)).toThrow("printed and posted by Pingen");
  });

  test("whose end is not heard are uncertain, and stay so until it tells of them", async () => {
    await begin({ ...PINGEN, api: pingen.url, identity: pingen.url });
    pingen.faults.push(null, null, "error-after");
    pingen.isListed = false;
    const { deliveries } = await deliver(world.store, { asOf: MONDAY });
    expect(deliveries.map(({ state }) => state).sort()).toEqual(["accepted", "uncertain"]);
    await deliver(world.store, { asOf: MONDAY });
    expect(pingen.letters).toHaveLength(2);
    const uncertain = deliveries.find(({ state }) => state === "uncertain")!;
    const hook = pingen.hook(pingen.of(uncertain.id)[0]!, "delivered", "hush");
    expect(await hearProvider(world.store, "c", "post", { method: "POST", url: "", ...hook })).toEqual({ said: "heard", answer: undefined });
    expect((await world.store.pool.query("select distinct state from delivery")).rows).toEqual([{ state: "accepted" }]);
  });
});

describe("a window that the service does not print", () => {
  const given = (window: string | null): GivenLetterhead => ({ window, logo: null, signature: null });
  const save = (window: string | null) =>
    saveLetterhead(world.store, { creditor: "c", given: given(window), by: "Ann", reason: "new envelopes", asOf: MONDAY });

  test("is told when the letterhead is saved, and when the service is chosen", async () => {
    await begin({ ...PINGEN, api: pingen.url, identity: pingen.url });
    expect(JSON.stringify(await showSettings(world.store, "c"))).not.toMatch(/s3cret|hush/);
    await expect(save("din-5008-b")).rejects.toThrow('"din-5008-b" is not what Pingen with the window on the left prints: choose "pingen-left"');
    expect(await save("pingen-left")).toMatchObject({ isNew: true });
    const lobInstead = { ...Object.fromEntries(Object.keys(PINGEN).map((name) => [name, null])), api: null, identity: null, ...LOB };
    await expect(applySettings(world.store, [{ id: "c", channels: { post: lobInstead } }])).rejects.toThrow('choose "us-10"');
    await expect(applySettings(world.store, [{ id: "c", channels: { post: { addressPosition: "right" } } }])).rejects.toThrow('choose "pingen-right"');
    await save(null);
    await applySettings(world.store, [{ id: "c", channels: { post: { addressPosition: "right" } } }]);
    expect(await save("pingen-fr")).toMatchObject({ isNew: true });
  });

  test("is not named by a letterhead that names none", async () => {
    await begin({ ...LOB, api: lob.url }, US_ADDRESS);
    expect(await showLetterhead(world.store, "c")).toMatchObject({ window: null });
  });
});
