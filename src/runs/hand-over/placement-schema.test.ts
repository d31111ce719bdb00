import { expect, test } from "vitest";
import { placementJsonSchema } from "./placement-schema.ts";

test("the published schema is that of the files (run with -u after a change)", async () => {
  await expect(`${JSON.stringify(placementJsonSchema(), null, 2)}\n`).toMatchFileSnapshot("../../../docs/placement.schema.json");
});
