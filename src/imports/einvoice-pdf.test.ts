import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBytes } from "../../test/support/read-bytes.ts";
import cii from "./cii.ts";
import einvoicePdf from "./einvoice-pdf.ts";

const PDF = readFileSync(new URL("../../test/samples/einvoice-pdf/factur-x.pdf", import.meta.url));
const CII = readFileSync(new URL("../../test/samples/cii/invoice.xml", import.meta.url));
const UBL = readFileSync(new URL("../../test/samples/ubl/invoice.xml", import.meta.url));

/** A PDF by hand, with a table of objects. */
function pdfOf(files: readonly (readonly [string, Buffer])[], trailer = ""): Buffer {
  const stream = (bytes: Buffer) => {
    const packed = deflateSync(bytes);
    return Buffer.concat([
      Buffer.from(`<< /Type /EmbeddedFile /Filter /FlateDecode /Length ${packed.length} >>\nstream\r\n`),
      packed,
      Buffer.from("\nendstream"),
    ]);
  };
  const names = files.map(([name], index) => `(${name}) ${3 + 2 * index} 0 R`).join(" ");
  const objects: Buffer[] = [
    Buffer.from("<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [" + names + "] >> >> >>"),
    Buffer.from("<< /Type /Pages /Kids [] /Count 0 >>"),
    ...files.flatMap(([name, bytes], index) => [Buffer.from(`<< /Type /Filespec /F (${name}) /EF << /F ${4 + 2 * index} 0 R >> >>`), stream(bytes)]),
  ];
  let file = Buffer.from("%PDF-1.7\n");
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file = Buffer.concat([file, Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from("\nendobj\n")]);
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const head = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\n`;
  return Buffer.concat([file, Buffer.from(`${head}startxref\n${file.length}\n%%EOF\n`)]);
}

describe("a PDF with an invoice inside", () => {
  test("is what the invoice is", async () => {
    const { documents } = await readBytes(cii, CII);
    expect(einvoicePdf.recognise(PDF, "")).toBeGreaterThan(0.9);
    expect((await readBytes(einvoicePdf, PDF)).documents).toEqual(documents);
    expect((await readBytes(einvoicePdf, pdfOf([["ZUGFeRD-invoice.xml", CII]]))).documents).toEqual(documents);
    expect((await readBytes(einvoicePdf, pdfOf([["a.xml", UBL]]))).documents).toMatchObject([{ document: "R-2026-0815" }]);
  });

  test("has one of a standard's name before others, and is refused where it does not say which", async () => {
    const named = pdfOf([
      ["old.xml", UBL],
      ["factur-x.xml", CII],
    ]);
    expect((await readBytes(einvoicePdf, named)).documents).toMatchObject([{ document: "F-2026/41" }, { document: "F-2026/41" }]);
    const two = pdfOf([
      ["a.xml", UBL],
      ["b.xml", CII],
    ]);
    expect((await readBytes(einvoicePdf, two)).codes).toEqual(["einvoice-ambiguous"]);
  });

  test("is refused where there is none, or none to be read", async () => {
    const order = Buffer.from("<o:SCRDMCCBDACIOMessageStructure xmlns:o='urn:o'/>");
    const cases: readonly (readonly [string, Buffer])[] = [
      ["pdf-without-invoice", pdfOf([])],
      ["pdf-without-invoice", pdfOf([["terms.xml", Buffer.from("<terms/>")]])],
      ["order", pdfOf([["order-x.xml", order]])],
      ["xml-damaged", pdfOf([["factur-x.xml", Buffer.from("not XML")]])],
      ["xml-damaged", pdfOf([["factur-x.xml", CII.subarray(0, 3000)]])],
      ["pdf-encrypted", pdfOf([["factur-x.xml", CII]], "/Encrypt << /Filter /Standard >>")],
      ["pdf-damaged", PDF.subarray(0, 6000)],
      ["pdf-damaged", Buffer.from("%PDF-1.4\nstartxref\n9\n%%EOF")],
      ["pdf-damaged", pdfOf([["factur-x.xml", Buffer.alloc(130 * 1024 * 1024, 32)]])],
    ];
    for (const [code, file] of cases) {
      const { codes, documents } = await readBytes(einvoicePdf, file, {}, 1024 * 1024);
      expect(codes, code).toEqual([code]);
      expect(documents).toEqual([]);
    }
  });

  test("is looked through where its table of objects is wrong, and changed bytes crash nothing", async () => {
    const { documents } = await readBytes(einvoicePdf, PDF);
    const astray = Buffer.from(PDF.toString("latin1").replace(/startxref\s+\d+/, "startxref\n3"), "latin1");
    expect((await readBytes(einvoicePdf, astray)).documents).toEqual(documents);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(PDF.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }), async (changes) => {
        const mutated = Buffer.from(PDF);
        for (const [at, byte] of changes) mutated[at] = byte;
        const read = await readBytes(einvoicePdf, mutated);
        if (read.documents.length === 0) expect(read.problems).toMatchObject([{ severity: "fatal" }]);
        expect(read.codes).not.toContain("file-damaged");
      }),
      { numRuns: 300 },
    );
  });
});
