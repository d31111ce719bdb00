import { parse, parseDocument } from "yaml";
import { UserError } from "../core/user-error.ts";
import { profileMismatch } from "../core/letter/print-service.ts";
import type { Creditor } from "../core/values/party.ts";
import { explainIssues } from "../procedures/strict-object.ts";
import type { Store } from "../store/database.ts";
import { readLetterheadInForce } from "../store/letterhead-store.ts";
import { endRest } from "../store/rest-store.ts";
import { completeCreditor, loadCreditors, readCreditors, saveCreditor, type StoredCreditor, UNNAMED } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { loadProcedureBook } from "./procedure-book.ts";
import { creditorSchema } from "./settings-schema.ts";
import { hideSecrets, keepSecrets, secretsThatDiffer } from "./settings-secrets.ts";

/** Plain data as YAML and JSON know it. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [name: string]: Data };
type Group = { readonly [name: string]: Data };

/** One setting that is another now. `from` or `to` is null where there was, or is, none. */
export interface SettingChange {
  readonly creditor: string;
  readonly path: string;
  readonly from: Data;
  readonly to: Data;
}

/** The creditor that a first import makes, and a first setting too. */
const FIRST = "default";

function isGroup(data: unknown): data is Group {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/**
 * Reads a settings file, YAML or JSON: one creditor, or `{ creditors: [...] }`.
 * @throws UserError `settings-invalid` where it is neither
 */
export function readSettingsFile(content: string, file: string): Group[] {
  const document = parseDocument(content);
  const [broken] = document.errors;
  if (broken) throw new UserError("settings-invalid", `${file} is no valid YAML or JSON: ${broken.message}`);
  const data = document.toJS({ maxAliasCount: 100 }) as unknown;
  const creditors = isGroup(data) && Array.isArray(data.creditors) && Object.keys(data).length === 1 ? data.creditors : [data];
  if (creditors.length === 0 || !creditors.every(isGroup)) {
    throw new UserError("settings-invalid", `${file} holds no settings. Write one creditor as "name: value" lines, or "creditors:" with a list of them.`);
  }
  return creditors;
}

/**
 * Changes creditors' settings, all or none: what a patch names is set, what it does not name stays, and `null` goes back
 * to the default (JSON Merge Patch, RFC 7396: groups are merged, lists replaced). A creditor that is not there is made.
 * @returns what changed, in the order of the patches
 * @throws UserError `settings-invalid` naming every setting that is wrong, `creditor-unclear` where no id tells whose they are
 */
export async function applySettings(
  store: Pick<Store, "pool">,
  patches: readonly Group[],
  options: { readonly creditor?: string } = {},
): Promise<SettingChange[]> {
  return inTransaction(store, async (client) => {
    const changes: SettingChange[] = [];
    const { names } = await loadProcedureBook(client, null);
    for (const patch of patches) {
      const id = typeof patch.id === "string" ? patch.id : (options.creditor ?? onlyCreditor(await readCreditors(client)));
      if (options.creditor !== undefined && id !== options.creditor) {
        throw new UserError("creditor-unclear", `The file is for creditor "${id}", --creditor says "${options.creditor}". Leave one of them out.`);
      }
      const [stored] = await readCreditors(client, id, true);
      // Only the first creditor needs no name to begin with, as with a first import: else a misspelt id would make one.
      const name = stored?.name ?? (id === FIRST ? UNNAMED : null);
      const before = { id, ...(name !== null && { name }), ...stored?.settings };
      const wanted = readCreditor(keepSecrets(mergePatch(before as Group, patch), (stored?.settings ?? {}) as Data) as Group, id, names);
      const after = await saveCreditor(client, wanted);
      const mismatch = profileMismatch(after.channels.post, (await readLetterheadInForce(client, id, null))?.body?.window ?? null);
      if (mismatch !== null)
        throw new UserError("settings-invalid", `The settings of creditor "${id}" cannot be used; nothing was changed: ${mismatch} (firmly letterhead).`);
      const changed = compare(id, stored ? completeCreditor(id, stored.name, stored.settings) : null, after);
      // What was wrong with a channel may be mended by them: it is tried at once, and fails afresh where it is not.
      const channels = changed.flatMap(({ path }) => /^channels\.([^.]+)\./.exec(path)?.[1] ?? []);
      for (const channel of new Set(channels)) await endRest(client, id, channel);
      changes.push(...changed);
    }
    return changes;
  });
}

/**
 * Sets one value by its path, such as `channels.mode` or `bankAccounts.0.holder`.
 * `value` is read as YAML ("30" is a number); where the setting wants text, as it is written.
 */
export async function setSetting(
  store: Pick<Store, "pool">,
  path: string,
  value: string,
  options: { readonly creditor?: string } = {},
): Promise<SettingChange[]> {
  const creditor = options.creditor ?? onlyCreditor(await readCreditors(store.pool));
  const [stored] = await readCreditors(store.pool, creditor);
  const before = { id: creditor, name: stored?.name ?? null, ...stored?.settings } as Group;
  const change = (data: Data) => applySettings(store, [patchAt(before, path.split("."), data)], { creditor });
  const data = readValue(value);
  try {
    return await change(data);
  } catch (error) {
    // Text that looks like a number or a flag: a name "1234" is text all the same. Where that fails too, the first error speaks.
    if (!(error instanceof UserError) || data === null || typeof data === "string") throw error;
    return change(value).catch(() => Promise.reject(error));
  }
}

/** The settings in force, defaults filled in and passwords hidden; of one creditor or of all. */
export async function showSettings(store: Pick<Store, "pool">, creditor?: string): Promise<Creditor[]> {
  const creditors = await loadCreditors(store);
  const found = creditors.filter(({ id }) => creditor === undefined || id === creditor);
  if (creditor !== undefined && found.length === 0) {
    throw new UserError("creditor-unknown", `There is no creditor "${creditor}". Known: ${creditors.map(({ id }) => id).join(", ") || "none yet"}.`);
  }
  return found.map(hideSecrets);
}

/** The creditor that is meant: the one named, else the only one. @throws UserError `creditor-unknown`, `creditor-unclear` */
export async function findCreditor(store: Pick<Store, "pool">, named: string | undefined): Promise<string> {
  const creditors = await readCreditors(store.pool);
  const id = named ?? onlyCreditor(creditors);
  if (creditors.some((each) => each.id === id)) return id;
  const known = creditors.map((each) => each.id).join(", ") || "none yet: import a ledger, or apply a settings file";
  throw new UserError("creditor-unknown", `There is no creditor "${id}". Known: ${known}.`);
}

/** What is in force as long as nothing was set or imported. */
export function firstSettings(): Creditor {
  return completeCreditor(FIRST, UNNAMED, {});
}

/** One value of a creditor's settings by its path; undefined where there is none. */
export function valueAt(creditor: Creditor, path: string): Data | undefined {
  let data: unknown = creditor;
  for (const name of path.split(".")) {
    data = typeof data === "object" && data !== null && Object.hasOwn(data, name) ? (data as Record<string, unknown>)[name] : undefined;
  }
  return data as Data | undefined;
}

function onlyCreditor(creditors: readonly StoredCreditor[]): string {
  if (creditors.length > 1) {
    throw new UserError(
      "creditor-unclear",
      `There are ${creditors.length} creditors (${creditors.map(({ id }) => id).join(", ")}): say whose settings with --creditor, or an "id" in the file.`,
    );
  }
  return creditors[0]?.id ?? FIRST;
}

function readCreditor(data: Group, id: string, procedures: readonly string[]): Omit<StoredCreditor, "version"> {
  const read = creditorSchema(procedures).safeParse(data, { reportInput: true });
  if (!read.success)
    throw new UserError(
      "settings-invalid",
      `The settings of creditor "${id}" cannot be used; nothing was changed. Mend these and try again:\n${explainIssues(read.error)}`,
    );
  const { id: _id, name, ...settings } = read.data;
  return { id, name, settings };
}

function mergePatch(target: Group, patch: Group): Group {
  // No prototype: a setting named "__proto__" is an unknown name like any other.
  const merged: Record<string, Data> = Object.assign(Object.create(null), target);
  for (const [name, value] of Object.entries(patch)) {
    const own = merged[name];
    if (value === null) delete merged[name];
    else merged[name] = isGroup(value) ? mergePatch(isGroup(own) ? own : {}, value) : value;
  }
  return merged;
}

/** The patch that sets one value; lists are copied, since a patch replaces them as a whole. */
function patchAt(before: Data | undefined, [name, ...rest]: readonly string[], value: Data): Group {
  const own = isGroup(before) && Object.hasOwn(before, name!) ? before[name!] : undefined;
  if (rest.length === 0) return { [name!]: value };
  const [index, ...deeper] = rest;
  const isList = Array.isArray(own) || (own === undefined && /^\d+$/.test(index!));
  if (!isList) return { [name!]: patchAt(own, rest, value) };
  const list = [...((own ?? []) as Data[])];
  if (!/^\d{1,3}$/.test(index!) || +index! > list.length) {
    throw new UserError("settings-invalid", `"${name}" is a list of ${list.length}: name a place in it from 0 to ${list.length}, such as "${name}.0".`);
  }
  list[+index!] = deeper.length === 0 ? value : mergePatch((list[+index!] ?? {}) as Group, patchAt(list[+index!], deeper, value));
  return { [name!]: list };
}

function readValue(value: string): Data {
  try {
    return parse(value) as Data;
  } catch {
    return value;
  }
}

function compare(creditor: string, before: Creditor | null, after: Creditor): SettingChange[] {
  const [old, current] = [before, after].map((each) => leaves(each ? hideSecrets(each) : {}));
  // A secret is never shown, but that it changed is.
  const changedSecrets = new Set(secretsThatDiffer(before, after));
  const changes: SettingChange[] = [];
  for (const path of new Set([...old!.keys(), ...current!.keys()])) {
    const [from, to] = [old!.get(path) ?? null, current!.get(path) ?? null];
    if (from !== to || changedSecrets.has(path)) changes.push({ creditor, path, from, to });
  }
  return changes;
}

function leaves(data: unknown, prefix = "", into = new Map<string, Data>()): Map<string, Data> {
  if (typeof data === "object" && data !== null) {
    for (const [name, value] of Object.entries(data)) leaves(value, prefix ? `${prefix}.${name}` : name, into);
  } else if (data !== null && data !== undefined) {
    into.set(prefix, data as Data);
  }
  return into;
}
