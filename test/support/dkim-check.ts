import { createHash, createVerify, type KeyLike } from "node:crypto";

/**
 * Whether the topmost DKIM signature of a mail holds (RFC 6376, sections 3.4.2, 3.4.4, 5.4.2, 6.1; rsa-sha256, relaxed/relaxed), written from
 * the standard alone. `headers`: the names that it covers.
 */
export function checkDkim(
  mail: string,
  publicKey: KeyLike,
): { readonly holds: boolean; readonly tags: Readonly<Record<string, string>>; readonly headers: string[] } {
  const [head = "", ...rest] = mail.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const fields = head.split(/\r\n(?![ \t])/);
  const at = fields.findIndex((field) => /^dkim-signature:/i.test(field));
  const signature = fields[at] ?? "";
  const tags = Object.fromEntries(
    signature
      .slice(signature.indexOf(":") + 1)
      .split(";")
      .map((tag) => tag.replace(/\s+/g, ""))
      .filter(Boolean)
      .map((tag) => [tag.slice(0, tag.indexOf("=")), tag.slice(tag.indexOf("=") + 1)]),
  ) as Record<string, string>;
  const others = fields.filter((_field, index) => index !== at);
  const headers = (tags.h ?? "").split(":");
  const signed = headers.map((name) => {
    const index = others.findLastIndex((field) => field.slice(0, field.indexOf(":")).trim().toLowerCase() === name.toLowerCase());
    return index < 0 ? "" : `${relaxedField(others.splice(index, 1)[0]!)}\r\n`;
  });
  const own = relaxedField(signature.replace(/([;\s]b=)[^;]*/, "$1"));
  const isRight = tags.v === "1" && tags.a === "rsa-sha256" && tags.c === "relaxed/relaxed";
  const isBodyWhole = createHash("sha256").update(relaxedBody(body), "latin1").digest("base64") === tags.bh;
  const isHeadWhole = createVerify("RSA-SHA256")
    .update(signed.join("") + own, "latin1")
    .verify(publicKey, tags.b ?? "", "base64");
  return { holds: isRight && isBodyWhole && isHeadWhole, tags, headers };
}

function relaxedField(field: string): string {
  const colon = field.indexOf(":");
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ");
  return `${field.slice(0, colon).trim().toLowerCase()}:${value.trim()}`;
}

function relaxedBody(body: string): string {
  const lines = body.split("\r\n").map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""));
  while (lines.length > 0 && lines.at(-1) === "") lines.pop();
  return lines.map((line) => `${line}\r\n`).join("");
}
