/** Header lines in the order of the message, names in lower case, values unfolded. */
export type Headers = readonly { readonly name: string; readonly value: string }[];

const MOST_LINES = 4000;
const MOST_VALUE = 16_384;

/** Reads a block of header lines up to the first empty line; what is no header line is passed over. */
export function readHeaders(block: string): Headers {
  const headers: { name: string; value: string }[] = [];
  for (const line of block.split(/\r?\n/, MOST_LINES)) {
    if (line.trim() === "" && headers.length > 0) break;
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last) last.value = `${last.value} ${line.trim()}`.slice(0, MOST_VALUE);
    else {
      const match = /^([!-9;-~]{1,100})[ \t]*:(.*)$/.exec(line);
      if (match) headers.push({ name: match[1]!.toLowerCase(), value: match[2]!.trim().slice(0, MOST_VALUE) });
    }
  }
  return headers;
}

/** The first value of a header, "" where it is there and empty; null where it is not there. */
export function headerOf(headers: Headers, name: string): string | null {
  return headers.find((each) => each.name === name)?.value ?? null;
}

export function headersOf(headers: Headers, ...names: readonly string[]): string[] {
  return headers.filter(({ name }) => names.includes(name)).map(({ value }) => value);
}

/** A value such as `multipart/report; report-type="delivery-status"`. */
export function parameterOf(value: string, name: string): string | null {
  for (const part of value.split(";").slice(1)) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim().toLowerCase() === name)
      return part
        .slice(at + 1)
        .trim()
        .replace(/^"|"$/g, "");
  }
  return null;
}

export function mediaTypeOf(headers: Headers): string {
  return (headerOf(headers, "content-type") ?? "").split(";")[0]!.trim().toLowerCase();
}
