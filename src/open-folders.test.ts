import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ANSWER_KINDS } from "./core/letter/answer.ts";
import { STEPS } from "./core/process/procedure.ts";
import { parseDay } from "./core/values/day.ts";
import { languageCodes, readLanguage } from "./languages/read.ts";
import { channels, importFormats, jurisdictions } from "./open-folders.ts";
import { listProcedures, loadProcedure } from "./procedures/read.ts";

/** Every file of an open folder is tested here before its author writes a test of its own. */
const files = (folder: string, fits: RegExp): string[] =>
  readdirSync(new URL(`./${folder}/`, import.meta.url))
    .filter((file) => fits.test(file) && !/^contract\.ts$|\.test\.ts$/.test(file))
    .map((file) => file.replace(/\.\w+$/, ""))
    .sort();

describe("imports", async () => {
  const formats = await importFormats();
  test("every file is a format", () => {
    expect([...formats.keys()]).toEqual(files("imports", /^[^.]+\.ts$/));
    expect(formats.size).toBeGreaterThan(0);
  });
  test.each([...formats.values()])("$name claims neither an empty file nor noise, and reads them without throwing", async (format) => {
    for (const bytes of [Buffer.alloc(0), Buffer.from([0, 255, 254, 1, 2, 3, 0, 0, 128]), Buffer.from("\n\n\n")]) {
      expect(format.recognise(bytes, "noise.bin")).toBeLessThan(0.5);
      const open = async function* (): AsyncGenerator<Buffer> {
        yield bytes;
      };
      const { batches } = await format.read({ name: "noise.bin", open }, { defaults: { currency: "EUR", termsDays: 30, country: null } });
      for await (const batch of batches) {
        expect(batch.documents).toEqual([]);
        for (const problem of batch.problems) {
          expect(problem.code).toMatch(/^[a-z0-9-]+$/);
          expect(problem.message.length).toBeGreaterThan(10);
        }
      }
    }
  });
});

describe("channels", async () => {
  const found = await channels();
  test("every file is a channel", () => {
    expect([...found.keys()]).toEqual(files("channels", /^[^.]+\.ts$/));
    expect(found.size).toBeGreaterThan(0);
  });
  test.each([...found.values()])("$name refuses settings that are none, and carries known forms", (channel) => {
    expect(channel.settings.safeParse("nonsense").success).toBe(false);
    for (const form of channel.carries) expect(["pdf", "email", "voice"]).toContain(form);
  });
});

describe("jurisdictions", async () => {
  const laws = await jurisdictions();
  test("every country's file is a law", () => {
    expect([...laws.keys()]).toEqual(files("jurisdictions", /^[a-z]{2}\.ts$/));
    expect(laws.size).toBeGreaterThan(0);
  });
  test.each([...laws.values()])("$name dates and sources every value", (law) => {
    for (const row of law.leastLeads) {
      expect([row.validFrom, row.source.verifiedOn].map((day) => parseDay(day ?? ""))).not.toContain(null);
      expect(row.source.url).toMatch(/^https:\/\//);
      expect(row.days).toBeGreaterThan(0);
      expect(STEPS).toContain(row.from);
    }
    const sources = [
      ...law.claims.flatMap(({ interest, lumpSum }) => [interest.source, ...(lumpSum ? [lumpSum.source] : [])]),
      ...law.conduct.map(({ source }) => source),
    ];
    for (const { title, url, verifiedOn } of sources) {
      expect(title.trim()).not.toBe("");
      expect(url).toMatch(/^https:\/\//);
      expect(parseDay(verifiedOn ?? "")).not.toBeNull();
    }
    for (const { validFrom, debtorTypes } of [...law.claims, ...law.conduct]) {
      expect(parseDay(validFrom)).not.toBeNull();
      expect(debtorTypes.length).toBeGreaterThan(0);
    }
    for (const { contactHours } of law.conduct) if (contactHours) expect(contactHours.from).toBeLessThan(contactHours.to);
  });
});

describe("procedures", () => {
  test("there is a standard procedure", () => expect(listProcedures()).toContain("standard"));
  test.each(listProcedures())("%s can be used", (name) => {
    const procedure = loadProcedure(name);
    expect(procedure.name).toBe(name);
    expect(Object.keys(procedure.steps)).toEqual([...STEPS]);
  });
});

describe("languages", () => {
  test("there is English", () => expect(languageCodes()).toContain("en"));
  test.each(languageCodes())("%s has every letter and every phrase that English has", (code) => {
    const language = readLanguage(code);
    const english = readLanguage("en");
    expect(Object.keys(language.letters)).toEqual([...STEPS, ...ANSWER_KINDS]);
    expect(Object.keys(language.instalments)).toEqual(Object.keys(english.instalments));
    expect(Object.keys(language.phrases).sort()).toEqual(Object.keys(english.phrases).sort());
    // Reasons are read at the desk, in English; a language that brings its own brings all.
    if (Object.keys(language.reasons).length > 0) expect(Object.keys(language.reasons).sort()).toEqual(Object.keys(english.reasons).sort());
  });
});
