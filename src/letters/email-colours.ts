import { readableOn } from "../core/letter/contrast.ts";

/** Colours of a mail, "#rrggbb" each. Every pair that text stands in reaches 4.5 to 1 (WCAG 2.2, AA): a test holds it. */
export interface EmailColours {
  readonly page: string;
  readonly card: string;
  readonly tint: string;
  readonly rule: string;
  readonly ink: string;
  readonly soft: string;
  /** The creditor's own colour, in the shade that can be read here. */
  readonly accent: string;
  /** Text on a button, whose ground is the accent. */
  readonly onAccent: string;
}

const LIGHT = { page: "#eef1f4", card: "#ffffff", tint: "#f3f6f9", rule: "#dfe4e9", ink: "#1b1f24", soft: "#5b6470" };
const DARK = { page: "#12161a", card: "#1b2127", tint: "#232b33", rule: "#3a444e", ink: "#e7ebef", soft: "#a4adb7" };

export function lightColours(accent: string): EmailColours {
  return { ...LIGHT, accent: readableOn([LIGHT.page, LIGHT.card, LIGHT.tint], accent, "darker"), onAccent: "#ffffff" };
}

export function darkColours(accent: string): EmailColours {
  return { ...DARK, accent: readableOn([DARK.page, DARK.card, DARK.tint], accent, "lighter"), onAccent: "#12161a" };
}
