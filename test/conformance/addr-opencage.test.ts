import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { addressFields } from "../../src/core/values/address-lines.ts";
import { describeShared } from "../support/shared-data.ts";

type Components = Readonly<Record<string, string | number | undefined>>;

/** Street and number stand in one field of ours, in the order that the source wrote them. */
function streetIn(block: string, { road, pedestrian, house_number }: Components): string | null {
  const name = road ?? pedestrian;
  if (name === undefined) return null;
  const ways = house_number === undefined ? [`${name}`] : [`${name} ${house_number}`, `${house_number} ${name}`, `${name}, ${house_number}`];
  return ways.find((way) => block.split("\n").includes(way)) ?? null;
}

describeShared("addr-opencage", (open) => {
  const files = readdirSync(open("testcases/countries"));

  test.each(files)("%s: street, town and postcode stand as expected", (file) => {
    const country = basename(file, ".yaml").toUpperCase();
    let compared = 0;
    for (const document of parseAllDocuments(readFileSync(open(`testcases/countries/${file}`), "utf8"), { uniqueKeys: false })) {
      const found = document.toJS() as { components?: Components; expected?: string } | null;
      if (!found?.components || !found.expected) continue;
      const { components, expected } = found;
      const street = streetIn(expected, components);
      const code = components["postcode"];
      const lines = expected.trim().split("\n");
      // What it leaves out, or writes as another town (a borough as the city), is not what this is about.
      const town = ["city", "town", "village", "municipality"]
        .map((key) => components[key])
        .find((name) => name !== undefined && lines.some((line) => line.includes(String(name))));
      if (String(components["country_code"]).toUpperCase() !== country || street === null || town === undefined || code === undefined) continue;
      // Several postcodes at once are no address.
      if (
        /[,;]/.test(String(code)) ||
        !expected.includes(
          String(code)
            .replace(/[^A-Z0-9]/gi, "")
            .slice(0, 4),
        )
      )
        continue;
      const region = country === "IT" ? (/ ([A-Z]{2})$/m.exec(expected)?.[1] ?? "") : String(components["state"] ?? "");
      const ours = addressFields({ street, city: String(town), postalCode: String(code), region, country });
      const start = lines.indexOf(street);
      // A part of town may stand between street and town; the country follows.
      const theirs = lines.slice(start, -1).filter((line) => line === street || line.includes(String(town)) || /\d/.test(line));
      expect(ours, expected).toEqual(theirs);
      compared++;
    }
    expect(compared, "nothing was compared").toBeGreaterThan(0);
  });
});
