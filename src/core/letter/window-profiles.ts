/** Millimetres from the top left corner, of the paper unless said otherwise. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where an envelope with a window wants things on the paper. What the window shows follows from the sizes (`alwaysVisible`,
 * `everVisible`); all else is where we print.
 */
export interface WindowProfile {
  readonly name: string;
  /** For people who choose: "DIN 5008 B (Germany, Austria)". */
  readonly title: string;
  readonly paper: "a4" | "us-letter";
  readonly envelope: Size;
  /** The sheet as folded. */
  readonly panel: Size;
  /** The window on the paper, while the folded sheet lies at the upper left of its envelope. */
  readonly window: Box;
  /** A second window, through which the sender's address shows; measured in the same way. */
  readonly returnWindow: Box | null;
  /** The return line above the address; null: none, the envelope names the sender or the rules leave no room for it. */
  readonly returnLine: Box | null;
  readonly address: Box;
  /** Reference, date and contact. */
  readonly info: Omit<Box, "height">;
  /** The logo, or the sender's name and address. */
  readonly letterhead: Box & { readonly align: "left" | "right" };
  /** Where the text begins. */
  readonly bodyY: number;
  readonly margins: { readonly left: number; readonly right: number };
  readonly folds: readonly number[];
  /** Where a hole punch is set; null: not marked. */
  readonly hole: number | null;
  readonly source: string;
  /** The day on which the sizes were checked against that source; null: never, measure your envelopes with the test page. */
  readonly verifiedAt: string | null;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const DIN = {
  paper: "a4",
  envelope: { width: 220, height: 110 },
  returnWindow: null,
  margins: { left: 25, right: 20 },
  hole: 148.5,
  source: "https://de.wiki.li/Falzmarke",
  verifiedAt: "2026-11-23",
} as const;
const SWISS = {
  paper: "a4",
  envelope: { width: 229, height: 114 },
  panel: { width: 210, height: 99 },
  returnWindow: null,
  hole: null,
  folds: [99, 198],
  source: "https://studylibfr.com/doc/2273411",
  verifiedAt: "2026-11-23",
} as const;
/** Right-hand windows leave the left to the sender. */
const RIGHT = {
  info: { x: 25, y: 46, width: 64 },
  letterhead: { x: 25, y: 10, width: 72, height: 24, align: "left" },
} as const;
const DL = {
  paper: "a4",
  envelope: { width: 220, height: 110 },
  panel: { width: 210, height: 99 },
  returnWindow: null,
  returnLine: null,
  folds: [99, 198],
  hole: null,
  verifiedAt: null,
} as const;
const RIGHT_DL = {
  ...DL,
  ...RIGHT,
  window: { x: 100, y: 45, width: 100, height: 45 },
  address: { x: 105, y: 50, width: 82, height: 28.5 },
  bodyY: 98.5,
  margins: { left: 25, right: 20 },
} as const;

/**
 * What Pingen prints: a part of the first page must be empty but for the recipient's address, and so must 5 mm at every edge, where folds are marked
 * otherwise. The areas are those that Pingen states; how its sheets slide is in them already. Where `verifiedAt` is null, they are as others quote them.
 */
const PINGEN = {
  paper: "a4",
  envelope: { width: 210, height: 99 },
  panel: { width: 210, height: 99 },
  returnWindow: null,
  returnLine: null,
  folds: [],
  hole: null,
  margins: { left: 25, right: 20 },
  bodyY: 98.5,
  source: "https://help.pingen.com/en/templates-and-postal-requirements/layout-requirements",
  verifiedAt: null,
} as const;

/** All profiles, by the name that a letterhead gives (`Letterhead.window`). */
export const WINDOW_PROFILES: readonly WindowProfile[] = [
  {
    ...DIN,
    name: "din-5008-a",
    title: "DIN 5008 A (Germany, Austria; high letterhead)",
    // The first fold is 18 mm higher than in form B, and the folded sheet as high: its first 18 mm are not there.
    panel: { width: 210, height: 105 },
    window: { x: 20, y: 32, width: 90, height: 45 },
    returnLine: { x: 25, y: 40, width: 74, height: 4 },
    address: { x: 25, y: 46.6, width: 74, height: 24.5 },
    info: { x: 125, y: 32, width: 65 },
    letterhead: { x: 25, y: 7, width: 165, height: 17, align: "left" },
    bodyY: 80.5,
    folds: [87, 192],
  },
  {
    ...DIN,
    name: "din-5008-b",
    title: "DIN 5008 B (Germany, Austria)",
    panel: { width: 210, height: 105 },
    window: { x: 20, y: 50, width: 90, height: 45 },
    returnLine: { x: 25, y: 57.5, width: 74, height: 4 },
    address: { x: 25, y: 64.6, width: 74, height: 24.5 },
    info: { x: 125, y: 51, width: 65 },
    letterhead: { x: 25, y: 12, width: 165, height: 28, align: "left" },
    bodyY: 98.5,
    folds: [105, 210],
  },
  {
    ...SWISS,
    name: "ch-left",
    title: "Swiss C5/6, window on the left",
    window: { x: 20, y: 54, width: 90, height: 45 },
    // What prints postage beside the address wants the upper part of the window empty (y 40 to 60).
    returnLine: null,
    address: { x: 25, y: 61.5, width: 65, height: 22 },
    info: { x: 125, y: 51, width: 65 },
    letterhead: { x: 25, y: 10, width: 165, height: 24, align: "left" },
    bodyY: 101.5,
    margins: { left: 25, right: 20 },
  },
  {
    ...SWISS,
    ...RIGHT,
    name: "ch-right",
    title: "Swiss C5/6, window on the right (SN 010130)",
    window: { x: 122, y: 44, width: 90, height: 40 },
    returnLine: { x: 124, y: 44.4, width: 67, height: 3.4 },
    address: { x: 124, y: 49.4, width: 67, height: 19 },
    letterhead: { ...RIGHT.letterhead, width: 165, height: 17 },
    bodyY: 98.5,
    margins: { left: 25, right: 20 },
  },
  {
    name: "us-10",
    title: "No. 10 double window (United States, Canada)",
    paper: "us-letter",
    envelope: { width: 241.3, height: 104.775 },
    panel: { width: 215.9, height: 93.13 },
    window: { x: 15.875, y: 53.975, width: 101.6, height: 25.4 },
    returnWindow: { x: 15.875, y: 22.225, width: 82.55, height: 22.225 },
    returnLine: { x: 17, y: 22.6, width: 55, height: 9.6 },
    address: { x: 17, y: 55.2, width: 74, height: 11.8 },
    info: { x: 130, y: 50, width: 64 },
    letterhead: { x: 120, y: 14, width: 73.9, height: 24, align: "right" },
    bodyY: 84,
    margins: { left: 25.4, right: 22 },
    folds: [93.13, 186.27],
    hole: null,
    source: "https://help.lob.com/print-and-mail/designing-mail-creatives/letter-envelopes",
    verifiedAt: "2026-11-23",
  },
  {
    ...DL,
    name: "uk-dl",
    title: "DL, window on the left (United Kingdom, Ireland)",
    window: { x: 20, y: 57, width: 90, height: 35 },
    address: { x: 25, y: 58.5, width: 74, height: 22 },
    info: { x: 125, y: 51, width: 65 },
    letterhead: { x: 25, y: 12, width: 165, height: 24, align: "left" },
    bodyY: 98.5,
    margins: { left: 25, right: 20 },
    source: "from memory: window 35 x 90 mm, 20 mm from the left and 18 mm from the bottom of the envelope",
  },
  {
    ...RIGHT_DL,
    name: "fr-right",
    title: "DL, window on the right (France)",
    source: "from memory: window 45 x 100 mm, 20 mm from the right and from the bottom of the envelope",
  },
  {
    ...RIGHT_DL,
    name: "it-right",
    title: "DL, window on the right (Italy)",
    source: "from memory: window 45 x 100 mm, 20 mm from the right and from the bottom; Italian envelopes vary",
  },
  {
    ...PINGEN,
    name: "pingen-left",
    title: "Pingen, window on the left",
    window: { x: 20, y: 40, width: 89.5, height: 47.5 },
    address: { x: 25, y: 61.5, width: 80, height: 22.5 },
    info: { x: 125, y: 51, width: 65 },
    letterhead: { x: 25, y: 10, width: 165, height: 24, align: "left" },
    source: "https://help.pingen.com/en/faq-post/briefstandards-und-briefvorlagen",
    verifiedAt: "2026-11-26",
  },
  {
    ...PINGEN,
    ...RIGHT,
    name: "pingen-right",
    title: "Pingen, window on the right",
    window: { x: 116, y: 40, width: 89.5, height: 47.5 },
    address: { x: 120, y: 61.5, width: 80, height: 22.5 },
  },
  {
    ...PINGEN,
    ...RIGHT,
    name: "pingen-fr",
    title: "Pingen, French organisations (letters within France)",
    window: { x: 90, y: 30, width: 115, height: 64 },
    address: { x: 112, y: 51.5, width: 75, height: 25 },
    info: { x: 25, y: 46, width: 60 },
    letterhead: { ...RIGHT.letterhead, height: 17 },
    source: "https://help.pingen.com/en/templates-and-postal-requirements/layout-requirements-french-organisations",
  },
];

/** The usual envelope of a debtor's country; all others get DIN 5008 B, whose window is that of most A4 countries. */
const OF_COUNTRY: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["US", "CA", "MX", "PH", "CL", "CO", "VE"].map((country) => [country, "us-10"])),
  ...Object.fromEntries(["CH", "LI"].map((country) => [country, "ch-left"])),
  ...Object.fromEntries(["GB", "IE"].map((country) => [country, "uk-dl"])),
  ...Object.fromEntries(["FR", "MC"].map((country) => [country, "fr-right"])),
  ...Object.fromEntries(["IT", "SM", "VA"].map((country) => [country, "it-right"])),
};
const USUAL = "din-5008-b";

export function findWindowProfile(name: string): WindowProfile | null {
  return WINDOW_PROFILES.find((profile) => profile.name === name) ?? null;
}

/** The profile that the letterhead names, or the usual one of the debtor's country: what no profile is called falls back to it. */
export function windowProfile(named: string | null, country: string | null): WindowProfile {
  return (named === null ? null : findWindowProfile(named)) ?? findWindowProfile(OF_COUNTRY[country ?? ""] ?? USUAL)!;
}

/**
 * What the window shows of the paper however the sheet slides in the envelope: the sheet lies at its upper left at one end
 * and is off by the slack at the other.
 */
export function alwaysVisible({ envelope, panel }: WindowProfile, window: Box): Box {
  const { width, height } = slackOf(envelope, panel);
  return { x: window.x, y: window.y, width: window.width - width, height: window.height - height };
}

/** What the window can show of the paper at all. */
export function everVisible({ envelope, panel }: WindowProfile, window: Box): Box {
  const { width, height } = slackOf(envelope, panel);
  return { x: window.x - width, y: window.y - height, width: window.width + width, height: window.height + height };
}

function slackOf(envelope: Size, panel: Size): Size {
  return { width: envelope.width - panel.width, height: envelope.height - panel.height };
}
