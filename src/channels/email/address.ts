import { domainToASCII } from "node:url";

/** One plain address: no comments, no lists, no quotes, no control characters. What is stranger is asked about instead. */
const ADDRESS = /^[^\s@<>(),;:"\\[\]\p{Cc}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;
const MOST_LETTERS = 254;
/** Before the @ (RFC 5321, 4.5.3.1.1). */
const MOST_NAME_LETTERS = 64;

/** The longest that the token of a delivery becomes, which stands for `{token}` in an address. */
export const LONGEST_TOKEN = 49;
/** What may stand beside a token before the @. */
export const LONGEST_TOKEN_NAME = MOST_NAME_LETTERS - LONGEST_TOKEN;

/** The address itself where it is one plain address, else null. */
export function usableAddress(text: string | null): string | null {
  const address = text?.trim() ?? "";
  return address.length <= MOST_LETTERS && ADDRESS.test(address) ? address : null;
}

/** The address of `Accounts <ar@example.com>`. */
export function bareAddress(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
}

/** Whether it is an address with `{token}` at most once, before the @, and room there for the longest one. */
export function isTokenAddress(written: string): boolean {
  const [name = "", ...rest] = written.split("@");
  const [before, after, ...more] = name.split("{token}");
  const hasRoom = after === undefined || before!.length + after.length <= LONGEST_TOKEN_NAME;
  return more.length === 0 && hasRoom && usableAddress([name.replace("{token}", "t"), ...rest].join("@")) !== null;
}

/** As it stands in an envelope: the domain as servers look it up (RFC 5890), so that only a name before the @ can need SMTPUTF8. */
export function envelopeAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, at)}@${domainOf(address)}`;
}

/** In lower case and ASCII; what is no domain name stays as it is. */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  return domainToASCII(domain) || domain;
}
