import { describe, expect, test } from "vitest";
import type { CashAccount, CashMatch, CashTransaction } from "./cash.ts";
import { account, item, rules, transaction } from "./cash.sample.ts";
import type { Day } from "../../values/day.ts";
import { letterReferences, printedReference } from "../../values/reference.ts";
import { matchCash } from "./match-cash.ts";

const IBAN = "DE89370400440532013000";
const RF = "RF18539007547034";
const adler = (given: Partial<CashAccount> = {}, items = [item(1, "INV100234", 10_000n), item(2, "INV100300", 25_050n)]): CashAccount =>
  account(1, "Adler Bau GmbH", items, { ibans: [IBAN], ...given });
const rossini = account(2, "Rossini Foods S.p.A.", [item(21, "INV100777", 10_000n), item(22, "INV100778", 99_000n)]);
const paid = (given: Partial<CashTransaction>): CashTransaction => transaction({ payerName: "ADLER BAU", payerIban: IBAN, ...given });
const match = (given: Partial<CashTransaction>, accounts: CashAccount[] = [adler(), rossini]): CashMatch => matchCash(paid(given), accounts, rules);
const posts = (rule: string, ...allocations: [number, bigint][]) => ({
  kind: "post",
  posting: { rule, allocations: allocations.map(([id, amountMinor]) => ({ credit: null, item: id, amountMinor })) },
});
/** What the first proposal says, in short. */
function first(result: CashMatch): string {
  if (result.kind !== "propose") return result.kind;
  const { rule, evidence } = result.proposals[0]!;
  return `${rule}: ${evidence.doubts.join(" ")}`;
}

describe("a structured reference", () => {
  const printed = [item(1, "INV100234", 10_000n, { references: [RF] }), item(2, "INV100300", 25_050n)];
  test("posts, whoever pays", () => {
    expect(match({ reference: RF, payerName: "Steuerkanzlei Feld", payerIban: null }, [adler({}, printed)])).toMatchObject(posts("reference", [1, 10_000n]));
    expect(match({ text: "RF18 5390 0754 7034 merci", payerName: null, payerIban: null }, [adler({}, printed)])).toMatchObject(
      posts("reference", [1, 10_000n]),
    );
  });
  test("with less or more money posts where the payer is known, and the rest stays open or on account", () => {
    expect(match({ reference: RF, amountMinor: 4_000n }, [adler({}, printed)])).toMatchObject(posts("reference", [1, 4_000n]));
    const over = match({ reference: RF, amountMinor: 11_000n }, [adler({}, printed)]);
    expect(over).toMatchObject({ kind: "post", posting: { onAccountMinor: 1_000n, evidence: { doubts: ["over"] } } });
    expect(first(match({ reference: RF, amountMinor: 4_000n, payerName: "Feld", payerIban: null }, [adler({}, printed)]))).toBe(
      "reference: payer-unknown short",
    );
  });
  test("of a letter stands for what the letter asked for", () => {
    const asked = [{ what: "letter" as const, reference: "K7M2PQ4RXW", items: [1, 2], amountMinor: null }];
    expect(match({ text: "Ihr Schreiben K7M2PQ4RXW", amountMinor: 35_050n, payerIban: null, payerName: null }, [adler({ asked })])).toMatchObject(
      posts("reference", [1, 10_000n], [2, 25_050n]),
    );
  });
  test.each(letterReferences("LK7M2PQ4RXW"))("of a letter is found as it is printed: %s", (printedAs) => {
    const asked = [{ what: "letter" as const, reference: "LK7M2PQ4RXW", items: [1, 2], amountMinor: null }];
    for (const given of [{ reference: printedAs }, { text: `Zahlung ${printedReference(printedAs)}` }])
      expect(match({ ...given, amountMinor: 35_050n, payerIban: null, payerName: null }, [adler({ asked })])).toMatchObject(
        posts("reference", [1, 10_000n], [2, 25_050n]),
      );
  });
});

