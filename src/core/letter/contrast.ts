/** WCAG 2.2, success criterion 1.4.3 (AA): text of ordinary size. */
export const LEAST_CONTRAST = 4.5;

/** The contrast of a colour ("#rrggbb") with white paper, from 1 to 21: WCAG 2.2, "relative luminance" and "contrast ratio". */
export function contrastOnWhite(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255)) as [number, number, number];
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
