/** WCAG 2.2, success criterion 1.4.3 (AA): text of ordinary size. */
export const LEAST_CONTRAST = 4.5;

/** The contrast of a colour ("#rrggbb") with white paper, from 1 to 21. */
export function contrastOnWhite(colour: string): number {
  return contrast(colour, "#ffffff");
}

/** The contrast of two colours ("#rrggbb"), from 1 to 21: WCAG 2.2, "relative luminance" and "contrast ratio". */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/**
 * The colour itself where text in it can be read on each of these backgrounds, else the nearest mixture with `end` (black
 * or white) that can; `end` itself where no mixture can.
 */
export function readableOn(backgrounds: readonly string[], colour: string, end: "#000000" | "#ffffff"): string {
  const steps = 20;
  for (let step = 0; step < steps; step++) {
    const mixed = mix(colour, end, step / steps);
    if (backgrounds.every((background) => contrast(mixed, background) >= LEAST_CONTRAST)) return mixed;
  }
  return end;
}

function mix(colour: string, end: string, share: number): string {
  const parts = channels(colour).map((channel, index) => Math.round(channel + (channels(end)[index]! - channel) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((channel) => linear(channel / 255)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
