import { writeFileSync } from "node:fs";

/** A vitest reporter that writes what scripts/test.mjs counts: also the reasons of skipped tests, and files that did not load. */
export default class TestSummary {
  onTestRunEnd(modules, unhandledErrors) {
    const summary = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      // A file that fails outside of its tests (it does not load, a hook throws) counts as one failed test.
      const suites = [module, ...module.children.allSuites()];
      summary.failed += suites.filter((suite) => suite.errors().length > 0).length;
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        if (state === "passed") summary.passed += 1;
        else if (state === "failed") summary.failed += 1;
        else summary.skipped.push(`${module.relativeModuleId} > ${test.fullName}${note ? ` (${note})` : ""}`);
      }
    }
    if (process.env.FIRMLY_TEST_SUMMARY) writeFileSync(process.env.FIRMLY_TEST_SUMMARY, JSON.stringify(summary));
  }
}
