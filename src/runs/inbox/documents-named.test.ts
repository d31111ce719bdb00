import { expect, test } from "vitest";
import { documentsNamed } from "./documents-named.ts";

const OPEN = ["INV-2004", "INV-2005", "7"];
const SUBJECT = "Re: Payment reminder: invoices INV-2004 and INV-2005, £1,000.00 overdue";

test("what a sentence names goes before the rest of the text, and both before a subject that repeats ours", () => {
  const text = "The goods on inv-2004 arrived damaged. We pay INV-2005 on Friday.";
  expect(documentsNamed(["We pay INV-2005 on Friday.", text, SUBJECT], OPEN)).toEqual(["INV-2005"]);
  expect(documentsNamed(["They arrived damaged.", "About INV-2004: They arrived damaged.", SUBJECT], OPEN)).toEqual(["INV-2004"]);
  expect(documentsNamed(["We pay on Friday.", "We pay on Friday.", SUBJECT], OPEN)).toEqual(["INV-2004", "INV-2005"]);
  expect(documentsNamed(["We pay on Friday.", "We pay on Friday.", "Your letter"], OPEN)).toEqual([]);
});

test("a number that is a part of another, or too short to be meant, is none", () => {
  expect(documentsNamed(["INV-20045 and XINV-2004 and 7"], OPEN)).toEqual([]);
});
