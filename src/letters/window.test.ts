import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { SAMPLE_CREDITOR, SAMPLE_DEBTOR, sampleFacts } from "../core/letter/letter-facts.sample.ts";
import { PLAIN_LETTERHEAD } from "../core/letter/letterhead.ts";
import { notice } from "../core/letter/notice.ts";
import { alwaysVisible, type Box, everVisible, findWindowProfile, WINDOW_PROFILES, type WindowProfile, windowProfile } from "../core/letter/window-profiles.ts";
import type { Debtor } from "../core/values/party.ts";
import { readLanguage } from "../languages/read.ts";
import { compose } from "./compose.ts";
import { closePdf, renderPdf } from "./pdf.ts";

const folder = mkdtempSync(join(tmpdir(), "firmly-window-"));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closePdf();
});
const poppler = spawnSync("pdftotext", ["-v"]).error === undefined;
if (!poppler) console.log("skipped: address windows (pdftotext is missing; install poppler-utils)");

const LOGO = {
  mediaType: "image/svg+xml",
  bytes: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 30"><rect width="80" height="30" fill="#17405f"/></svg>'),
  alt: "Northgate",
} as const;

const DEBTORS: Record<string, Debtor> = {
  plain: SAMPLE_DEBTOR,
  "a person, abroad": {
    ...SAMPLE_DEBTOR,
    country: "JP",
    contactName: "Keiko Yamamoto",
    address: { street: "2-8-1 Nishi-Shinjuku", city: "Shinjuku-ku", region: "Tokyo", postalCode: "163-8001", country: "JP" },
  },
  "seven lines": {
    ...SAMPLE_DEBTOR,
    contactName: "Accounts Payable Department",
    address: { lines: ["Building 4, Gate C", "Attn. Receiving", "Harbour Street 7", "Third Floor", "Whitby YO21 1DJ"], country: "GB" },
  },
  "a name longer than the window": {
    ...SAMPLE_DEBTOR,
    name: "Instandhaltungsgenossenschaft Norddeutscher Wohnungseigentümer und Verwalter von Gewerbeimmobilien eingetragene Genossenschaft",
    address: { street: "An der alten Brandenburgischen Landstraße 1234", city: "Schwarzenbek-Nord", postalCode: "21493", country: "DE" },
  },
  "one word without an end": { ...SAMPLE_DEBTOR, name: "W".repeat(90), address: { street: "X".repeat(120), city: "Y".repeat(80), country: "GB" } },
};

interface Word extends Box {
  readonly text: string;
}

async function wordsOf(profile: WindowProfile, debtor: Debtor): Promise<Word[]> {
  const made = notice(sampleFacts("first", { debtor, creditor: { ...SAMPLE_CREDITOR, companyDetails: [] } }));
  if ("missing" in made) throw new Error(made.missing[0]!.message);
  const letter = compose(made.notice, readLanguage("en"), { ...PLAIN_LETTERHEAD, logo: LOGO, window: profile.name });
  const file = join(folder, "letter.pdf");
  writeFileSync(file, await renderPdf(letter, made.notice));
  const xml = execFileSync("pdftotext", ["-bbox", "-l", "1", file, "-"], { encoding: "utf8" });
  const mm = (points: string): number => (Number(points) * 25.4) / 72;
  return [...xml.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)].map(([, left, top, right, bottom, text]) => ({
    text: text!,
    x: mm(left!),
    // A word's box is the font's whole height, 1.36 em; its letters use what lies between the cap height and the baseline.
    y: mm(top!) + (mm(bottom!) - mm(top!)) * 0.25,
    width: mm(right!) - mm(left!),
    height: (mm(bottom!) - mm(top!)) * 0.55,
  }));
}

const within = (inner: Box, outer: Box, slack = 0.3): boolean =>
  inner.x >= outer.x - slack &&
  inner.y >= outer.y - slack &&
  inner.x + inner.width <= outer.x + outer.width + slack &&
  inner.y + inner.height <= outer.y + outer.height + slack;
