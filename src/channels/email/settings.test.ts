import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import email from "../email.ts";
import { emailSettings } from "./settings.ts";

const SERVER = { host: "mail.example.com", port: 587, secure: false, from: "Accounts <ar@example.com>" };
const GRANT = { user: "ar@example.com", clientId: "a", clientSecret: "b", refreshToken: "c" };
const keyOf = (bits: number) => generateKeyPairSync("rsa", { modulusLength: bits }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const ED25519 = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();

test.each<[string, object]>([
  ["the server alone", {}],
  ["a password", { user: "ar", password: "x" }],
  ["OAuth2", { oauth2: { ...GRANT, tokenUrl: "https://oauth2.googleapis.com/token" } }],
  [
    "OAuth2 of Microsoft's",
    {
      oauth2: {
        user: "a@b.example",
        clientId: "a",
        clientSecret: "b",
        scope: "https://outlook.office365.com/.default",
        tokenUrl: "https://login.microsoftonline.com/t/oauth2/v2.0/token",
      },
    },
  ],
  ["an address for bounces", { bounceAddress: "bounces+{token}@example.com" }],
  ["DKIM", { dkim: { domain: "example.com", selector: "s1", privateKey: keyOf(1024) } }],
  ["limits", { perMinute: 100, perDomain: { "*": 30, "gmail.com": 10, "münchen.example": 5 } }],
])("may be set: %s", (_what, more) => {
  expect(emailSettings.safeParse({ ...SERVER, ...more }).error?.issues ?? []).toEqual([]);
});

test.each<[string, object, string]>([
  ["a misspelt name", { pasword: "x" }, ""],
  ["a password without a name", { password: "x" }, "user"],
  ["a name without a password", { user: "x" }, "password"],
  ["two ways to sign in", { user: "a", password: "b", oauth2: { ...GRANT, tokenUrl: "https://a.example/token" } }, "oauth2"],
  ["a token address in the clear", { oauth2: { ...GRANT, tokenUrl: "http://a.example/token" } }, "oauth2.tokenUrl"],
  ["a token address with a password in it", { oauth2: { ...GRANT, tokenUrl: "https://a:b@a.example/token" } }, "oauth2.tokenUrl"],
  ["no token address", { oauth2: GRANT }, "oauth2.tokenUrl"],
  ["an address for bounces without room", { bounceAddress: "a-very-long-name+{token}@example.com" }, "bounceAddress"],
  ["two ways for bounces", { bounceAddress: "b@example.com", bounceDomain: "example.com" }, "bounceDomain"],
  ["an address as domain", { bounceDomain: "a@b.example" }, "bounceDomain"],
  ["a sender that forges a header", { from: "a@b.example\r\nBcc: c@d.example" }, "from"],
  ["a key that signs nothing", { dkim: { domain: "example.com", selector: "s1", privateKey: "x" } }, "dkim.privateKey"],
  ["a key of another kind", { dkim: { domain: "example.com", selector: "s1", privateKey: ED25519 } }, "dkim.privateKey"],
  ["a key that is too short", { dkim: { domain: "example.com", selector: "s1", privateKey: keyOf(512) } }, "dkim.privateKey"],
  ["a selector that opens another tag", { dkim: { domain: "example.com", selector: "s; d=x", privateKey: keyOf(1024) } }, "dkim.selector"],
  ["no certificate", { tls: { ca: "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----" } }, "tls.ca"],
  ["trust in everybody", { tls: { rejectUnauthorized: false } }, "tls"],
  ["a limit of nothing", { perDomain: { "gmail.com": 0 } }, "perDomain.gmail.com"],
  ["a limit for no domain", { perDomain: { "a b": 1 } }, "perDomain.a b"],
  ["a link without an address", { pdf: "linked" }, "linkBase"],
])("is refused: %s", (_what, more, path) => {
  expect([...new Set(emailSettings.safeParse({ ...SERVER, ...more }).error?.issues.map((issue) => issue.path.join(".")))]).toEqual([path]);
});

test("a key that a form has put on one line is the key all the same, and a secret", () => {
  const privateKey = keyOf(1024);
  const set = emailSettings.parse({ ...SERVER, dkim: { domain: "example.com", selector: "s1", privateKey: privateKey.trim().replace(/\n/g, " ") } });
  expect(set.dkim!.privateKey).toBe(privateKey.trim());
  const schema = z.toJSONSchema(emailSettings, { io: "input", unrepresentable: "any" }) as {
    properties: Record<string, { properties: Record<string, object>; secret?: boolean }>;
  };
  expect([schema.properties.password, schema.properties.dkim!.properties.privateKey, schema.properties.oauth2!.properties.refreshToken]).toEqual(
    Array(3).fill(expect.objectContaining({ secret: true })),
  );
});

test("letters are limited by server and by domain, over all that share them", () => {
  const set = emailSettings.parse({ ...SERVER, host: "Mail.Example.com", perMinute: 100, perDomain: { "*": 30, "Gmail.com": 10, "münchen.example": 5 } });
  expect(email.limits("a@gmail.COM", set)).toEqual([
    { key: "smtp mail.example.com", perMinute: 100 },
    { key: "to gmail.com", perMinute: 10 },
  ]);
  expect(email.limits("a@b.example", set)[1]).toEqual({ key: "to b.example", perMinute: 30 });
  expect(email.limits("a@xn--mnchen-3ya.example", set)[1]).toEqual({ key: "to xn--mnchen-3ya.example", perMinute: 5 });
  expect(email.limits("a@b.example", emailSettings.parse(SERVER))).toEqual([]);
});
