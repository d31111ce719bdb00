/** How a creditor's letters look. Saved in versions; the letter as sent names the one it was set with. */
export interface Letterhead {
  /** 0: Firmly's plain letterhead. */
  readonly version: number;
  /** Printed above the letter, at most 22 mm high; null: the creditor's name in its place. */
  readonly logo: Picture | null;
  readonly colours: Colours;
  /** A signature as a picture, above the signatory's name. */
  readonly signature: Picture | null;
  /** Who signs; null: the contact. */
  readonly signatory: { readonly name: string; readonly title: string | null } | null;
  /** The window of the envelopes in use, by its name; null: the usual one of the debtor's country. */
  readonly window: string | null;
}

export interface Picture {
  readonly mediaType: "image/png" | "image/jpeg" | "image/svg+xml";
  readonly bytes: Uint8Array;
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
}

/** "#rrggbb" each. Every one has a contrast of 4.5 to 1 at least against white paper (WCAG 2.2, AA). */
export interface Colours {
  readonly accent: string;
}

export const PLAIN_LETTERHEAD: Letterhead = {
  version: 0,
  logo: null,
  colours: { accent: "#17405f" },
  signature: null,
  signatory: null,
  window: null,
};
