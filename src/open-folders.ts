import { readdirSync } from "node:fs";
import type { Channel } from "./channels/contract.ts";
import type { ImportFormat } from "./imports/contract.ts";
import type { Jurisdiction } from "./jurisdictions/contract.ts";

/** What a file of an open folder must export as its default, as a list of what it lacks. */
type Contract = (found: Record<string, unknown>, name: string) => string[];

// Compiled, this file and those that it finds end in .js.
const ENDING = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

const loaded = new Map<string, Promise<ReadonlyMap<string, unknown>>>();

/** The import formats by name: the files of src/imports/. */
export function importFormats(): Promise<ReadonlyMap<string, ImportFormat>> {
  return load("imports", /^[a-z0-9]+(-[a-z0-9]+)*$/, (found, name) => [...named(found, name), ...functions(found, ["recognise", "read"])]);
}

/** The channels by name: the files of src/channels/. */
export function channels(): Promise<ReadonlyMap<string, Channel>> {
  return load("channels", /^[a-z0-9]+(-[a-z0-9]+)*$/, (found, name) => [
    ...named(found, name),
    ...functions(found, ["recipient", "transitBusinessDays", "send"]),
    ...(found.reconcile === undefined ? [] : functions(found, ["reconcile"])),
    ...(isFunction((found.settings as { safeParse?: unknown } | undefined)?.safeParse) ? [] : ["settings: a zod schema"]),
    ...(Array.isArray(found.carries) && found.carries.length > 0 ? [] : ['carries: ["pdf"], ["email"] or both']),
  ]);
}

/** The laws by country code: the files of src/jurisdictions/ that are named by one. */
export function jurisdictions(): Promise<ReadonlyMap<string, Jurisdiction>> {
  return load("jurisdictions", /^[a-z]{2}$/, (found, name) => [
    ...(found.country === name.toUpperCase() ? [] : [`country: "${name.toUpperCase()}"`]),
    ...(typeof found.name === "string" ? [] : ["name: the country's name"]),
    ...(typeof found.currency === "string" ? [] : ["currency: an ISO 4217 code"]),
    ...["leastLeads", "claims", "conduct"].filter((list) => !Array.isArray(found[list])).map((list) => `${list}: a list`),
  ]);
}

/**
 * Loads every file of a folder whose name fits; contract and tests are no members, and helpers live in sub-folders.
 * @throws Error naming the file and what its default export lacks
 */
function load<T>(folder: string, fits: RegExp, contract: Contract): Promise<ReadonlyMap<string, T>> {
  let members = loaded.get(folder);
  if (!members) {
    members = loadFolder(new URL(`./${folder}/`, import.meta.url), fits, contract);
    loaded.set(folder, members);
  }
  return members as Promise<ReadonlyMap<string, T>>;
}

async function loadFolder(folder: URL, fits: RegExp, contract: Contract): Promise<ReadonlyMap<string, unknown>> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .filter((name) => fits.test(name) && name !== "contract")
    .sort();
  const members = new Map<string, unknown>();
  for (const name of names) {
    const file = new URL(name + ENDING, folder);
    const { default: found } = (await import(file.href)) as { default?: Record<string, unknown> };
    const lacks = found && typeof found === "object" ? contract(found, name) : ["a default export"];
    if (lacks.length > 0) {
      throw new Error(`${file.pathname} does not fit its folder; it lacks ${lacks.join(", ")}. The contract is in contract.ts beside it.`);
    }
    members.set(name, found);
  }
  return members;
}

function named(found: Record<string, unknown>, name: string): string[] {
  return found.name === name ? [] : [`name: "${name}" (as its file)`];
}

function functions(found: Record<string, unknown>, names: readonly string[]): string[] {
  return names.filter((name) => !isFunction(found[name])).map((name) => `${name}()`);
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}
