#!/usr/bin/env node
import { existsSync } from "node:fs";
import { assertNode, isInstalled } from "../scripts/install.mjs";

assertNode();
const main = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(new URL("../src", import.meta.url))) {
  if (!isInstalled()) {
    console.error('Firmly\'s packages are missing or out of date. Run "npm install" in its folder first.');
    process.exit(2);
  }
  const { build } = await import("../scripts/build.mjs");
  await build({ serverOnly: process.argv[2] !== "start" });
}
await import(main.href);
