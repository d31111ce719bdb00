import { expect, test } from "vitest";
import { readBytes } from "../../test/support/read-bytes.ts";
import foreign from "./foreign.ts";

test.for([
  ["edifact", "UNA:+.?*'UNB+UNOC:3+A+B+261001:0900+1'"],
  ["edifact", "UNB+UNOC:3+A+B+261001:0900+1'"],
  ["order", '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>'],
  ["receipt-notice", '<ApplicationResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2"/>'],
  ["schema-file", '<?xml version="1.0"?><!-- x --><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>'],
  ["national-format", '<Invoice xmlns="http://www.ebinterface.at/schema/6p1/"/>'],
  ["test-cases", "<testSet><test/></testSet>"],
  ["xml-unknown", "<anything/>"],
  ["order", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;">]><Order/>'],
  ["file-unknown", "plain text"],
] as const)("what is no invoice is refused with its reason: %s", async ([code, text]) => {
  if (code !== "file-unknown") expect(foreign.recognise(Buffer.from(text), "")).toBeGreaterThan(0);
  expect((await readBytes(foreign, text)).problems).toMatchObject([{ code, severity: "fatal" }]);
});
