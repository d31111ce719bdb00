import { existsSync, readdirSync, readFileSync } from "node:fs";

const SEEDS = new URL("../../../shared/seeds/", import.meta.url);

/** Whether the descriptions of good letters lie beside the project (`../shared/seeds`). */
export const seedsAreThere = existsSync(SEEDS);

/** The text of seed `number`, as lines. @throws where there is none */
export function seedLines(number: number): string[] {
  const name = readdirSync(SEEDS).find((each) => each.startsWith(String(number).padStart(3, "0")));
  if (!name) throw new Error(`There is no seed ${number}.`);
  return readFileSync(new URL(name, SEEDS), "utf8").split("\n");
}
