import { SPOKEN_AFTER, SPOKEN_BEFORE } from "../../core/letter/spoken.ts";
import { type Call, turnOf } from "./dialogue.ts";

/** Every moment of a call, the greeting of a person and of a machine among them, by what it takes to get there. */
const MOMENTS = [
  ["answer", "", "human"],
  ["answer", "", "machine_end_beep"],
  ["choice-1", "1", ""],
  ["pin-1", "", ""],
  ["pin-3", "", ""],
  ["heard-1", "", ""],
  ["menu-1", "1", ""],
  ["menu-1", "2", ""],
  ["menu-1", "9", ""],
  ["sorry", "", ""],
] as const;

/** What would be said, for a person to read: by its moment, before and after the PIN. */
export function saidText({ spoken }: Call): string {
  const part = (title: string, moments: readonly string[], said: Readonly<Record<string, string>>) =>
    `${title}\n\n${moments.map((moment) => `[${moment}]\n${said[moment]!}\n`).join("\n")}`;
  const head = `To ${spoken.phone}, in ${spoken.locale}; the PIN is the last ${spoken.pin.length} digits of the ${spoken.pin.asks === "postcode" ? "postcode" : "customer number"}.\n`;
  const machine = spoken.voicemail ? "" : "A machine that answers is not spoken to.\n";
  return `${head}${machine}\n${part("Before the PIN: anybody may be listening", SPOKEN_BEFORE, spoken.before)}\n${part("After the PIN", SPOKEN_AFTER, spoken.after)}`;
}

/** The TwiML of every moment in one document. */
export function twimlText(call: Call): string {
  const turns = MOMENTS.map(([moment, digits, answeredBy]) => {
    const turn = turnOf(moment, call, { digits, answeredBy })!;
    const when = [digits && ` digits="${digits}"`, answeredBy && ` answeredBy="${answeredBy}"`].filter(Boolean).join("");
    return `<Moment name="${moment}"${when}>${turn.twiml.replace(/^<\?xml[^>]*>\n/, "").trim()}</Moment>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Call>\n${turns.join("\n")}\n</Call>\n`;
}
