import { afterAll, beforeEach, beforeAll, describe, expect, it } from "vitest";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Store } from "../store/database.ts";
import { loadCreditor, readCreditors } from "../store/settings-store.ts";
import { readRests, recordChannelFailure } from "../store/rest-store.ts";
import { applySettings, firstSettings, readSettingsFile, setSetting, showSettings, valueAt } from "./settings.ts";

const OAK = `
id: oak
name: Oakfield Instruments Ltd
country: gb
timeZone: Europe/London
currency: EUR
contact: { name: Jane Doe, phone: +44 20 7946 0018, email: ar@oakfield.example }
bankAccounts:
  - iban: GB33 BUKB 2020 1555 5555 55
channels:
  mode: live
  email: { host: mail.oakfield.example, port: 587, secure: false, user: ar, password: s3cret, from: ar@oakfield.example }
salesCheckThreshold: { EUR: 5000, "*": "2500.50" }
`;

let store: Store;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.pool.query("delete from creditor");
});

const apply = (yaml: string, creditor?: string) => applySettings(store, readSettingsFile(yaml, "settings.yaml"), { creditor });
const versionOf = async (id: string) => (await readCreditors(store.pool, id))[0]!.version;

describe("applySettings", () => {
  it("lets a channel be tried afresh whose settings were mended, a password too, and no other", async () => {
    await apply(OAK);
    const failing = async () => (await readRests(store.pool, "oak")).map(({ channel }) => channel);
    for (const channel of ["email", "post"]) await recordChannelFailure(store.pool, "oak", channel, "535 authentication failed");
    await apply("{ id: oak, currency: GBP, channels: { mode: outbox } }");
    expect(await failing()).toEqual(["email", "post"]);
    await apply("{ id: oak, channels: { email: { password: mended } } }");
    expect(await failing()).toEqual(["post"]);
    await store.pool.query("delete from channel_rest");
  });

  it("makes a creditor, with what is not said at its default", async () => {
    await apply(OAK);
    const oak = await loadCreditor(store, "oak");
    expect(oak).toMatchObject({
      name: "Oakfield Instruments Ltd",
      country: "GB",
      language: "en",
      termsDays: null,
      procedures: { "*": "standard" },
      clock: null,
    });
    expect(oak.bankAccounts).toEqual([{ id: "GB33BUKB20201555555555", iban: "GB33BUKB20201555555555", holder: "Oakfield Instruments Ltd", currency: "EUR" }]);
    expect(oak.salesCheckThreshold).toEqual({ EUR: "5000", "*": "2500.50" });
    expect(await apply(OAK)).toEqual([]);
  });

  it("makes the first creditor without a name, as a first import does, and no second one", async () => {
    expect(await setSetting(store, "country", "GB")).toContainEqual({ creditor: "default", path: "name", from: null, to: "Accounts Receivable" });
    expect(await loadCreditor(store, "default")).toEqual({ ...firstSettings(), country: "GB" });
    await expect(setSetting(store, "country", "GB", { creditor: "defualt" })).rejects.toThrow("name: is missing");
  });

  it("merges a patch, and goes back to the default with null", async () => {
    await apply(OAK);
    expect(await apply('{"termsDays": 30, "contact": {"phone": "+44 20 7946 0019"}}')).toEqual([
      { creditor: "oak", path: "contact.phone", from: "+44 20 7946 0018", to: "+44 20 7946 0019" },
      { creditor: "oak", path: "termsDays", from: null, to: 30 },
    ]);
    expect((await loadCreditor(store, "oak")).contact).toEqual({ name: "Jane Doe", phone: "+44 20 7946 0019", email: "ar@oakfield.example" });
    expect(await apply("contact: null")).toHaveLength(3);
    expect((await loadCreditor(store, "oak")).contact).toBeNull();
  });

  it("takes several creditors, all or none", async () => {
    await expect(apply("creditors: [{ id: a, name: A }, { id: b, name: B, country: XX }]")).rejects.toThrow(/b" cannot be used[^]*country/);
    expect(await readCreditors(store.pool)).toEqual([]);
    await apply("creditors: [{ id: a, name: A }, { id: b, name: B }]");
    expect((await readCreditors(store.pool)).map(({ id }) => id)).toEqual(["a", "b"]);
    await expect(apply("termsDays: 30")).rejects.toThrow("There are 2 creditors (a, b)");
    await expect(apply("id: a", "b")).rejects.toThrow("Leave one of them out");
  });

  it("raises the version only where a decision may change", async () => {
    await apply(OAK);
    await apply("companyDetails: [Registered in England 01234567]\nclock: 2026-03-16\nname: Oakfield");
    expect(await versionOf("oak")).toBe(1);
    await apply("salesCheckThreshold: { EUR: 6000 }");
    expect(await versionOf("oak")).toBe(2);
    await apply("region: SCT");
    await apply("channels: { mode: outbox }");
    expect(await versionOf("oak")).toBe(4);
  });

  it("never shows a password, and keeps it when the shown text comes back", async () => {
    await apply(OAK);
    const [shown] = await showSettings(store);
    expect(JSON.stringify(shown)).not.toContain("s3cret");
    await apply(`channels: { email: { port: 465, password: ${shown!.channels.email!.password} } }`);
    expect((await loadCreditor(store, "oak")).channels.email).toMatchObject({ port: 465, password: "s3cret" });
    const changes = await apply("channels: { email: { password: other } }");
    expect(changes.map(({ path }) => path)).toEqual(["channels.email.password"]);
    expect(JSON.stringify(changes)).not.toContain("other");
  });

  it.each<[string, string, string]>([
    ["a misspelt name", "timezone: Europe/London", 'the file: "timezone" is not known here. Did you mean "timeZone"?'],
    ["a misspelt name deep inside", "channels: { email: { hots: x } }", 'channels.email: "hots" is not known here. Did you mean "host"?'],
    [
      "an IBAN with a wrong digit",
      "bankAccounts: [{ iban: GB34BUKB20201555555555, currency: GBP }]",
      'bankAccounts.0.iban: "GB34BUKB20201555555555" is not known; write it like',
    ],
    ["a country that is none", "country: XX", 'country: "XX" is not known; write it like "GB"'],
    ["a currency that is none", "currency: EURO", 'currency: "EURO" is not known'],
    ["a time zone that is none", "timeZone: Europe/Lundon", 'timeZone: "Europe/Lundon" is not known'],
    ["a day that does not exist", "clock: 2026-02-30", 'clock: "2026-02-30" is not known'],
    ["an unknown mode", "channels: { mode: lives }", 'channels.mode: must be outbox or live, not "lives". Did you mean "live"?'],
    ["live without a way out", "channels: { mode: live }", 'channels.mode: can be "live" only with'],
    ["an unknown procedure", "procedures: { '*': standart }", 'procedures.*: There is no procedure "standart". Did you mean "standard"?'],
    ["an amount with a sign", "salesCheckThreshold: { EUR: 5.000 € }", "salesCheckThreshold.EUR: must be an amount in major units"],
    ["a currency in small letters", "salesCheckThreshold: { eur: 5000 }", 'salesCheckThreshold.eur: is written "EUR"'],
    [
      "a mail address with a hidden header",
      'contact: { name: "A\\nBcc: b@c.example", phone: "1", email: a@b.example }',
      "contact.name: must be one line of text",
    ],
    ["a missing name", "id: new", "name: is missing; write text"],
    ["a missing field", "contact: { name: Jane }", "contact.phone: is missing; write text"],
    ["a dangerous name", '{"__proto__": {"clock": "2026-01-01"}}', '"__proto__" is not known here'],
    ["a number of days that is none", "termsDays: soon", 'termsDays: must be a number, not "soon"'],
  ])("refuses %s", async (_what, yaml, sentence) => {
    await expect(apply(yaml)).rejects.toThrow(sentence);
    expect(await readCreditors(store.pool)).toEqual([]);
  });

  it.each(["", "hello", "[]", "creditors: []", "a: [", "creditors: [1]"])("refuses a file without settings: %j", (yaml) => {
    expect(() => readSettingsFile(yaml, "settings.yaml")).toThrow(/settings.yaml (holds no settings|is no valid YAML)/);
  });
});

describe("setSetting", () => {
  it("sets one value, as a number or as text, whatever the setting wants", async () => {
    await apply(OAK);
    expect(await setSetting(store, "termsDays", "30")).toEqual([{ creditor: "oak", path: "termsDays", from: null, to: 30 }]);
    await setSetting(store, "name", "1234");
    await setSetting(store, "salesCheckThreshold.GBP", "4000");
    await setSetting(store, "bankAccounts.0.holder", "Oakfield Ltd");
    await setSetting(store, "companyDetails", "[VAT GB 123, Registered in England]");
    const oak = await loadCreditor(store, "oak");
    expect([oak.name, oak.salesCheckThreshold.GBP, oak.companyDetails[1]]).toEqual(["1234", "4000", "Registered in England"]);
    expect(oak.bankAccounts[0]).toMatchObject({ iban: "GB33BUKB20201555555555", holder: "Oakfield Ltd" });
    await setSetting(store, "termsDays", "null");
    expect((await loadCreditor(store, "oak")).termsDays).toBeNull();
  });

  it("makes the default creditor on the way, and refuses what is wrong", async () => {
    await setSetting(store, "name", "Oakfield");
    expect((await loadCreditor(store, "default")).name).toBe("Oakfield");
    await expect(setSetting(store, "termsDays", "400")).rejects.toThrow("termsDays: must be at most 365");
    await expect(setSetting(store, "chanels.mode", "live")).rejects.toThrow('Did you mean "channels"?');
    await expect(setSetting(store, "bankAccounts.x.iban", "1")).rejects.toThrow("bankAccounts: must be a list");
    await expect(setSetting(store, "bankAccounts.1.iban", "1")).rejects.toThrow('"bankAccounts" is a list of 0');
    await setSetting(store, "currency", "EUR");
    await setSetting(store, "bankAccounts.0.iban", "GB33 BUKB 2020 1555 5555 55");
    expect((await loadCreditor(store, "default")).bankAccounts).toHaveLength(1);
    await expect(setSetting(store, "__proto__.clock", "2026-01-01")).rejects.toThrow("is not known here");
  });

  it("is read back by its path", async () => {
    await apply(OAK);
    const [oak] = await showSettings(store, "oak");
    expect([
      valueAt(oak!, "channels.mode"),
      valueAt(oak!, "bankAccounts.0.currency"),
      valueAt(oak!, "nothing.here"),
      valueAt(oak!, "name.constructor"),
    ]).toEqual(["live", "EUR", undefined, undefined]);
  });
});

describe("settings of mails", () => {
  const email = (more: string) => OAK.replace("from: ar@oakfield.example }", `from: ar@oakfield.example, ${more} }`);

  it("takes an address for replies, links and the statement", async () => {
    await apply(email('replyAddress: "replies+{token}@oakfield.example", pdf: linked, linkBase: "https://dunning.oakfield.example/", statement: never'));
    expect((await loadCreditor(store, "oak")).channels.email).toMatchObject({
      replyAddress: "replies+{token}@oakfield.example",
      pdf: "linked",
      linkBase: "https://dunning.oakfield.example",
      statement: "never",
    });
  });

  it.each([
    ['replyAddress: "replies+{token}+{token}@oakfield.example"', /replyAddress/],
    ['replyAddress: "replies@{token}.example"', /replyAddress/],
    ['replyAddress: "replies-to-the-receivables-team+{token}@oakfield.example"', /replyAddress/],
    ['replyAddress: "a@b.example, c@d.example"', /replyAddress/],
    ["pdf: linked", /linkBase/],
    ['pdf: linked, linkBase: "http://dunning.oakfield.example"', /https/],
    ['linkBase: "https://user@dunning.oakfield.example"', /https/],
    ["statement: sometimes", /statement/],
  ])("refuses %s", async (more, said) => {
    await expect(apply(email(more))).rejects.toThrow(said);
  });
});
