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
 * The colour itself where text in it can be read on each of these backgrounds, else the nearest lighter or darker one of
 * the same hue that can; white or black where none can.
 */
export function readableOn(backgrounds: readonly string[], colour: string, towards: "lighter" | "darker"): string {
  const steps = 50;
  const [hue, saturation, lightness] = toHsl(colour);
  const end = towards === "lighter" ? 1 : 0;
  for (let step = 0; step < steps; step++) {
    const shade = step === 0 ? colour : fromHsl(hue, saturation, lightness + ((end - lightness) * step) / steps);
    if (backgrounds.every((background) => contrast(shade, background) >= LEAST_CONTRAST)) return shade;
  }
  return towards === "lighter" ? "#ffffff" : "#000000";
}

/** Hue in degrees; saturation and lightness from 0 to 1 (CSS Color 4, section 7). */
function toHsl(colour: string): [number, number, number] {
  const [red, green, blue] = channels(colour).map((channel) => channel / 255) as [number, number, number];
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const [lightness, span] = [(most + least) / 2, most - least];
  if (span === 0) return [0, 0, lightness];
  const hue = most === red ? ((green - blue) / span + 6) % 6 : most === green ? (blue - red) / span + 2 : (red - green) / span + 4;
  return [hue * 60, span / (1 - Math.abs(2 * lightness - 1)), lightness];
}

function fromHsl(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const parts = [0, 8, 4].map((offset) => {
    const place = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1))));
  });
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
