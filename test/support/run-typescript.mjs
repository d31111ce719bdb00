// Runs a TypeScript program without building first: node run-typescript.mjs FILE.ts ARGS... (Node 20 cannot do so by itself).
import { runnerImport } from "vite";

process.argv.splice(1, 1);
await runnerImport(process.argv[1], { configFile: false, logLevel: "error" });
