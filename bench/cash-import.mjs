// One import in a process of its own, for bench/cash.mjs.
import { importFiles } from "../dist/runs/import-run.js";
import { openStore } from "../dist/store/database.js";

const [data, file] = process.argv.slice(2);
const store = await openStore(data);
const start = performance.now();
const { files, matched, proposed, unapplied } = await importFiles(store, { files: [file], asOf: "2026-11-20" });
const seconds = (performance.now() - start) / 1000;
const peakMb = process.resourceUsage().maxRSS / 1024;
await store.close();
process.stdout.write(JSON.stringify({ added: files[0].new, problems: files[0].problems, matched, proposed, unapplied, seconds, peakMb }));
