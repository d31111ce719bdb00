// The system packages that some tests use. Installs what is missing where it can (apt, as root); else says what is missing.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PACKAGES = [
  { name: "chromium", files: ["/usr/bin/chromium"], use: "the browser tests" },
  { name: "exim4-daemon-light", files: ["/usr/sbin/exim4"], use: "sending to a real mail server" },
  { name: "dovecot-imapd", files: ["/usr/lib/dovecot/imap"], use: "reading a real mailbox" },
  { name: "dovecot-lmtpd", files: ["/usr/lib/dovecot/lmtp"], use: "delivery into a real mailbox" },
  { name: "poppler-utils", files: ["/usr/bin/pdftotext", "/usr/bin/pdftoppm"], use: "reading letters back from their PDF" },
  { name: "qpdf", files: ["/usr/bin/qpdf"], use: "checking PDF files" },
];

/** @returns the packages that are still missing */
export function ensureSystemPackages() {
  const wanted = missing();
  if (wanted.length === 0) return [];
  if (process.platform === "linux" && process.getuid() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log(`Installing ${wanted.map((each) => each.name).join(", ")} ...`);
    apt(["update", "-qq"]);
    // One by one: where one cannot be had, the others still can.
    if (!apt(["install", "-y", "-qq", "--no-install-recommends", ...wanted.map((each) => each.name)])) {
      for (const each of missing()) apt(["install", "-y", "-qq", "--no-install-recommends", each.name]);
    }
  }
  const left = missing();
  for (const each of left) {
    console.log(`Not installed: ${each.name} (for ${each.use}). Tests that need it are skipped; on Debian or Ubuntu: sudo apt-get install ${each.name}`);
  }
  return left;
}

function missing() {
  return PACKAGES.filter((each) => !each.files.every((file) => existsSync(file)));
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return (
    spawnSync("apt-get", ["-o", "Acquire::Retries=2", "-o", "Dpkg::Use-Pty=0", ...args], { env, stdio: ["ignore", "ignore", "inherit"], timeout: 300_000 })
      .status === 0
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = ensureSystemPackages().length > 0 ? 1 : 0;
