// npm start: installs and builds what is missing, then runs `firmly start` in this very process, so that Ctrl-C, signals
// and the terminal are its own.
import { build } from "./build.mjs";
import { assertNode, ensureInstalled, root } from "./install.mjs";

assertNode();
ensureInstalled();
await build();
process.argv.splice(1, 1, `${root}bin/firmly.js`, "start");
await import(new URL("../dist/cli/main.js", import.meta.url).href);
