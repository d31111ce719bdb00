import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { afterAll, describe, expect, test } from "vitest";
import { SAMPLE_CREDITOR, SAMPLE_DEBTOR, sampleFacts, sampleItem, type SampleOptions } from "../core/letter/letter-facts.sample.ts";
import { notice } from "../core/letter/notice.ts";
import { formatMinor } from "../core/values/money.ts";
import { readLanguage } from "../languages/read.ts";
import { compose } from "./compose.ts";
import { closePdf, renderPdf } from "./pdf.ts";

const folder = mkdtempSync(join(tmpdir(), "firmly-codes-"));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closePdf();
});
const poppler = spawnSync("pdftoppm", ["-v"]).error === undefined;
if (!poppler) console.log("skipped: payment codes on the page (pdftoppm is missing; install poppler-utils)");

const decode = typeof jsqr === "function" ? jsqr : jsqr.default;

/** What a camera reads from the last page of a letter, with the sum that the ledger asks for. */
async function readCode(options: SampleOptions): Promise<{ said: string | null; total: string; text: string; id: string }> {
  const made = notice(sampleFacts("second", options));
  if ("missing" in made) throw new Error(made.missing[0]!.message);
  const file = join(folder, "letter.pdf");
  writeFileSync(file, await renderPdf(compose(made.notice, readLanguage("en")), made.notice));
  const pages = Number(/Pages:\s+(\d+)/.exec(execFileSync("pdfinfo", [file], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }))![1]);
  execFileSync("pdftoppm", ["-r", "200", "-png", "-singlefile", "-f", String(pages), file, join(folder, "page")]);
  const { data, width, height } = PNG.sync.read(readFileSync(join(folder, "page.png")));
  const found = decode(new Uint8ClampedArray(data), width, height);
  return {
    said: found && new TextDecoder().decode(Uint8Array.from(found.binaryData)),
    total: formatMinor(made.notice.totalMinor, made.notice.currency),
    text: execFileSync("pdftotext", ["-layout", "-f", String(pages), file, "-"], { encoding: "utf8" }),
    id: made.notice.letter.id,
  };
}

const SWISS = {
  ...SAMPLE_CREDITOR,
  name: "Nordtor Papier AG",
  country: "CH",
  address: { street: "Hauptstrasse 12a", city: "Zürich", postalCode: "8001", country: "CH" },
};
const swissAccount = (iban: string, currency = "CHF") => ({ ...SWISS, bankAccounts: [{ id: "ch", iban, holder: "Nordtor Papier AG", currency }] });
const SWISS_DEBTOR = {
  ...SAMPLE_DEBTOR,
  country: "CH",
  name: "Café Größte & Fils",
  address: { street: "Seestrasse 7", city: "Luzern", postalCode: "6003", country: "CH" },
};
const QR_IBAN = "CH4431999123000889012";
const IBAN = "CH9300762011623852957";

describe.skipIf(!poppler)("the code on the page", () => {
  test("EPC: exactly the payload, with the ledger's amount", async () => {
    const { said, total } = await readCode({
      currency: "EUR",
      items: [sampleItem(1), sampleItem(2, { openMinor: 7n })],
      letter: { id: "LABCDEF2345", reference: "LABCDEF2345" },
    });
    expect(said).toBe(
      ["BCD", "002", "1", "SCT", "COBADEFFXXX", "Northgate Paper Ltd", "DE89370400440532013000", `EUR${total}`, "", "RF69LABCDEF2345"].join("\n"),
    );
    expect(total).toBe("1240.57");
  });

  test("Swiss QR-bill to a QR-IBAN: a QR reference", async () => {
    const { said, total, text } = await readCode({
      creditor: swissAccount(QR_IBAN),
      debtor: SWISS_DEBTOR,
      currency: "CHF",
      letter: { id: "LABCDEF2345", reference: "LABCDEF2345" },
    });
    const creditor = ["S", "Nordtor Papier AG", "Hauptstrasse", "12a", "8001", "Zürich", "CH"];
    const debtor = ["S", "Café Größte & Fils", "Seestrasse", "7", "6003", "Luzern", "CH"];
    const lines = ["SPC", "0200", "1", QR_IBAN, ...creditor, "", "", "", "", "", "", "", total, "CHF", ...debtor, "QRR"];
    expect(said!.split("\n").slice(0, lines.length)).toEqual(lines);
    expect(said!.split("\n").slice(lines.length)).toEqual([expect.stringMatching(/^1\d{26}$/), "", "EPD"]);
    expect(text.replace(/\s+/g, " ")).toContain("CH44 3199 9123 0008 8901 2");
  });

  test("Swiss QR-bill to another IBAN: a creditor reference; without the debtor's town, room to write", async () => {
    const debtor = { ...SWISS_DEBTOR, address: { lines: ["Seestrasse 7", "6003 Luzern"], country: "CH" } };
    const { said, text } = await readCode({ creditor: swissAccount(IBAN), debtor, currency: "CHF" });
    expect(said).toContain("\nCHF\n\n\n\n\n\n\n\nSCOR\nRF");
    expect(text).toContain("Payable by (name/address)");
  });

  test("euros to Switzerland from abroad: the code of SEPA", async () => {
    const { said } = await readCode({ creditor: swissAccount(IBAN, "EUR"), currency: "EUR" });
    expect(said).toMatch(/^BCD\n/);
  });

  test("where no bank reads a code, the way to the payment page", async () => {
    expect((await readCode({})).said).toBe("https://pay.northgate.example/account");
  });

  test("the payment part has the foot of a page for itself, on a page of its own where need be", async () => {
    for (const count of [1, 12, 16, 20, 24, 60]) {
      const { said, text, total } = await readCode({
        creditor: swissAccount(QR_IBAN),
        debtor: SWISS_DEBTOR,
        currency: "CHF",
        items: Array.from({ length: count }, (_, index) => sampleItem(index + 1)),
      });
      expect(said).toContain(`\n${total}\nCHF\n`);
      const afterSlip = text.slice(text.indexOf("Receipt"));
      expect(afterSlip).not.toMatch(/Page \d|registered in England/);
      expect(text.slice(0, text.indexOf("Receipt"))).toMatch(/Page (\d+) of \1\b/);
    }
  });
});
