import { resolve } from "node:path";
import type { PoolClient } from "pg";
import { writeWhole } from "../../channels/folder/written-file.ts";
import { placementsFiled } from "../../core/process/placed-items.ts";
import { UserError } from "../../core/user-error.ts";
import { appendActivities } from "../../store/activity-store.ts";
import { resolveAccount } from "../../store/account-store.ts";
import { readCalculations } from "../../store/charge-store.ts";
import type { Store } from "../../store/database.ts";
import { type Document, insertDocuments, lockAccount, readDocument } from "../../store/letter-store.ts";
import { accountDeliveries, activityHashes } from "../../store/placement-store.ts";
import { readDebtors } from "../../store/settings-store.ts";
import { inTransaction } from "../../store/transaction.ts";
import { refuseBackdating } from "../backdating.ts";
import { keptDocument } from "../kept-document.ts";
import { withOutFolder } from "../out-folder.ts";
import type { HandOverOptions } from "./approve.ts";
import { type HandOverCase, loadHandOver } from "./case.ts";
import { type AccountParty, partyOf } from "../account-party.ts";
import { placementPdf } from "./placement-bundle.ts";
import { placementCsv } from "./placement-csv.ts";
import { checksumOf, placementBody, placementFile } from "./placement-document.ts";
import type { PlacementDocument } from "./placement-schema.ts";

export interface FiledPlacement extends AccountParty {
  /** "placement-A17-2026-10-20" */
  readonly placement: string;
  readonly version: number;
  /** False: the same state was filed before, and these are its files. */
  readonly fresh: boolean;
  readonly agency: string | null;
  readonly documents: readonly string[];
  readonly total: string;
  readonly currency: string;
  readonly files: readonly FiledFile[];
}

export interface FiledFile {
  readonly name: string;
  readonly mediaType: string;
  readonly hash: string;
}

type Made = Document & { readonly name: string };

/**
 * Writes the placement file of what is placed, or approved by two people: JSON, CSV, the PDF bundle, and a list of their
 * hashes. Again on the same state it writes the same bytes and records nothing; on a later one, a new version.
 * @throws UserError `not-placed` where nothing is
 */
export async function filePlacement(store: Store, options: HandOverOptions & { readonly out: string; readonly agency?: string }): Promise<FiledPlacement> {
  return withOutFolder(options.out, () =>
    inTransaction(store, async (client) => {
      const account = await resolveAccount(client, options.account);
      await lockAccount(client, account);
      const the = await loadHandOver(client, account, options.asOf);
      const filed = await file(client, the, options);
      for (const { name, bytes } of filed.made) await writeWhole(resolve(options.out), name, bytes);
      return filed.told;
    }),
  );
}

/** The same, kept under its hashes and written nowhere: what is asked for over HTTP is read from there. */
export async function keepPlacement(store: Store, options: HandOverOptions & { readonly agency?: string }): Promise<FiledPlacement> {
  return inTransaction(store, async (client) => {
    const account = await resolveAccount(client, options.account);
    await lockAccount(client, account);
    return (await file(client, await loadHandOver(client, account, options.asOf), options)).told;
  });
}

async function file(
  client: PoolClient,
  the: HandOverCase,
  { agency, by, asOf, backdate = false }: HandOverOptions & { readonly agency?: string },
): Promise<{ told: FiledPlacement; made: readonly Made[] }> {
  const { account, view } = the.decided;
  const items = itemsToFile(the);
  const [debtor] = await readDebtors(client, [account.debtor]);
  const earlier = placementsFiled(view.activities).at(-1);
  const before = earlier ? await readFiled(client, earlier.hash) : null;
  const { consequences } = the.creditor;
  const receiver = agency ?? before?.receiver ?? consequences.agency ?? consequences.attorney;
  const proofs = { deliveries: await accountDeliveries(client, account.id), chain: await activityHashes(client, account.id) };
  const calculations = await readCalculations(client, account.id);
  const { body, told } = placementBody({ the, debtor: debtor!, items, receiver, proofs, calculations });
  if (earlier && before && before.checksum === checksumOf(body)) {
    const made: Made[] = [];
    for (const { name, hash } of earlier.files ?? []) made.push({ ...(await readDocument(client, hash))!, name });
    return { told: describe(the, before, made, false), made };
  }
  await refuseBackdating(client, account.creditor, { asOf, backdate });
  const version = (earlier?.version ?? 0) + 1;
  const name = `placement-A${account.id}-${asOf}${version > 1 ? `-v${version}` : ""}`;
  const supersedes = earlier ? { version: version - 1, filedOn: earlier.happenedOn, sha256: earlier.hash } : null;
  const { document, bytes } = placementFile(body, { name, version, supersedes });
  const made = await makeFiles(client, document, bytes);
  await insertDocuments(client, made);
  const files = made.map(filedFile);
  const happening = { kind: "placement-filed", items: [...items], agency: receiver, hash: files[0]!.hash, version, files, told } as const;
  await appendActivities(client, [{ account: account.id, happening, happenedOn: asOf, knownOn: asOf, by }]);
  return { told: describe(the, document, made, true), made };
}

/** What the debtor was told of, or what two people have approved and the notice of which is still to leave. */
function itemsToFile({ decided, placed, up, approved, asOf }: HandOverCase): ReadonlySet<number> {
  const agreed = approved.length >= 2 ? up.map(({ item }) => item) : [];
  const items = new Set([...placed.keys(), ...agreed]);
  if (items.size > 0) return items;
  const { account } = decided;
  throw new UserError(
    "not-placed",
    `Nothing of account A${account.id} is placed on ${asOf}, so that there is no claim to file. Two people approve it first: firmly hand-over A${account.id} approve --by PERSON.`,
  );
}

async function readFiled(client: PoolClient, hash: string): Promise<PlacementDocument | null> {
  const document = await readDocument(client, hash);
  return document && (JSON.parse(new TextDecoder().decode(document.bytes)) as PlacementDocument);
}

async function makeFiles(client: PoolClient, document: PlacementDocument, json: Uint8Array): Promise<Made[]> {
  const { name } = document.placement;
  const csv = new TextEncoder().encode(placementCsv(document));
  const made = [madeOf(`${name}.json`, "application/json", json), madeOf(`${name}.csv`, "text/csv", csv)];
  const pdf = await placementPdf(document, made, async (hash) => (await readDocument(client, hash))?.bytes ?? null);
  made.push(madeOf(`${name}.pdf`, "application/pdf", pdf));
  const list = made.map((each) => `${each.hash}  ${each.name}\n`).join("");
  return [...made, madeOf(`${name}.sha256`, "text/plain", new TextEncoder().encode(list))];
}

function filedFile({ name, mediaType, hash }: Made): FiledFile {
  return { name, mediaType, hash };
}

function madeOf(name: string, mediaType: string, bytes: Uint8Array): Made {
  return { name, ...keptDocument(mediaType, bytes) };
}

function describe({ decided }: HandOverCase, document: PlacementDocument, made: readonly Made[], fresh: boolean): FiledPlacement {
  const { placement, claim, currency, receiver } = document;
  return {
    ...partyOf(decided.account),
    placement: placement.name,
    version: placement.version,
    fresh,
    agency: receiver,
    documents: claim.items.map((item) => item.document),
    total: claim.totals.total,
    currency,
    files: made.map(filedFile),
  };
}
