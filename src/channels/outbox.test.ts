import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Debtor } from "../core/values/party.ts";
import type { Message } from "./contract.ts";
import outbox from "./outbox.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "firmly-outbox-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const DAY = join("outbox", "2026-11-23");
const settings = () => ({ root, folder: DAY });

function message(text = "page"): Message {
  const files = [
    { name: "D1-EUR-first.pdf", mediaType: "application/pdf", bytes: Buffer.from(text) },
    { name: "D1-EUR-first.eml", mediaType: "message/rfc822", bytes: Buffer.from(`Subject: ${text}\r\n\r\n`) },
  ];
  return { deliveryId: "L1-outbox", day: "2026-11-23", recipient: DAY, files };
}

test("writes every file whole, leaves nothing else, and may be repeated", async () => {
  const first = await outbox.send(message(), settings());
  expect(first).toMatchObject({ outcome: "accepted", answer: "written" });
  expect(await outbox.send(message(), settings())).toEqual(first);
  expect((await readdir(join(root, DAY))).sort()).toEqual(["D1-EUR-first.eml", "D1-EUR-first.pdf"]);
  expect(await readFile(join(root, DAY, "D1-EUR-first.pdf"), "utf8")).toBe("page");
});

test("after a crash, what was half written is swept away", async () => {
  await outbox.send(message(), settings());
  await writeFile(join(root, DAY, ".D1-EUR-first.pdf.part-00aa"), "pa");
  expect(await outbox.reconcile(message(), settings())).toBe("accepted");
  expect((await readdir(join(root, DAY))).sort()).toEqual(["D1-EUR-first.eml", "D1-EUR-first.pdf"]);
});

test("tells after a crash whether the files are there, whole", async () => {
  expect(await outbox.reconcile(message(), settings())).toBe("not-sent");
  await outbox.send(message(), settings());
  expect(await outbox.reconcile(message(), settings())).toBe("accepted");
  await writeFile(join(root, DAY, "D1-EUR-first.eml"), "Subject");
  expect(await outbox.reconcile(message(), settings())).toBe("not-sent");
  await rm(join(root, DAY, "D1-EUR-first.eml"));
  expect(await outbox.reconcile(message(), settings())).toBe("not-sent");
});

test("a folder that cannot be written is a failure to be tried again", async () => {
  await writeFile(join(root, "in-the-way"), "");
  expect(await outbox.send({ ...message(), recipient: join("in-the-way", "sub") }, settings())).toMatchObject({ outcome: "failed" });
});

test("a folder in the data folder moves with it; one elsewhere stays where it is", () => {
  const debtor = {} as Debtor;
  expect(outbox.recipient(debtor, settings())).toBe(DAY);
  expect(outbox.recipient(debtor, { root, folder: join(root, "outbox") })).toBe("outbox");
  expect(outbox.recipient(debtor, { root, folder: "/elsewhere/letters" })).toBe("/elsewhere/letters");
  expect(outbox.recipient(debtor, { root, folder: "../letters" })).toBe(join(root, "..", "letters"));
});
