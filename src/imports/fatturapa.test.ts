import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBytes } from "../../test/support/read-bytes.ts";
import fatturapa from "./fatturapa.ts";

const sample = (name: string) => readFileSync(new URL(`../../test/samples/fatturapa/${name}`, import.meta.url));
const INVOICE = sample("invoice.xml").toString();

/** The first body alone, with other payments. */
function paid(...details: readonly string[]): string {
  const payments = details.map((detail) => `<DettaglioPagamento><ModalitaPagamento>MP05</ModalitaPagamento>${detail}</DettaglioPagamento>`).join("");
  return INVOICE.replace(/<\/CondizioniPagamento>[\s\S]*<\/DatiPagamento>/, `</CondizioniPagamento>${payments}</DatiPagamento>`).replace(
    /(<\/FatturaElettronicaBody>)[\s\S]*<\/FatturaElettronicaBody>/,
    "$1",
  );
}

const on = (day: string, amount: string) => `<DataScadenzaPagamento>${day}</DataScadenzaPagamento><ImportoPagamento>${amount}</ImportoPagamento>`;

describe("a FatturaPA file", () => {
  test("holds a document for each body; what the buyer withholds is not open", async () => {
    const { documents, debtors, problems } = await readBytes(fatturapa, INVOICE);
    expect(problems).toEqual([]);
    expect(documents).toMatchObject([
      { kind: "invoice", document: "12/P", instalment: 1, due: "2026-10-31", amountMinor: 72000n, openMinor: 52000n },
      { kind: "invoice", document: "12/P", instalment: 2, due: "2026-11-30", amountMinor: 50000n, openMinor: 50000n },
      { kind: "credit-memo", document: "13/P", amountMinor: 6100n, applies: ["9/P"] },
    ]);
    expect(documents[0]!.paymentMeans).toEqual([{ code: "30", iban: "IT60X0542811101000000123456" }]);
    expect(debtors[0]).toMatchObject({
      id: "IT99988877766",
      name: "Mulino Alto S.p.A.",
      type: "company",
      address: { street: "Via del Ponte 4", region: "TN" },
    });
  });

  test("a credit note that is written with a minus is one still", async () => {
    const minus = INVOICE.replace(/(<TipoDocumento>TD04[\s\S]*)$/, (second) =>
      second.replace(/(<(?:ImportoTotaleDocumento|PrezzoUnitario|PrezzoTotale|ImponibileImporto|Imposta|ImportoPagamento)>)(?=\d)/g, "$1-"),
    );
    expect(minus).not.toBe(INVOICE);
    const { documents, problems } = await readBytes(fatturapa, minus);
    expect(problems).toEqual([]);
    expect(documents.at(-1)).toMatchObject({ kind: "credit-memo", document: "13/P", amountMinor: 6100n, openMinor: 6100n });
  });

  test("tells instalments from alternatives, days from a day, and split payment", async () => {
    const alternatives = await readBytes(fatturapa, paid(on("2026-10-31", "1020.00"), on("2026-11-15", "1020.00")));
    expect(alternatives.documents).toMatchObject([{ due: "2026-11-15", amountMinor: 122000n, openMinor: 102000n }]);
    const days = paid("<DataRiferimentoTerminiPagamento>2026-10-10</DataRiferimentoTerminiPagamento><GiorniTerminiPagamento>30</GiorniTerminiPagamento>");
    expect((await readBytes(fatturapa, days)).documents).toMatchObject([{ due: "2026-11-09", dueDerived: true, openMinor: 102000n }]);
    const split = paid(on("2026-10-31", "1220.00")).replace("</Imposta>", "</Imposta><EsigibilitaIVA>S</EsigibilitaIVA>");
    expect((await readBytes(fatturapa, split)).documents).toMatchObject([{ amountMinor: 122000n, openMinor: 80000n }]);
    expect((await readBytes(fatturapa, paid(on("2026-10-31", "1300.00")))).codes).toEqual(["totals-contradict"]);
  });

  test("for an authority, a person or the tax office is told as such", async () => {
    const authority = INVOICE.replace(">FPR12</Form", ">FPA12</Form").replace(">0000000<", ">UFABCD<");
    expect((await readBytes(fatturapa, authority)).debtors[0]).toMatchObject({ type: "public" });
    const person = await readBytes(fatturapa, sample("simplified.xml"), { defaults: { currency: null, termsDays: 30, country: null } });
    expect(person.debtors).toMatchObject([{ id: "XXXXXX00X00X000X", name: "Persona Inventata", type: "consumer" }]);
    expect(person.documents).toMatchObject([{ document: "S1", due: "2026-11-02", amountMinor: 6100n }]);
    expect((await readBytes(fatturapa, INVOICE.replace("TD04", "TD17"))).problems).toMatchObject([{ code: "not-a-claim", severity: "warning" }]);
    expect((await readBytes(fatturapa, INVOICE.replace("TD04", "TD17").replace("TD06", "TD16"))).codes).toEqual(["not-a-claim"]);
  });

  test("is refused where its totals contradict, and where it is a notice", async () => {
    expect((await readBytes(fatturapa, INVOICE.replace(">1220.00<", ">1320.00<"))).codes).toEqual(["totals-contradict"]);
    expect((await readBytes(fatturapa, INVOICE.replace("<Imposta>220.00", "<Imposta>210.00"))).codes).toEqual(["totals-contradict"]);
    // Nothing but the lines tells the total of the second one a second time.
    expect((await readBytes(fatturapa, INVOICE.replace("<PrezzoTotale>50.00", "<PrezzoTotale>55.00"))).codes).toEqual(["totals-contradict"]);
    expect((await readBytes(fatturapa, '<ns:NotificaScarto xmlns:ns="http://example"/>')).codes).toEqual(["receipt-notice"]);
  });
});

describe("a signed file", () => {
  const plain = readBytes(fatturapa, INVOICE);

  test.for(["signed.xml.p7m", "signed-ber.xml.p7m"])("%s is read as what was signed, also as base64 and PEM", async (name) => {
    const { documents } = await plain;
    const text = sample(name).toString("base64");
    for (const file of [sample(name), text, `-----BEGIN PKCS7-----\n${text.replace(/.{64}/g, "$&\n")}\n-----END PKCS7-----\n`]) {
      expect(fatturapa.recognise(Buffer.from(file as string).subarray(0, 2000), "")).toBeGreaterThan(0.8);
      expect((await readBytes(fatturapa, file)).documents).toEqual(documents);
    }
    expect((await readBytes(fatturapa, sample("signed-pem.xml.p7m"))).documents).toMatchObject([{ document: "S1" }]);
  });

  test("that was changed is refused", async () => {
    const { codes } = await readBytes(fatturapa, Buffer.from(sample("signed.xml.p7m").toString("latin1").replace(">1220.00<", ">1120.00<"), "latin1"));
    expect(codes).toEqual(["signature-broken"]);
  });

  test("with any byte changed is refused, or says the same", async () => {
    const { documents } = await plain;
    for (const name of ["signed.xml.p7m", "signed-ber.xml.p7m"]) {
      const file = sample(name);
      await fc.assert(
        fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
          const mutated = Buffer.from(file);
          mutated[at] = mutated[at]! ^ by;
          const read = await readBytes(fatturapa, mutated);
          // Bytes of the certificate that say who it belongs to are not judged.
          if (read.documents.length > 0) expect(read.documents).toEqual(documents);
          else expect(read.problems).toMatchObject([{ severity: "fatal" }]);
        }),
        { numRuns: 300 },
      );
    }
  });
});
