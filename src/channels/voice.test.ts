import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../../test/mail-pair.ts";
import { readTwiml, type TwimlElement } from "../../test/doubles/twilio-twiml.ts";
import { sign, startTwilio, type Twilio } from "../../test/doubles/twilio.ts";
import { SPOKEN_AFTER, SPOKEN_BEFORE, type SpokenLetter } from "../core/letter/spoken.ts";
import type { Debtor } from "../core/values/party.ts";
import type { HookRequest, Message } from "./contract.ts";
import { type Call, turnOf } from "./voice/dialogue.ts";
import { dialledNumber } from "./voice/phone-number.ts";
import { settings } from "./voice/settings.ts";
import { isSigned } from "./voice/signature.ts";
import voice from "./voice.ts";

const TOKEN = "a-token";
const SET = {
  dryRun: false,
  accountSid: "AC0123456789abcdef0123456789abcdef",
  authToken: TOKEN,
  from: "+44 113 496 0120",
  publicUrl: "https://firmly.example/",
};
const ID = "LAAAAAAAAAA-voice";
const said = (moments: readonly string[]) => Object.fromEntries(moments.map((moment) => [moment, `[${moment}]`]));
const spoken = (more: Partial<SpokenLetter> = {}): SpokenLetter => ({
  version: 1,
  creditor: "c",
  delivery: ID,
  step: "first",
  locale: "de-CH",
  phone: "+41446681800",
  pin: { asks: "customer-number", length: 4, hash: createHash("sha256").update(`${ID}:0042`).digest("hex") },
  voicemail: true,
  before: said(SPOKEN_BEFORE) as SpokenLetter["before"],
  after: said(SPOKEN_AFTER) as SpokenLetter["after"],
  ...more,
});
const message = (letter: unknown = spoken(), recipient = "+41446681800"): Message => ({
  deliveryId: ID,
  day: "2026-11-23",
  recipient,
  files: [{ name: "10042-CHF-first.json", mediaType: "application/json", bytes: new TextEncoder().encode(JSON.stringify(letter)) }],
});

describe("numbers", () => {
  test.each([
    ["0113 496 0120", "GB", "+441134960120"],
    ["+49 (0) 341 9601-20", null, "+49341960120"],
    ["0049 341 960120", "FR", "+49341960120"],
    ["035 960120", "IT", "+39035960120"],
    ["03 20 96 01 20", "FR", "+33320960120"],
    ["0812-3456-7890", "ID", "+6281234567890"],
    ["(305) 555-0100", "US", "+13055550100"],
    ["044 668 18 00", "CH", "+41446681800"],
  ] as const)("%s in %s", (written, country, number) => {
    expect(dialledNumber(written, country)).toBe(number);
  });

  test.each([
    ["0113 496 0120", null],
    ["ask for Ann", "GB"],
    ["+44 113 496 0120 ext. 5", "GB"],
    ["123", "GB"],
    ["", "GB"],
    ["+1".repeat(500), "GB"],
    [null, "GB"],
  ] as const)("%s in %s is none", (written, country) => {
    expect(dialledNumber(written, country)).toBeNull();
  });

  test("without a country are taken to be of the caller's", () => {
    const debtor = (phone: string, country: string | null) => voice.recipient({ phone, country } as Debtor, settings.parse(SET));
    expect(debtor("0113 496 0777", null)).toBe("+441134960777");
    expect(debtor("0341 960120", "DE")).toBe("+49341960120");
  });
});

describe("settings", () => {
  test("call nobody until that is chosen, and need https", () => {
    const { dryRun: _off, ...rest } = SET;
    expect(settings.parse(rest)).toMatchObject({ dryRun: true, from: "+441134960120", publicUrl: "https://firmly.example", voicemail: false, consented: [] });
    for (const wrong of [{ publicUrl: "http://firmly.example" }, { baseUrl: "ftp://x" }, { from: "0113 496 0120" }, { apiKeySid: "SK1" }, { frm: "x" }])
      expect(settings.safeParse({ ...SET, ...wrong }).success).toBe(false);
    expect(settings.safeParse({ ...SET, baseUrl: "http://127.0.0.1:9" }).success).toBe(true);
    expect(settings.parse(settings.parse(SET))).toEqual(settings.parse(SET));
  });
});

