import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Builds the pages that the server serves, so that a test never looks at yesterday's. */
export async function buildPages(): Promise<void> {
  await build({ configFile: fileURLToPath(new URL("../../web/vite.config.ts", import.meta.url)), logLevel: "error" });
}