test("a letter's reference is found in the text also where it happens to have no digit", () => {
  const asked = [{ what: "letter" as const, reference: "LKMPQRXWABC", items: [1, 2], amountMinor: null }];
  expect(match({ text: "SVWZ+LKMPQRXWABC", amountMinor: 35_050n, payerIban: null, payerName: null }, [adler({ asked })])).toMatchObject(
    posts("reference", [1, 10_000n], [2, 25_050n]),
  );
});

describe("numbers in the text", () => {
  test.each(["INV100234", "inv 1OO234", "Rechnung 100234 vom 3.10.26", "Kd-Nr 100777 Invoice 100234", "INV1002\n34"])("%j posts", (text) => {
    expect(match({ text })).toMatchObject(posts("document-number", [1, 10_000n]));
  });
  test("several, with their sum", () =>
    expect(match({ text: "100234, 100300", amountMinor: 35_050n })).toMatchObject(posts("document-number", [1, 10_000n], [2, 25_050n])));
  test("the evidence is what stands in the text", () => {
    const result = match({ text: "zu inv 100234" });
    expect(result.kind === "post" && result.posting.evidence.found[0]).toEqual({ text: "100234", names: "INV100234" });
  });
  test("of a stranger only propose, also with the exact amount", () => {
    expect(first(match({ text: "INV100234", payerName: "Steuerkanzlei Feld", payerIban: null }))).toBe("document-number: payer-unknown");
  });
  test("where the bank tells nobody, the number and the exact amount tell", () => {
    const untold = { payerName: null, payerIban: null };
    expect(match({ ...untold, text: "INV100234" })).toMatchObject(posts("document-number", [1, 10_000n]));
    expect(first(match({ ...untold, text: "100234" }))).toBe("document-number: payer-unknown");
    expect(match({ ...untold, text: "ADLER BAU GMBH / 100234" })).toMatchObject({ kind: "propose" });
    expect(first(match({ ...untold, text: "INV100234", amountMinor: 9_000n }))).toContain("short");
  });
  test("of another debtor are not overruled by a known payer with as much to pay", () => {
    const result = match({ text: "INV100777" });
    expect(result.kind).toBe("propose");
  });
  test("of two accounts that one IBAN pays for: the number tells", () => {
    const accounts = [adler(), { ...rossini, ibans: [IBAN] }];
    expect(match({ text: "INV100777", payerName: "Holding AG" }, accounts)).toMatchObject({ kind: "post", posting: { account: 2 } });
    expect(match({ payerName: "Holding AG" }, accounts).kind).toBe("propose");
  });
  test("with less or more money propose", () => {
    expect(first(match({ text: "INV100234", amountMinor: 6_000n }))).toBe("document-number: short");
    expect(first(match({ text: "INV100234", amountMinor: 12_345n }))).toBe("document-number: over");
  });
  test("less charges within tolerance, or as the bank states them", () => {
    expect(match({ text: "INV100234", amountMinor: 9_750n })).toMatchObject({
      kind: "post",
      posting: { rule: "charges", writeOffs: [{ item: 1, amountMinor: 250n, reason: "charges" }] },
    });
    expect(match({ text: "INV100234", amountMinor: 9_600n, chargesMinor: 400n })).toMatchObject({ kind: "post", posting: { rule: "charges" } });
    expect(match({ text: "INV100234", amountMinor: 9_400n, chargesMinor: 600n }).kind).toBe("propose");
  });
  test("less discount while its window is open", () => {
    const items = [item(1, "INV100234", 10_000n, { discounts: [{ until: "2026-11-25", amountMinor: 500n }] })];
    expect(match({ text: "INV100234", amountMinor: 9_500n }, [adler({}, items)])).toMatchObject({
      kind: "post",
      posting: { rule: "discount", writeOffs: [{ amountMinor: 500n, reason: "discount" }] },
    });
    expect(match({ text: "INV100234", amountMinor: 9_500n, booked: "2026-11-26" }, [adler({}, items)]).kind).toBe("propose");
  });
  test("less a credit memo, named or the only one that fits", () => {
    const credits = [{ item: 9, document: "GS500", openMinor: 1_500n }];
    for (const text of ["INV100234 abzgl. GS500", "INV100234"]) {
      expect(match({ text, amountMinor: 8_500n }, [adler({ credits })])).toMatchObject({
        kind: "post",
        posting: {
          allocations: [
            { credit: 9, item: 1, amountMinor: 1_500n },
            { credit: null, item: 1, amountMinor: 8_500n },
          ],
        },
      });
    }
  });
  test("of a paid invoice never pay another one", () => {
    const done = [{ item: 7, document: "INV100100", references: [], amountMinor: 10_000n, paidOn: "2026-10-20" as const }];
    expect(first(match({ text: "INV100100" }, [adler({ paid: done })]))).toContain("names-");
    expect(match({ text: "INV100199" }).kind).toBe("propose");
    expect(match({ text: "A-1000" }, [adler({}, [item(1, "B-1000", 10_000n)])]).kind).toBe("propose");
  });
  test("name an instalment by its amount", () => {
    const items = [1, 2, 3].map((instalment) =>
      item(instalment, "INV100234", instalment === 3 ? 20_000n : 10_000n, { instalment, due: `2026-1${instalment - 1}-15` as Day }),
    );
    expect(match({ text: "INV100234" }, [adler({}, items)])).toMatchObject(posts("document-number", [1, 10_000n]));
    expect(match({ text: "INV100234", amountMinor: 40_000n }, [adler({}, items)])).toMatchObject({ kind: "post" });
  });
});