describe("signatures", () => {
  const URL_OF = "https://mycompany.com/myapp.php?foo=1&bar=2";
  const FORM = new URLSearchParams({ CallSid: "CA1234567890ABCDE", Caller: "+12349013030", Digits: "1234", From: "+12349013030", To: "+18005551212" });

  test("as Twilio's documentation works one out, with its port or without", () => {
    const published = "0/KCTR6DLpKmkAf8muzZqo1nDgQ=";
    expect(isSigned(published, URL_OF, FORM, "12345")).toBe(true);
    expect(isSigned(sign("https://mycompany.com:443/myapp.php?foo=1&bar=2", Object.fromEntries(FORM), "12345"), URL_OF, FORM, "12345")).toBe(true);
    for (const wrong of [undefined, "", "0", published.slice(1), `${published}AA`, "x".repeat(10_000)])
      expect(isSigned(wrong, URL_OF, FORM, "12345")).toBe(false);
    expect(isSigned(published, URL_OF, FORM, "12346")).toBe(false);
    expect(isSigned(published, `${URL_OF}&x`, FORM, "12345")).toBe(false);
  });

  test("any field that is changed, added or left out breaks it", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { minKeys: 1, maxKeys: 6 }), fc.string(), (fields, other) => {
        const signature = sign(URL_OF, fields, TOKEN);
        const form = new URLSearchParams(fields);
        expect(isSigned(signature, URL_OF, form, TOKEN)).toBe(true);
        const name = Object.keys(fields)[0]!;
        fc.pre(other !== fields[name]);
        form.set(name, other);
        expect(isSigned(signature, URL_OF, form, TOKEN)).toBe(false);
      }),
    );
  });
});

describe("the call", () => {
  const call = (more: Partial<SpokenLetter> = {}, connectTo: string | null = "+41446681801"): Call => ({
    spoken: spoken(more),
    voice: "Polly.Vicki",
    from: "+441134960120",
    connectTo,
    urlOf: (moment) => `https://firmly.example/hooks/c/voice/${ID}/${moment}`,
  });
  const all = (element: TwimlElement): TwimlElement[] => [element, ...element.children.flatMap(all)];
  const heardAt = (moment: string, digits = "", answeredBy = "human", of = call()) => {
    const turn = turnOf(moment, of, { digits, answeredBy });
    return turn && all(readTwiml(turn.twiml)).flatMap(({ name, text }) => (name === "Say" ? [text] : name === "Response" || name === "Gather" ? [] : [name]));
  };

  test("greets people, leaves machines a message where that is allowed, and tells a fax nothing", () => {
    expect(heardAt("answer")).toEqual(["[greeting]", "Redirect"]);
    expect(heardAt("answer", "", "unknown")).toEqual(["[greeting]", "Redirect"]);
    expect(heardAt("answer", "", "")).toEqual(["[greeting]", "Redirect"]);
    for (const machine of ["machine_end_beep", "machine_end_silence", "machine_end_other"]) {
      expect(heardAt("answer", "", machine)).toEqual(["[voicemail]", "Hangup"]);
      expect(heardAt("answer", "", machine, call({ voicemail: false }))).toEqual(["Hangup"]);
    }
    for (const other of ["machine_start", "fax"]) expect(heardAt("answer", "", other)).toEqual(["Hangup"]);
    expect(heardAt("greet-2")).toEqual(["[greeting]", "[no-key]", "Hangup"]);
  });

  test("asks for the PIN, three times at most", () => {
    expect(heardAt("choice-1", "1")).toEqual(["[ask-pin]", "Redirect"]);
    expect(heardAt("choice-1", "5")).toEqual(["[greeting]", "[no-key]", "Hangup"]);
    expect(heardAt("choice-2", "5")).toEqual(["[no-key]", "Hangup"]);
    expect(heardAt("pin-1", "0041")).toEqual(["[wrong-pin]", "[ask-pin]", "Redirect"]);
    expect(heardAt("pin-2", "")).toEqual(["[wrong-pin]", "[ask-pin]", "Redirect"]);
    expect(heardAt("pin-3", "0041")).toEqual(["[no-pin]", "Hangup"]);
    expect(heardAt("pin-3", "0042")).toEqual(["[message]", "Redirect"]);
    expect(heardAt("pin-4", "0042")).toEqual(["[no-pin]", "Hangup"]);
  });

  test("repeats, puts through where there is somebody, stops", () => {
    expect(heardAt("heard-1")).toEqual(["[keys]", "[goodbye]", "Hangup"]);
    expect(heardAt("menu-1", "1")).toEqual(["[message]", "Redirect"]);
    expect(heardAt("menu-3", "1")).toEqual(["[goodbye]", "Hangup"]);
    expect(heardAt("menu-1", "2")).toEqual(["[connecting]", "Dial", "Number", "[not-connected]", "Hangup"]);
    expect(heardAt("menu-1", "2", "", call({}, null))).toEqual(["[goodbye]", "Hangup"]);
    for (const moment of ["choice-1", "menu-2"]) {
      expect(heardAt(moment, "9")).toEqual(["[opted-out]", "Hangup"]);
      expect(turnOf(moment, call(), { digits: "9", answeredBy: "" })!.news?.outcome).toBe("opted-out");
    }
    expect(turnOf("heard-1", call(), { digits: "", answeredBy: "" })!.news?.outcome).toBe("delivered");
    expect(turnOf("heard-2", call(), { digits: "", answeredBy: "" })!.news).toBeNull();
    expect(heardAt("sorry")).toEqual(["[sorry]", "Hangup"]);
    for (const none of ["", "pin-0", "pin-10", "answer/x", "__proto__", "nothing"]) expect(turnOf(none, call(), { digits: "", answeredBy: "" })).toBeNull();
  });

  test("says nothing of the message at any moment before the right PIN, whatever is pressed", () => {
    const moments = fc.constantFrom("answer", "greet-1", "greet-2", "choice-1", "choice-2", "pin-1", "pin-2", "pin-3", "pin-9", "sorry");
    fc.assert(
      fc.property(
        moments,
        fc.string().filter((digits) => digits !== "0042"),
        fc.string(),
        (moment, digits, answeredBy) => {
          const words = heardAt(moment, digits, answeredBy)!;
          for (const moment of SPOKEN_AFTER) expect(words).not.toContain(`[${moment}]`);
        },
      ),
    );
  });

  test("reads out whatever is in a name, and does nothing that it says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (name) => {
        const words = call({ before: { ...spoken().before, greeting: name } });
        const { children } = readTwiml(turnOf("answer", words, { digits: "", answeredBy: "human" })!.twiml);
        expect(children.map((child) => child.name)).toEqual(["Gather", "Redirect"]);
        expect(children[0]!.children.map((child) => child.name)).toEqual(["Say"]);
      }),
    );
  });

  test("is in the voice that the language has", () => {
    const { children } = readTwiml(turnOf("sorry", call(), { digits: "", answeredBy: "" })!.twiml);
    expect(children[0]!.attributes).toEqual({ language: "de-DE", voice: "Polly.Vicki" });
  });
});

