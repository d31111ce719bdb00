import { head, isRule } from "./lines.ts";

type Label = "from" | "sent" | "to" | "cc" | "subject";

// What Outlook and its like call the headers of the mail that they quote.
const LABELS: readonly (readonly [Label, string])[] = [
  ["from", "from|von|de|da|dari|van|fra|från|od|от|від|feladó|lähettäjä|odesílatel|kimden|发件人|寄件者|差出人|보낸 사람"],
  [
    "sent",
    "sent|date|gesendet|datum|envoyé(?: le)?|date d'envoi|message du|inviato|data|enviado(?: el| em)?|fecha|dikirim|terkirim|tanggal|verzonden|sendt|dato|skickat|wysłano|отправлено|дата|lähetetty|päivämäärä|发送时间|日期|送信日時",
  ],
  ["to", "to|an|à|a|para|kepada|ke|aan|til|till|do|кому|vastaanottaja|címzett|komu|kime|收件人|宛先"],
  ["cc", "cc|kopie|copie(?: à)?|con copia(?: a)?|tembusan|kopi|копия|抄送"],
  ["subject", "subject|betreff|objet|sujet|oggetto|asunto|subjek|perihal|assunto|onderwerp|emne|ämne|temat|тема|aihe|tárgy|předmět|konu|主题|件名"],
];
const AT_START = LABELS.map(([label, words]) => [label, new RegExp(`^[\\s*>]{0,12}(?:${words})\\*?\\s?\\*?[:：]`, "iu")] as const);
const SUBJECT_WITHIN = new RegExp(`\\s(?:${LABELS.find(([label]) => label === "subject")![1]})\\s?:\\s`, "iu");

/** So many lines make up such a block at most; a long address may stand on a line of its own. */
const MOST_LINES = 9;

function labelOf(line: string): Label | null {
  const start = head(line, 60);
  return AT_START.find(([, expression]) => expression.test(start))?.[0] ?? null;
}

/**
 * How many lines from `at` on are the headers of a quoted or forwarded mail ("From: ... Sent: ... To: ... Subject: ..."); 0: none.
 * The proof of a payment has From, To and Date as well: without a subject an address must be among them.
 */
export function headerBlockLines(lines: readonly string[], at: number): number {
  const found = new Set<Label>();
  if (labelOf(lines[at]!) === null) return 0;
  let hasAddress = false;
  let last = at;
  for (let index = at; index < Math.min(lines.length, at + MOST_LINES); index++) {
    const line = lines[index]!;
    if (line.trim() === "") break;
    const label = labelOf(line);
    if (label) last = index;
    if (label) found.add(label);
    const start = head(line, 300);
    if (SUBJECT_WITHIN.test(start)) found.add("subject");
    hasAddress ||= /\S@\S/.test(start);
  }
  const isBlock = found.has("from") && found.size >= 3 && (found.has("subject") || (hasAddress && found.has("sent")));
  return isBlock ? last - at + 1 : 0;
}

const ORIGINAL =
  "original message|original appointment|ursprüngliche nachricht|originalnachricht|original-nachricht|ursprünglicher termin|message d['’]origine|message original|message initial|courriel original|messaggio originale|mensaje original|mensagem original|pesan asli|oorspronkelijk bericht|oprindelig besked|opprinnelig melding|ursprungligt meddelande|alkuperäinen viesti|wiadomość oryginalna|původní zpráva|eredeti üzenet|исходное сообщение|пересылаемое сообщение";
const FORWARDED =
  "forwarded message|forwarded by .{1,80}|weitergeleitete nachricht|message (?:transféré|réexpédié)|messaggio inoltrato|mensaje reenviado|mensagem encaminhada|pesan (?:yang )?diteruskan|doorgestuurd bericht|videresendt (?:besked|melding)|vidarebefordrat meddelande|välitetty viesti";
const SEPARATOR = new RegExp(`^[\\s>]{0,6}[-_=*]{2,40}\\s{0,3}(?:${ORIGINAL}|${FORWARDED})\\s{0,3}[:：]?\\s{0,3}[-_=*]{0,40}\\s{0,3}$`, "iu");
const BEGIN =
  /^\s{0,6}(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:réexpédié|transféré)|inizio (?:del )?messaggio inoltrato|inicio del mensaje reenviado|mulai pesan terusan|awal pesan terusan|pesan terusan dimulai)\s?[:：]\s{0,3}$/iu;
const UNKNOWN = /^\s{0,6}-{3,40}\s?\p{L}[\p{L}'’ ]{3,60}-{3,40}\s{0,3}$/u;

/**
 * How many lines from `at` on are a line such as "-----Original Message-----" and the headers below it; 0: none. In other languages
 * such a line counts only where headers follow.
 */
export function separatorLines(lines: readonly string[], at: number): number {
  const line = head(lines[at]!, 200);
  if (!/[-_=*:：]\s{0,3}$/.test(line)) return 0;
  const isKnown = SEPARATOR.test(line) || BEGIN.test(line);
  let end = at + 1;
  while (end < Math.min(lines.length, at + MOST_LINES) && (lines[end]!.trim() === "" || labelOf(lines[end]!) !== null)) end++;
  const hasHeaders = lines.slice(at + 1, end).some((below) => below.trim() !== "");
  return isKnown || (hasHeaders && !isRule(line) && UNKNOWN.test(line)) ? end - at : 0;
}

/** What stands between the writer's own words and the headers below: rules, blank lines, a lone "Message of: ...". */
export function withoutTrailingRules(lines: readonly string[]): string[] {
  let end = lines.length;
  while (end > 0 && (lines[end - 1]!.trim() === "" || isRule(lines[end - 1]!))) end--;
  return lines.slice(0, end);
}
