import { expect, test } from "vitest";
import { ProblemError } from "../api.ts";
import { fieldProblems } from "./field-problems.ts";

test("a refusal stands at the field that it is about", () => {
  const refused = new ProblemError(400, "amount-invalid", '"12,5" is no amount in EUR.');
  expect(fieldProblems(refused, ["amount", "day"]).at("amount")).toBe('"12,5" is no amount in EUR.');
  expect(fieldProblems(refused, ["instalments"]).at("instalments")).toBe('"12,5" is no amount in EUR.');
  expect(fieldProblems(refused, ["amount"]).rest).toBeNull();
});

test("amounts in it are written as on the pages", () => {
  const refused = new ProblemError(409, "plan-too-much", "The instalments come to 6000.00 GBP, but only 5000.00 GBP is open there.");
  expect(fieldProblems(refused, ["instalments"]).at("instalments")).toBe("The instalments come to GBP 6,000.00, but only GBP 5,000.00 is open there.");
});

test("a request that does not fit names its fields by their paths", () => {
  const refused = new ProblemError(400, "invalid-request", "promise.amount: is too short; plan.instalments.0.day: must be a day; kind: is unknown");
  const problems = fieldProblems(refused, ["amount", "instalments"]);
  expect(problems.at("amount")).toBe("is too short");
  expect(problems.at("instalments")).toBe("must be a day");
  expect(problems.rest?.message).toBe("is unknown");
});

test("what is about no field of the form is told beneath it", () => {
  const refused = new ProblemError(400, "plan-running", "Plan 3 already covers INV-1.");
  expect(fieldProblems(refused, ["instalments"])).toMatchObject({ rest: { message: "Plan 3 already covers INV-1." } });
  const broken = new Error("The network is gone.");
  expect(fieldProblems(broken, ["amount"]).rest).toBe(broken);
});
