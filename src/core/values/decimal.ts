/** A decimal number, exact: `digits` times ten to the power of minus `scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Reads a plain decimal text ("11.27", "-0.88"); null where it is none. */
export function parseDecimal(text: string): Decimal | null {
  const match = /^([+-]?)(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text);
  if (!match) return null;
  const fraction = match[3] ?? "";
  const digits = BigInt(match[2]! + fraction);
  return { digits: match[1] === "-" ? -digits : digits, scale: fraction.length };
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: scaled(a, scale) + scaled(b, scale), scale };
}

/** As text, with at least so many places. */
export function formatDecimal(value: Decimal, leastPlaces: number): string {
  const scale = Math.max(value.scale, leastPlaces);
  const digits = scaled(value, scale);
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const plain = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return digits < 0n ? `-${plain}` : plain;
}

function scaled({ digits, scale }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(to - scale);
}
