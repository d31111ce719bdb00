import { describe, expect, test } from "vitest";
import { STEPS } from "../process/procedure.ts";
import { elementsOf, REQUIRED } from "./elements.ts";
import { SAMPLE_CREDITOR, SAMPLE_DEBTOR, sampleFacts, sampleItem, type SampleOptions } from "./letter-facts.sample.ts";
import { cleanText, elementValue, type Notice, notice, waivers } from "./notice.ts";
import type { Step } from "../process/procedure.ts";

function made(step: Step, options: SampleOptions = {}): Notice {
  const result = notice(sampleFacts(step, options));
  if ("missing" in result) throw new Error(result.missing.map(({ message }) => message).join("; "));
  return result.notice;
}

function missing(step: Step, options: SampleOptions): readonly string[] {
  const result = notice(sampleFacts(step, options));
  return "missing" in result ? result.missing.map(({ code }) => code) : [];
}

describe("a notice", () => {
  test.each(STEPS)("%s: holds every element of its step, as a value or a waiver", (step) => {
    const { elements } = made(step);
    expect(Object.keys(elements).sort()).toEqual([...elementsOf(step)].sort());
    for (const required of REQUIRED[step]) expect(elements).toHaveProperty([required]);
  });

  test("what is missing is named, and no notice is made", () => {
    expect(missing("first", { items: [] })).toEqual(["items", "total"]);
    expect(missing("first", { debtor: { ...SAMPLE_DEBTOR, name: " \u202e\n" } })).toEqual(["debtor-name"]);
    expect(missing("first", { items: [sampleItem(1, { document: "" })] })).toEqual(["document"]);
    expect(missing("first", { deliveredOn: "2027-01-01" })).toEqual(["pay-by"]);
    expect(missing("second", { credits: [{ item: 5, kind: "payment", document: "P1", bookedOn: "2026-11-20", openMinor: 900_000n }] })).toEqual(["total"]);
    const wrong = SAMPLE_CREDITOR.bankAccounts.map((bank) => ({ ...bank, iban: "GB34BUKB20201555555555" }));
    expect(missing("first", { creditor: { ...SAMPLE_CREDITOR, bankAccounts: wrong } })).toEqual(["iban"]);
  });

  test("a total that is not the sum of its parts makes no letter", () => {
    const facts = sampleFacts("first");
    const result = notice({ ...facts, decision: { ...facts.decision, totalMinor: 1n } });
    expect(result).toMatchObject({ missing: [{ code: "total-differs" }] });
  });

  test("days past due are those from the printed due date to the sending day, whatever the delivery", () => {
    const said = made("first", { deliveredOn: "2026-11-26", items: [sampleItem(1, { due: "2026-11-13" }), sampleItem(2, { due: "2026-11-20" })] });
    expect(said.items.map((item) => item.overdueDays)).toEqual([10, 3]);
    expect(elementValue(said, "days-past-due")).toBe(10);
  });
});

describe("earlier contacts (R11)", () => {
  const contactsOf = (said: Notice) => elementValue(said, "earlier-contacts");
  test("are those of the log, oldest first", () => {
    const said = made("second", {
      earlier: [
        { day: "2026-11-17", kind: "first", channel: "email" },
        { day: "2026-11-06", kind: "reminder", channel: "email" },
      ],
    });
    expect(contactsOf(said)?.map(({ kind }) => kind)).toEqual(["reminder", "first"]);
  });
  test("else that the invoices were sent on their dates", () => {
    expect(contactsOf(made("first"))).toEqual([{ day: "2026-10-14", kind: "invoice-sent", channel: null }]);
  });
  test("else the element is waived, and the waiver is on record", () => {
    const said = made("first", { items: [sampleItem(1, { issued: "2026-12-24" })] });
    expect(waivers(said)).toEqual([{ element: "earlier-contacts", reason: "no-earlier-contact" }]);
  });
});

describe("creditor details", () => {
  test("that are not on file are waived and recorded", () => {
    const bare = { ...SAMPLE_CREDITOR, contact: null, bankAccounts: [], paymentOptions: {} };
    expect(
      waivers(made("reminder", { creditor: bare }))
        .map(({ element }) => element)
        .sort(),
    ).toEqual(["contact-details", "payment-options"]);
  });
  test("the account is one in the letter's currency, never another", () => {
    expect(elementValue(made("first", { currency: "EUR" }), "payment-options")?.transfer).toMatchObject({
      iban: "DE89370400440532013000",
      reference: expect.stringMatching(/^RF\d\d/),
    });
    expect(elementValue(made("first", { currency: "SEK" }), "payment-options")?.transfer).toBeNull();
  });
});

describe("consequences", () => {
  const enabled = { creditTerms: true, agency: "Ashdown Recoveries", attorney: null, creditReport: true };
  test("name only the items that have reached the step (R8)", () => {
    const said = made("third", { items: [sampleItem(1), sampleItem(2)], steps: ["first", "third"], creditor: { ...SAMPLE_CREDITOR, consequences: enabled } });
    expect(elementValue(said, "consequence")?.items).toEqual({ documents: ["INV-4702"], all: false });
    expect(said.items.map((item) => item.step)).toEqual(["third", "first"]);
  });
  test("are only those that the creditor has enabled, else what truly happens", () => {
    expect(elementValue(made("third"), "consequence")?.actions).toEqual([{ kind: "managers" }]);
    const said = made("third", { creditor: { ...SAMPLE_CREDITOR, consequences: enabled } });
    expect(elementValue(said, "consequence")?.actions).toEqual([{ kind: "agency", name: "Ashdown Recoveries" }, { kind: "credit-report" }]);
  });
});

test("text from outside becomes one printable line", () => {
  expect(cleanText(" Müller\r\n\tGmbH \u202eevil\uE000 ")).toBe("Müller GmbH evil");
});
