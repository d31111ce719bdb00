import { UserError } from "../core/user-error.ts";

/** The currency that a user names for amounts without one; null where he names none. @throws UserError `currency-unknown` */
export function currencyOption(named: string | undefined): string | null {
  if (named === undefined) return null;
  const code = named.toUpperCase();
  if (Intl.supportedValuesOf("currency").includes(code)) return code;
  throw new UserError("currency-unknown", `--currency "${named}" is no ISO 4217 code such as EUR.`);
}
