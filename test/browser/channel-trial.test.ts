/// <reference lib="dom" />
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../src/cli/server.ts";
import { applySettings } from "../../src/runs/settings.ts";
import { SmtpDouble } from "../doubles/smtp-server.ts";
import { findChromium, type OpenFirmly, openFirmly } from "./browser.ts";

const chromium = findChromium();
if (!chromium) console.warn("Skipped: the browser test of trying a channel, because no Chromium is installed (Debian: apt install chromium).");

let firmly: OpenFirmly;
let mail: SmtpDouble;
let server: RunningServer;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  if (!chromium) return;
  mail = await SmtpDouble.start({
    fault: (stage, connection) => (stage === "rcpt" && connection === 1 ? "550 5.1.1 <lena@own.example>: no mailbox of this name" : undefined),
  });
  const contact = { name: "Lena Marsh", phone: "+44 20 7946 0101", email: "lena@own.example" };
  const email = { host: "localhost", port: mail.port, secure: false, from: "Own Ltd <ar@own.example>" };
  const imap = { host: "localhost", port: 1, secure: false, user: "ar@own.example", password: "s3cret" };
  firmly = await openFirmly(chromium, {
    fill: async (store) =>
      void (await applySettings(store, [
        { id: "own", name: "Own Ltd", country: "GB", timeZone: "Europe/London", language: "en", contact, channels: { email }, inbox: { imap } },
      ])),
    width: 1280,
    say: () => {},
  });
  ({ server, page } = firmly);
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => troubles.push(error.message));
}, 180_000);

afterAll(async () => {
  await firmly?.close();
  await mail?.stop();
}, 30_000);

const look = async (name: string) => {
  const folder = process.env["FIRMLY_SHOTS"];
  if (!folder) return;
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: join(folder, `${name}-phone.png`), fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
};

test.skipIf(!chromium)("what is stored is tried, and told in sentences; what is not saved waits", { timeout: 90_000 }, async () => {
  await page.goto(await server.createLink());
  await page.getByRole("link", { name: "Letters", exact: true }).first().click();
  await page.getByRole("link", { name: "Channels" }).click();
  const email = page.getByRole("region", { name: "E-mail" });
  const send = email.getByRole("button", { name: "Send a test mail" });
  await email.getByRole("button", { name: "Test E-mail" }).click();
  expect(await email.getByLabel("Test mail to").inputValue()).toBe("lena@own.example");
  await send.click();
  await email.getByText(/^localhost lets you in, but does not take mail to lena@own\.example\. Check the address/).waitFor();
  await email.getByText("550 5.1.1 <lena@own.example>: no mailbox of this name").waitFor();
  await look("refused");
  await email.getByLabel("Test mail to").fill("pat@own.example");
  await send.click();
  await email.getByText("localhost has taken the test mail to pat@own.example.").waitFor();
  expect(mail.taken.map(({ to, text }) => [to, /Test message from Own Ltd/.test(text)])).toEqual([["pat@own.example", true]]);

  await email.getByRole("button", { name: "Change E-mail" }).click();
  expect(await send.isEnabled()).toBe(true);
  await email.getByLabel("User name").fill("ar");
  await email.getByText("Save first: what is stored is tried.").waitFor();
  expect(await send.isEnabled()).toBe(false);
  await look("changed");
  await email.getByLabel("User name").fill("");
  expect(await send.isEnabled()).toBe(true);
  await email.getByLabel("Sender").fill("Own Ltd <credit@own.example>");
  await email.getByRole("button", { name: "Save" }).click();
  await email.getByRole("button", { name: "Change E-mail" }).waitFor();
  // What was found with the settings of before says nothing any more.
  expect(await email.getByText("has taken the test mail").count()).toBe(0);
  await send.click();
  await email.getByText("localhost has taken the test mail").waitFor();
  expect(mail.taken.at(-1)!.from).toBe("credit@own.example");

  const answers = page.getByRole("region", { name: "Answers" });
  await answers.getByRole("button", { name: "Test Answers" }).click();
  await answers.getByRole("button", { name: "Try the mailbox" }).click();
  await answers.getByText(/^Nothing answers at localhost, port 1\. Check the port/).waitFor();
  await look("both");
  expect(troubles).toEqual([]);
});
