import type { Reason } from "./decision.ts";

/**
 * A reason as a sentence of the catalogue, its values put in their places by `write`. Nothing is hidden: a code that the
 * catalogue lacks stands as it is, with its values. What stands in brackets is said only where the reason has its value.
 */
export function reasonSentence(catalogue: Readonly<Record<string, string>>, reason: Pick<Reason, "code">, write: (value: unknown) => string): string {
  const { code, ...values }: { readonly code: string; readonly [value: string]: unknown } = reason;
  const pattern = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
  if (pattern === undefined) return [code, ...Object.entries(values).map(([name, value]) => `${name} ${write(value)}`)].join(", ");
  const said = pattern.replace(/\[([^\]]*)\]/g, (_whole, part: string) => (namesOf(part).every((name) => values[name] != null) ? part : ""));
  return said.replace(/\{(\w+)\}/g, (_whole, name: string) => write(values[name]));
}

function namesOf(part: string): string[] {
  return [...part.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}
