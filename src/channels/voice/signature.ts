import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether the provider signed this request: base64 of HMAC-SHA1, by the account's auth token, over the address as it was called and the
 * form's fields, sorted by name, each name followed by its value (Twilio, "Validating Signatures from Twilio"). Of a name that comes
 * several times each value counts once. Providers disagree on whether a port that goes without saying is part of the address.
 */
export function isSigned(signature: string | undefined, url: string, form: URLSearchParams, authToken: string): boolean {
  const given = Buffer.from(signature ?? "");
  const fields = fieldsText(form);
  // Both are worked out always: how long it takes tells nothing.
  return urlsOf(url)
    .map((each) =>
      isSame(
        given,
        createHmac("sha1", authToken)
          .update(each + fields, "utf8")
          .digest("base64"),
      ),
    )
    .some(Boolean);
}

function isSame(given: Buffer, expected: string): boolean {
  const right = Buffer.from(expected);
  return given.length === right.length && timingSafeEqual(given, right);
}

function fieldsText(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  return names
    .map((name) =>
      [...new Set(form.getAll(name))]
        .sort()
        .map((value) => name + value)
        .join(""),
    )
    .join("");
}

function urlsOf(url: string): readonly string[] {
  const match = /^(https?):\/\/([^/:]+|\[[^\]]+\])(:\d+)?(.*)$/is.exec(url);
  if (!match) return [url];
  const [, scheme, host, port, rest] = match;
  const usual = scheme!.toLowerCase() === "https" ? ":443" : ":80";
  return port === undefined || port === usual ? [`${scheme}://${host}${rest}`, `${scheme}://${host}${usual}${rest}`] : [url];
}