describe("what the provider asks", () => {
  const PATH = `/hooks/c/voice/${ID}`;
  const FIELDS = { AccountSid: SET.accountSid, CallSid: "CA1", To: "+41446681800", From: "+441134960120" };
  const hear = (moment: string, more: Readonly<Record<string, string>> = {}, request: Partial<HookRequest> = {}, found: Message | null = message()) => {
    const fields = { ...FIELDS, ...more };
    const body = new TextEncoder().encode(new URLSearchParams(fields).toString());
    const headers = { "x-twilio-signature": sign(`https://firmly.example${PATH}/${moment}`, fields, TOKEN) };
    // Behind a proxy the address inside is another.
    const asked = { method: "POST", url: `http://10.0.0.7:3000/app${PATH}/${moment}`, headers, body, ...request };
    return voice.hear(asked, settings.parse(SET), async (id) => (id === ID ? found : null));
  };

  test("is answered by the address outside that it signed", async () => {
    const heard = await hear("pin-1", { Digits: "0042" });
    expect(heard).toMatchObject({ news: [], answer: { mediaType: "text/xml; charset=utf-8", body: expect.stringContaining("[message]") } });
  });

  test("tells what became of the call", async () => {
    const outcome = async (more: Readonly<Record<string, string>>) => {
      const heard = await hear("status", more);
      return heard === "not-authentic" ? heard : heard.news.map(({ outcome, unlessDelivered, detail }) => [outcome, unlessDelivered ?? false, detail]);
    };
    expect(await outcome({ CallStatus: "in-progress" })).toEqual([["delayed", false, "the call was answered"]]);
    expect(await outcome({ CallStatus: "completed", AnsweredBy: "machine_start" })).toEqual([
      ["bounced", true, "the call ended, and the message was not heard (a machine answered)"],
    ]);
    for (const CallStatus of ["busy", "no-answer", "failed", "canceled"])
      expect(await outcome({ CallStatus })).toEqual([["bounced", true, expect.any(String)]]);
    for (const CallStatus of ["queued", "ringing", "initiated", "toString", ""]) expect(await outcome({ CallStatus })).toEqual([]);
  });

  test("keeps no PIN in what it records", async () => {
    const heard = await hear("pin-3", { Digits: "7777" });
    expect(heard).toMatchObject({ news: [{ outcome: "delayed", deliveryId: ID }] });
    expect(JSON.stringify((heard as { news: unknown }).news)).not.toContain("7777");
  });

  test.each([
    ["a GET", () => hear("pin-1", {}, { method: "GET" })],
    ["no signature", () => hear("pin-1", {}, { headers: {} })],
    ["another account", () => hear("pin-1", { AccountSid: "ACother" })],
    ["another number", () => hear("pin-1", { To: "+41446681801" })],
    ["a delivery that there is not", () => hear("pin-1", {}, {}, null)],
    ["a letter of another kind", () => hear("pin-1", {}, {}, message({ version: 2 }))],
    ["a letter that is no JSON", () => hear("pin-1", {}, {}, { ...message(), files: [{ name: "x", mediaType: "x", bytes: new Uint8Array([1]) }] })],
    ["no file", () => hear("pin-1", {}, {}, { ...message(), files: [] })],
    ["a moment that there is not", () => hear("later")],
    ["an address that is none", () => hear("pin-1", {}, { url: "nonsense" })],
    ["a book", () => hear("pin-1", {}, { body: new Uint8Array(60_000) })],
  ])("%s is not authentic", async (_what, ask) => {
    expect(await ask()).toBe("not-authentic");
  });
});

