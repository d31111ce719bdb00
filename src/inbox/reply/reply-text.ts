/** What the writer wrote, without what is quoted and without signature. */
export function replyText(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^\s{0,3}>/.test(line))
    .join("\n")
    .trim();
}