describe("nothing named", () => {
  test("the amount of one item, of a payer known by IBAN or name", () => {
    expect(match({})).toMatchObject(posts("amount", [1, 10_000n]));
    expect(match({ payerIban: null }, [adler({ ibans: [] }), rossini])).toMatchObject(posts("amount", [1, 10_000n]));
  });
  test("two items of that amount, or a pair with that sum, propose", () => {
    expect(first(match({}, [adler({}, [item(1, "A1001", 10_000n), item(2, "A1002", 10_000n)])]))).toBe("amount: not-unique");
    expect(first(match({}, [adler({}, [item(1, "A1001", 10_000n), item(2, "A1002", 4_000n), item(3, "A1003", 6_000n)])]))).toBe("amount: not-unique");
  });
  test("namesakes, other legal forms, and a name on another debtor's IBAN never post", () => {
    const twin = account(3, "Adler Bau GmbH", [item(31, "INV100900", 77_700n)]);
    expect(match({ payerIban: null }, [adler(), twin]).kind).toBe("propose");
    expect(match({ payerIban: null, payerName: "Adler Bau AG" }).kind).toBe("propose");
    expect(match({ payerName: "Rossini Foods SpA" }).kind).toBe("propose");
  });
  test("a third party that has paid before needs a number", () => {
    expect(first(match({ payerName: "Adler Holding AG" }, [adler({ aliases: ["Adler Holding AG"] })]))).toBe("amount: third-party");
    expect(match({ payerName: "Adler Holding AG", text: "INV100234" }, [adler({ aliases: ["Adler Holding AG"] })]).kind).toBe("post");
  });
  test("the whole account, all that is overdue, what was asked for", () => {
    const items = [item(1, "A1001", 10_000n), item(2, "A1002", 23_456n), item(3, "A1003", 50_111n, { due: "2026-12-24" })];
    expect(match({ amountMinor: 83_567n }, [adler({}, items)])).toMatchObject({ kind: "post", posting: { rule: "account-total" } });
    expect(match({ amountMinor: 33_456n }, [adler({}, items)])).toMatchObject({ kind: "post", posting: { rule: "overdue-total" } });
    const asked = [{ what: "promise" as const, reference: null, items: [1, 2], amountMinor: 15_000n }];
    expect(match({ amountMinor: 15_000n }, [adler({ asked }, items)])).toMatchObject(posts("asked-sum", [1, 10_000n], [2, 5_000n]));
  });
  test("a unique choice of items, and credit memos taken off", () => {
    const items = [item(1, "A1001", 10_003n), item(2, "A1002", 23_456n), item(3, "A1003", 50_111n), item(4, "A1004", 71_717n)];
    expect(match({ amountMinor: 60_114n }, [adler({}, items)])).toMatchObject(posts("subset-sum", [1, 10_003n], [3, 50_111n]));
    const many = Array.from({ length: 41 }, (_, place) => item(place + 1, `A${2000 + place}`, 1_000n + BigInt(place * place)));
    expect(match({ amountMinor: 2_001n }, [adler({}, many)])).toMatchObject({ kind: "propose" });
  });
  test("oldest first where the payer's rule says so: fees first where the law does", () => {
    const items = [item(1, "A1001", 10_000n), item(2, "A1002", 8_000n, { due: "2026-10-01" }), item(3, "M1", 500n, { isFee: true, due: "2026-11-20" })];
    const money = transaction({ amountMinor: 9_000n, payerIban: IBAN, payerName: "Adler Bau" });
    const accounts = [adler({ oldestFirst: true }, items)];
    expect(matchCash(money, accounts, rules)).toMatchObject(posts("oldest-first", [3, 500n], [2, 8_000n], [1, 500n]));
    expect(matchCash(money, accounts, { ...rules, country: "GB" })).toMatchObject(posts("oldest-first", [2, 8_000n], [1, 1_000n]));
    expect(first(matchCash(money, [adler({}, items)], rules))).toBe("on-account: ");
  });
  test("a stranger's amount is proposed where it is the only one, and otherwise not at all", () => {
    const nobody = { payerName: "Finanzamt", payerIban: null };
    expect(match(nobody)).toEqual({ kind: "none" });
    expect(match({ ...nobody, amountMinor: 25_050n })).toMatchObject({ kind: "propose", proposals: [{ account: 1, confidence: 0.1 }] });
  });
});

