import qrcode from "qrcode-generator";

/** The width of the Swiss cross over the code's, 7 of 46 mm. */
const CROSS = 7 / 46;
/** The cross in its own units, 19.8 wide: white, then black, then the white arms. Source: SIX, style guide QR-bill. */
const CROSS_PARTS = `<rect width="19.8" height="19.8" fill="#fff"/><rect x="0.7" y="0.7" width="18.4" height="18.4" fill="#000"/><path d="M8.3 4h3.3v11h-3.3z M4.4 7.9h11v3.3h-11z" fill="#fff"/>`;

/**
 * A QR code (error correction M, as EPC069-12 and the Swiss QR-bill ask for) as an SVG of one path: `plain` with its quiet
 * zone, `swiss` without and with the cross in the middle.
 */
export function qrCode(payload: string, form: "plain" | "swiss"): string {
  const code = qrcode(0, "M");
  // The library reads bytes: each character of this string is one byte of the UTF-8 text.
  code.addData(String.fromCharCode(...new TextEncoder().encode(payload)), "Byte");
  code.make();
  const size = code.getModuleCount();
  const quiet = form === "plain" ? 4 : 0;
  let path = "";
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) if (code.isDark(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
  }
  const side = size + 2 * quiet;
  const cross =
    form === "swiss"
      ? `<g transform="translate(${(side * (1 - CROSS)) / 2} ${(side * (1 - CROSS)) / 2}) scale(${(side * CROSS) / 19.8})">${CROSS_PARTS}</g>`
      : "";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}" fill="#000"/>${cross}</svg>`;
}