describe("the provider", () => {
  let twilio: Twilio;
  beforeEach(async () => {
    twilio = await startTwilio({ accountSid: SET.accountSid, authToken: TOKEN, numbers: ["+441134960120"] });
    twilio.listener = { answers: "busy" };
  });
  afterEach(async () => {
    await twilio.quiet();
    await twilio.close();
  });
  const send = (more: object = {}, to?: Message) =>
    voice.send(to ?? message(), settings.parse({ ...SET, publicUrl: "http://127.0.0.1:9", baseUrl: twilio.baseUrl, ...more }));

  test("takes a call, and says its number", async () => {
    const receipt = await send();
    expect(receipt).toMatchObject({ outcome: "accepted", providerId: twilio.calls[0]!.sid });
    expect(twilio.calls[0]!.parameters.Url).toEqual([`http://127.0.0.1:9/hooks/c/voice/${ID}/answer`]);
  });

  test("what was certainly not taken is failed, what may have been is uncertain, a number that cannot be is refused", async () => {
    expect(await send({ authToken: "wrong" })).toMatchObject({ outcome: "failed", about: "channel", detail: expect.stringContaining("20003") });
    expect(await send({ from: "+44 113 496 0121" })).toMatchObject({ outcome: "failed", about: "channel", detail: expect.stringContaining("21210") });
    expect(await send({ baseUrl: `http://127.0.0.1:${await freePort()}` })).toMatchObject({ outcome: "failed", about: "channel" });
    expect(await send({ baseUrl: "https://nowhere.invalid" })).toMatchObject({ outcome: "failed", about: "channel" });
    expect(await send({}, message(spoken({ phone: "+0" }), "+0"))).toMatchObject({ outcome: "refused", detail: expect.stringContaining("21211") });
    expect(await send({}, message(spoken(), "+41446681801"))).toMatchObject({ outcome: "refused" });
    expect(twilio.calls).toEqual([]);
    twilio.fault = "lost-answer";
    expect(await send()).toMatchObject({ outcome: "uncertain" });
    twilio.fault = "server-error";
    expect(await send()).toMatchObject({ outcome: "uncertain" });
  });

  test("is asked after a crash, and proves a call only by its own record", async () => {
    const set = settings.parse({ ...SET, publicUrl: "http://127.0.0.1:9", baseUrl: twilio.baseUrl });
    const today = { ...message(), day: new Date().toISOString().slice(0, 10) as Message["day"] };
    expect(await voice.reconcile(today, set)).toBe("unknown");
    await send();
    await twilio.quiet();
    expect(await voice.reconcile(today, set)).toBe("accepted");
    twilio.calls[0]!.requests.length = 0;
    expect(await voice.reconcile(today, set)).toBe("unknown");
  });
});
