/** Device names of Windows, also with an ending behind them. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST = 80;

/** A name for an attachment, made of texts from outside, that every file system takes: "Letter A17-2.pdf". */
export function attachmentName(name: string, ending: string): string {
  const safe = name
    .normalize("NFC")
    .replace(/[<>:"/\\|?*\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu, "-")
    .replace(/\s+/g, " ")
    .replace(/^[\s.-]+/, "");
  const short = Array.from(safe)
    .slice(0, LONGEST)
    .join("")
    .replace(/[\s.-]+$/, "");
  return `${short.replace(RESERVED, "_$&") || "letter"}${ending}`;
}

/** The same names, those that a file system takes for an earlier one with a number: "Invoice 7.pdf", "Invoice 7 (2).pdf". */
export function toldApart(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf(".");
    let own = name;
    for (let number = 2; taken.has(own.toLowerCase()); number++) own = `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
    taken.add(own.toLowerCase());
    return own;
  });
}
