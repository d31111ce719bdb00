import { type Headers, headerOf } from "./mime/headers.ts";

type Verdict = string | null;

const KNOWN: ReadonlySet<string> = new Set(["pass", "fail", "softfail", "neutral", "none", "temperror", "permerror", "policy", "hardfail", "bestguesspass"]);

/**
 * What the server that took the message found (RFC 8601). Only the topmost Authentication-Results counts: our own server writes above all that
 * a sender can have put there. What is no plain pass or none is a fail.
 */
export function authenticationOf(headers: Headers): { spf: Verdict; dkim: Verdict; dmarc: Verdict } {
  const top = (headerOf(headers, "authentication-results") ?? "").slice(0, 8000).replace(/\([^()]{0,500}\)/g, " ");
  const methods = top.split(";").slice(1);
  return { spf: verdictOf(methods, "spf"), dkim: verdictOf(methods, "dkim"), dmarc: verdictOf(methods, "dmarc") };
}

function verdictOf(methods: readonly string[], method: string): Verdict {
  const results = methods.flatMap((each) => {
    const match = /^\s*([a-z-]{1,20})(?:\/\d{1,3})?\s*=\s*([a-z]{1,20})\b/i.exec(each);
    return match && match[1]!.toLowerCase() === method && KNOWN.has(match[2]!.toLowerCase()) ? [match[2]!.toLowerCase()] : [];
  });
  if (results.length === 0) return null;
  // Of several DKIM signatures one that holds is enough.
  if (results.includes("pass")) return "pass";
  return results.every((each) => each === "none") ? "none" : "fail";
}