describe("money that the ledger knows", () => {
  const booked = [{ item: 8, document: "ZE1", amountMinor: 7_777n, bookedOn: "2026-11-22" as const }];
  test("was booked by accounting within a week", () => {
    expect(match({ amountMinor: 7_777n }, [adler({ booked })])).toMatchObject({ kind: "known", rule: "already-booked", items: [8] });
    expect(match({ amountMinor: 7_777n, booked: "2026-12-01" }, [adler({ booked })]).kind).toBe("propose");
  });
  test("was booked as several payments of one day", () => {
    const two = [...booked, { item: 9, document: "ZE2", amountMinor: 1_000n, bookedOn: "2026-11-22" as const }];
    expect(match({ amountMinor: 8_777n }, [adler({ booked: two })])).toMatchObject({ kind: "known", items: [8, 9] });
  });
  test("and may be new where an open item has that amount", () => {
    const equal = [{ item: 8, document: "ZE1", amountMinor: 10_000n, bookedOn: "2026-11-22" as const }];
    for (const text of ["", "INV100234"]) expect(match({ text }, [adler({ booked: equal })]).kind).toBe("propose");
  });
  test("was settled by a list's word", () => {
    const settled = [{ item: 5, document: "INV100111", references: [], amountMinor: 5_555n, settledOn: "2026-11-25" as const }];
    for (const text of ["", "INV 100111"])
      expect(match({ text, amountMinor: 5_555n }, [adler({ settled })])).toMatchObject({ kind: "known", rule: "already-settled", items: [5] });
    expect(match({ text: "INV100111, INV100234", amountMinor: 15_555n }, [adler({ settled })]).kind).toBe("propose");
  });
});

test("with equal amounts, all that is overdue is no more likely than the same with the next invoice", () => {
  const items = [1, 2, 3, 4].map((id) => item(id, `A100${id}`, 10_000n, id === 4 ? { due: "2026-12-24" } : {}));
  expect(match({ amountMinor: 30_000n }, [adler({}, items)]).kind).toBe("propose");
  expect(match({ amountMinor: 40_000n }, [adler({}, items)]).kind).toBe("post");
});

test("an account that was declined never gets it by itself", () => {
  for (const given of [{}, { text: "INV100234" }]) expect(match({ ...given, declined: [1] }).kind).toBe("propose");
});

test("another currency is another account", () => expect(match({ currency: "CHF" })).toEqual({ kind: "none" }));
