/** The number of a message of the inbox ("M12") among the values of a happening; null where they name none. */
export function messageOf(values: Readonly<Record<string, unknown>>): string | null {
  const { message } = values;
  return typeof message === "string" && /^M\d{1,15}$/.test(message) ? message : null;
}
