let names: Intl.DisplayNames | undefined;

/** Whether a code is a currency of ISO 4217, also a former one: statements of years ago are in DEM or ITL. */
export function isCurrency(code: string): boolean {
  names ??= new Intl.DisplayNames("en", { type: "currency", fallback: "none" });
  return /^[A-Z]{3}$/.test(code) && names.of(code) !== undefined;
}
