import { findWindowProfile, type WindowProfile } from "./window-profiles.ts";

/** Who prints and posts a creditor's letters, as far as it matters to how they look and when they arrive. */
export interface PostWay {
  readonly provider?: "folder" | "lob" | "pingen" | undefined;
  /** Pingen: where the window of its envelopes is. */
  readonly addressPosition?: "left" | "right" | undefined;
  /** As the creditor has set it; absent: what is usual of the provider. */
  readonly transitBusinessDays?: number | undefined;
}

/** The window profiles that a service can print, the usual one first. */
const PROFILES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  lob: ["us-10"],
  "pingen left": ["pingen-left"],
  "pingen right": ["pingen-right", "pingen-fr"],
};

function profilesOf({ provider = "folder", addressPosition = "left" }: PostWay): readonly [string, ...string[]] | null {
  return PROFILES[provider === "pingen" ? `pingen ${addressPosition}` : provider] ?? null;
}

/** The profile of letters that a service prints, where the letterhead names none; null: that of the debtor's country. */
export function profileOfService(post: PostWay | null): string | null {
  return (post && profilesOf(post)?.[0]) ?? null;
}

/** What is wrong with letters of this profile at the service, in words that say what to choose; null: nothing. */
export function profileMismatch(post: PostWay | null, profile: string | null): string | null {
  const fitting = post && profilesOf(post);
  if (!fitting || profile === null || fitting.includes(profile)) return null;
  const titled = (name: string): string => `"${name}" (${(findWindowProfile(name) as WindowProfile).title})`;
  const service = post.provider === "lob" ? "Lob" : `Pingen with the window on the ${post.addressPosition ?? "left"}`;
  return `the letterhead's window "${profile}" is not what ${service} prints: choose ${fitting.map(titled).join(" or ")}, or name none`;
}

interface Transit {
  /** Where the provider's own post delivers. */
  readonly home: readonly string[];
  readonly atHome: number;
  readonly abroad: number;
  readonly source: string;
  /** The day on which it was read there; null: never, so rather long than short. */
  readonly verifiedAt: string | null;
}

/** Business days from handing over to the letterbox (R4): the longest that is usual, since a deadline must not begin before the letter is there. */
const TRANSIT: Readonly<Record<"folder" | "lob" | "pingen", Transit>> = {
  folder: { home: [], atHome: 3, abroad: 3, source: "three where nobody knows better (R4)", verifiedAt: null },
  lob: {
    home: ["US"],
    atHome: 6,
    // "Typically an additional 5-7 business days".
    abroad: 13,
    source: "https://help.lob.com/print-and-mail/building-a-mail-strategy/mailing-class-and-postage",
    verifiedAt: "2026-11-26",
  },
  pingen: { home: ["CH", "LI", "DE", "AT"], atHome: 5, abroad: 8, source: "unproven: Pingen's own times were not to be had", verifiedAt: null },
};

/** Business days until a letter to this country (ISO 3166-1 alpha-2; null: not known) is expected in the letterbox. */
export function transitOf({ provider = "folder", transitBusinessDays }: PostWay, country: string | null): number {
  const { home, atHome, abroad } = TRANSIT[provider];
  return transitBusinessDays ?? (country !== null && home.includes(country) ? atHome : abroad);
}
