import { execFileSync } from "node:child_process";
import { beforeAll, expect, test } from "vitest";
import type { LetterReport, LintRequest } from "firmly/lint";

// As another program has it: by the package's name, in a process of its own, from what was built.
beforeAll(() => void execFileSync(process.execPath, ["scripts/build.mjs", "--server-only"], { stdio: "ignore" }), 240_000);

function lintElsewhere(request: LintRequest): LetterReport & { code?: string } {
  const program = `import { lintLetterText } from "firmly/lint";
const report = await lintLetterText(JSON.parse(process.argv[1])).catch(({ code }) => ({ code }));
console.log(JSON.stringify(report));`;
  return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", program, JSON.stringify(request)], { encoding: "utf8" })) as LetterReport;
}

test("another program checks a letter by the package's name", () => {
  const report = lintElsewhere({ text: "Dear ,\n\nPlease pay the invoice shortly.\n", step: "first", language: "en" });
  expect(report.passed).toBe(false);
  expect(report.findings.map(({ code, line }) => [code, line])).toEqual(
    expect.arrayContaining([
      ["blank", 1],
      ["vague-deadline", 3],
    ]),
  );
  expect(lintElsewhere({ text: "Dear all,", step: "first", language: "tlh" }).code).toBe("language-unknown");
});