const meets = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.skipIf(!poppler)("windows (pdftotext -bbox)", () => {
  describe.each(WINDOW_PROFILES.map((profile) => [profile.name, profile] as const))("%s", (_name, profile) => {
    test.each(Object.entries(DEBTORS))("shows all of the address and nothing else: %s", async (_case, debtor) => {
      const words = await wordsOf(profile, debtor);
      const visible = alwaysVisible(profile, profile.window);
      const inAddress = words.filter((word) => meets(word, profile.address));
      expect(inAddress.length).toBeGreaterThan(2);
      for (const word of inAddress) expect(within(word, visible), JSON.stringify(word)).toBe(true);
      expect(inAddress.map(({ text }) => text).join(" ")).toContain(debtor.name.slice(0, 8));
      const shown = [profile.window, ...(profile.returnWindow ? [profile.returnWindow] : [])].map((window) => everVisible(profile, window));
      const ours = [profile.address, ...(profile.returnLine ? [profile.returnLine] : [])];
      const strange = words.filter((word) => shown.some((window) => meets(word, window)) && !ours.some((box) => meets(word, box)));
      expect(strange).toEqual([]);
    });
  });

  // What Pingen states of the first page, in millimetres (the source of each profile): the address lies in one part, all around it is empty.
  test.each([
    ["pingen-left", { x: 22, y: 60, width: 85.5, height: 25.5 }, { x: 20, y: 40, width: 89.5, height: 47.5 }, { x: 0, y: 282, width: 15, height: 15 }],
    ["pingen-right", { x: 118, y: 60, width: 85.5, height: 25.5 }, { x: 116, y: 40, width: 89.5, height: 47.5 }, { x: 0, y: 282, width: 15, height: 15 }],
    ["pingen-fr", { x: 110, y: 50, width: 80, height: 28 }, { x: 90, y: 30, width: 115, height: 64 }, { x: 190, y: 0, width: 20, height: 20 }],
  ])("%s keeps to the areas that are stated", async (name, address, empty, corner) => {
    for (const debtor of Object.values(DEBTORS)) {
      const words = await wordsOf(findWindowProfile(name)!, debtor);
      const shown = words.filter((word) => meets(word, empty));
      expect(shown.length).toBeGreaterThan(2);
      for (const word of shown) expect(within(word, address, 0), JSON.stringify(word)).toBe(true);
      for (const word of words) {
        expect(meets(word, corner), JSON.stringify(word)).toBe(false);
        // A word longer than the page is no letter's.
        if (word.width < 150) expect(within(word, { x: 5, y: 5, width: 200, height: 287 }, 0), JSON.stringify(word)).toBe(true);
      }
    }
    expect(findWindowProfile(name)).toMatchObject({ folds: [], hole: null, returnLine: null });
  });

  test("the sender's address shows in the upper window of a double-window envelope", async () => {
    const profile = findWindowProfile("us-10")!;
    const words = (await wordsOf(profile, SAMPLE_DEBTOR)).filter((word) => meets(word, profile.returnLine!));
    expect(words.map(({ text }) => text).join(" ")).toContain("Northgate Paper Ltd");
    for (const word of words) expect(within(word, alwaysVisible(profile, profile.returnWindow!))).toBe(true);
  });
});

describe("profiles", () => {
  test.each(WINDOW_PROFILES.map((profile) => [profile.name, profile] as const))(
    "%s: what is printed lies where the window always shows it",
    (_name, profile) => {
      expect(within(profile.address, alwaysVisible(profile, profile.window), 0)).toBe(true);
      if (profile.returnLine) expect(within(profile.returnLine, alwaysVisible(profile, profile.returnWindow ?? profile.window), 0)).toBe(true);
      const paper = profile.paper === "a4" ? { width: 210, height: 297 } : { width: 215.9, height: 279.4 };
      for (const box of [profile.letterhead, { ...profile.info, height: 10 }]) {
        expect(meets(box, everVisible(profile, profile.window))).toBe(false);
        expect(within(box, { x: 4, y: 4, width: paper.width - 8, height: paper.height - 8 }, 0)).toBe(true);
      }
      const shown = everVisible(profile, profile.window);
      expect(profile.bodyY).toBeGreaterThan(shown.y + shown.height);
      expect(profile.source).not.toBe("");
    },
  );

  test("the visible part of a No. 10 window is what both slacks leave", () => {
    const profile = findWindowProfile("us-10")!;
    const { x, y, width, height } = alwaysVisible(profile, profile.window);
    expect([x, y, x + width, y + height].map((value) => Number(value.toFixed(1)))).toEqual([15.9, 54, 92.1, 67.7]);
  });

  test.each([
    [null, "DE", "din-5008-b"],
    [null, "US", "us-10"],
    [null, "GB", "uk-dl"],
    [null, "CH", "ch-left"],
    [null, "FR", "fr-right"],
    [null, "IT", "it-right"],
    [null, null, "din-5008-b"],
    ["ch-right", "US", "ch-right"],
    ["no-such-window", "IT", "it-right"],
  ])("letterhead %s, debtor in %s: %s", (named, country, expected) => expect(windowProfile(named, country).name).toBe(expected));
});
