import { UserError } from "./core/user-error.ts";
import { nearestName } from "./core/values/nearest-name.ts";

/** Everything that the environment decides, read once at the start. What a creditor decides is a setting instead. */
export interface Config {
  /** The data folder, or the URL of a PostgreSQL. */
  readonly data: string;
  readonly host: string;
  readonly port: number;
  /** Where people reach the server, without a slash at the end: sign-in links and cookies are made for it. */
  readonly origin: string;
  /** Signs sessions; null: one is made and kept in the data folder. */
  readonly secret: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const KNOWN = ["FIRMLY_DATABASE_URL", "FIRMLY_DATA", "FIRMLY_HOST", "FIRMLY_PORT", "FIRMLY_ORIGIN", "FIRMLY_SECRET"];
const LEAST_SECRET_LETTERS = 32;

/**
 * Reads and checks the environment; `given` are the options of the command line and go before it.
 * @throws UserError `config-invalid` naming each variable that is wrong and what to set
 */
export function readConfig(env: Environment = process.env, given: { readonly data?: string; readonly host?: string; readonly port?: string } = {}): Config {
  const problems: string[] = [];
  refuseMisspelt(env, problems);
  const data = given.data ?? text(env.FIRMLY_DATABASE_URL) ?? text(env.FIRMLY_DATA) ?? "./data";
  if (env.FIRMLY_DATABASE_URL && !/^postgres(ql)?:\/\//.test(env.FIRMLY_DATABASE_URL)) {
    problems.push("FIRMLY_DATABASE_URL must be a postgres:// URL; for a folder use FIRMLY_DATA");
  }
  const host = given.host ?? text(env.FIRMLY_HOST) ?? "127.0.0.1";
  const port = readPort(given.port === undefined ? ["FIRMLY_PORT", text(env.FIRMLY_PORT) ?? text(env.PORT) ?? "7070"] : ["--port", given.port], problems);
  const origin = originOf(text(env.FIRMLY_ORIGIN), host, port, problems);
  const secret = text(env.FIRMLY_SECRET) ?? null;
  if (secret !== null && secret.length < LEAST_SECRET_LETTERS) {
    problems.push(`FIRMLY_SECRET must have at least ${LEAST_SECRET_LETTERS} characters, for example the output of: openssl rand -hex 32`);
  }
  if (problems.length > 0) throw new UserError("config-invalid", `Firmly cannot start like this:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  return { data, host, port, origin, secret };
}

function text(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === "" ? undefined : trimmed;
}

/** A misspelt variable would be ignored in silence, and its default used. */
function refuseMisspelt(env: Environment, problems: string[]): void {
  for (const name of Object.keys(env)) {
    const nearest = name.startsWith("FIRMLY_") && !KNOWN.includes(name) ? nearestName(name, KNOWN) : null;
    // Names of other programs may begin the same way: only what is a few letters off is taken for a slip.
    if (nearest !== null && Math.abs(nearest.length - name.length) <= 2 && nearest[7] === name[7])
      problems.push(`${name} is not known. Did you mean ${nearest}?`);
  }
}

function readPort([name, value]: readonly [string, string], problems: string[]): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(port >= 0 && port <= 65_535)) problems.push(`${name} must be a port number from 1 to 65535 (0: any free one), not "${value}"`);
  return port;
}

/** Where none is set it follows from host and port. A port that is wrong is one fault, not two. */
function originOf(given: string | undefined, host: string, port: number, problems: string[]): string {
  if (given !== undefined) return readOrigin(given, problems);
  const name = host === "127.0.0.1" || host === "0.0.0.0" ? "localhost" : host;
  return port >= 0 && port <= 65_535 ? readOrigin(`http://${name}:${port}`, problems) : "";
}

function readOrigin(value: string, problems: string[]): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.username) return url.origin;
  problems.push(`FIRMLY_ORIGIN must be where the server is reached, such as "https://dunning.example.com", not "${value}"`);
  return value;
}
