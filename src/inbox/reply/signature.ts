import { head, isRule } from "./lines.ts";

/** Closes a letter in any place; the name follows. */
const SIGN_OFFS =
  /^(?:(?:with |my |our )?(?:very |many )?(?:best|kind|kindest|warm|warmest|friendly)?\s?(?:regards|wishes|greetings)|best|cheers|all the best|yours (?:sincerely|faithfully|truly)|(?:very )?(?:sincerely|respectfully|truly)(?: yours)?|rgds|br|kr|(?:(?:vielen |besten |herzlichen )?dank(?: im voraus)? und )?(?:mit )?(?:den |vielen |ganz )?(?:freundliche[nm]?|beste[nm]?|herzliche[nm]?|schöne[nmr]?|liebe[nmr]?|viele|sonnigen?)\s?(?:grüßen|grüssen|gruß|gruss|grüße|grüsse|gruessen|gruesse|empfehlungen)(?: aus .{2,40})?|grüße|grüsse|gruesse|gruß|gruss|hochachtungsvoll|mfg|vg|lg|bg|(?:bien |très )?cordialement|cdlt|cdt|(?:meilleures|sincères|cordiales) salutations|salutations(?: distinguées)?|sincères salutations|bonne (?:fin de )?(?:journée|soirée|semaine)|(?:bien )?(?:à vous|sincèrement)|(?:je vous prie|nous vous prions|veuillez) (?:d'agréer|d’agréer|agréer|recevoir)\b.{0,140}|(?:i miei |i nostri |con i migliori |porgiamo |porgo )?(?:i )?(?:più )?(?:cordiali|distinti|migliori)\s?saluti|cordialmente|cordialità|un cordiale saluto|saluti|tanti saluti|buona giornata|buon lavoro|distintamente|(?:reciba |reciban )?(?:un )?(?:cordial|atento|cordiales|atentos)\s?saludos?|saludos(?: cordiales| atentos)?|atentamente|muy atentamente|atte|slds|sds|un saludo|un cordial saludo|que tengan? (?:un )?buen día|un abrazo|(?:hormat|salam)(?: kami| saya| hangat)?|salam hormat|dengan hormat kami|med vennlig hilsen|met vriendelijke groet(?:en)?|mvh)(?:\s[,.!…]|[,.!…]|\s?\p{Extended_Pictographic}|\s){0,4}$/iu;
/** A sign-off only where a name follows: "Thanks,". Else it is thanks. */
const THANKS =
  /^(?:(?:many |best )?thanks(?: and (?:best|kind) regards| again| in advance)?|thank you|thx|(?:vielen |besten |herzlichen )?dank(?: (?:im voraus|und (?:viele|beste|freundliche) grüße))?|danke|merci(?: d'avance| beaucoup)?|grazie(?: mille)?|(?:muchas )?gracias|terima kasih)\s?,\s{0,3}$/iu;
/** The same with the name behind it, in one line: "LG Heiko". */
const SHORT_SIGN_OFF =
  /^(?:(?:best|kind) regards|regards|cheers|lg|vg|bg|mfg|(?:viele |liebe |beste |schöne )?(?:grüße|grüsse|gruesse|gruß|gruss)|cordialement|cdlt|cdt|saluti|cordiali saluti|saludos|slds|un saludo|salam),?\s/iu;
/** Thanks without a comma, in a last paragraph of its own that is nothing but names. */
const BARE_THANKS =
  /^(?:(?:many |best )?thanks(?: again| in advance| a lot)?|thank you|thx|tks|(?:vielen |besten |herzlichen )?dank(?: im voraus)?|danke|merci(?: d'avance| d’avance| beaucoup)?|grazie(?: mille)?|(?:muchas )?gracias|terima kasih|makasih)[.!]?$/iu;
const NAME = /^[\p{Lu}][\p{L}.'’-]{0,30}(?:\s[\p{L}.'’-]{1,30}){0,3}$/u;
/** Every word of it in capitals: "Will pay Friday" behind "Thanks" is no name. */
const PERSON = /^\p{Lu}[\p{L}.'’-]{0,30}(?:\s(?:\p{Lu}[\p{L}.'’-]{0,30}|von|van|de|del|della|di|da|la|le|y|bin|binti|der|den|el|al|zu)){0,4}$/u;
/** "-Anna Beispiel" below a blank line. */
const DASHED_NAME = /^[-–—~]\s?(?:\p{Lu}[\p{L}.'’-]{1,30})(?:\s\p{Lu}[\p{L}.'’-]{0,30}){0,3}$/u;
const MOBILE =
  /^(?:sent (?:from|via|with) (?!our\b|the\b|their\b)[^,.!?;:]{2,60}|get outlook for \w{2,10}|gesendet (?:von|mit|über) [^,.!?;:]{2,60}|von (?:meinem?r?|unterwegs)\b[^,.!?;:]{0,50}\bgesendet|diese nachricht wurde von meinem .{2,60} gesendet|outlook für \w{2,10} (?:beziehen|herunterladen|abrufen)|envoyé (?:de|depuis|à partir de|via) [^,.!?;:]{2,60}|télécharge[rz] outlook pour \w{2,10}|obtenir outlook pour \w{2,10}|inviato (?:da|dal|con|tramite) [^,.!?;:]{2,60}|(?:scarica|ottieni) outlook per \w{2,10}|enviado (?:desde|de|con) [^,.!?;:]{2,60}|obtener outlook para \w{2,10}|dikirim (?:dari|dengan|melalui) [^,.!?;:]{2,60}|dapatkan outlook untuk \w{2,10}|verzonden (?:vanaf|met) [^,.!?;:]{2,60})(?:\s?<[^<>\s]{0,200}>)?[.!]?$/iu;
const POSTSCRIPT = /^(?:p\.? ?s\.?|nb|n\.b\.|nachtrag)\s?[:.\s-]/iu;
const CONTACT =
  /(?:\b(?:tel|telefon|téléphone|telefono|teléfono|telp|phone|fon|mobile?|mobil|handy|cell|móvil|cellulare|fax|hp|wa|direct|durchwahl|e-?mail|mail|web|www)\b\.?\s?[:.+(\d]|https?:\/\/|www\.|\S@\S+\.\w|\+\d{2}[\d\s()/.-]{6,}|\bHRB\s?\d|USt-?Id|Geschäftsführer|\bSIRET\b|\bP\.?\s?IVA\b|\bCIF\b|\bNPWP\b|Registered (?:in|office|number)|^[\d\s()/.-]{8,20}$)/iu;
const DISCLAIMER_START =
  /^[\s*_]{0,4}(?:(?:confidentiality|legal|privacy)\s(?:notice|note)|disclaimer\b|haftungsausschluss|vertraulichkeitshinweis|avis de confidentialité|aviso legal|avviso di riservatezza|please consider the environment|bitte denken sie an die umwelt|pensez à l['’]environnement|prima di stampare|antes de imprimir)/iu;
const THIS_MAIL =
  /^[\s*_]{0,4}(?:the information (?:contained )?in this|the contents? of this|this|diese|der inhalt dieser|ce|cet|les informations contenues dans ce|il presente|questo|questa|le informazioni contenute in quest[oa]|este|esta|la información contenida en este|email ini|e-mail ini|pesan ini|surel ini|informasi dalam)\s?(?:e-?mail|message|communication|transmission|nachricht|courriel|courrier|messaggio|comunicazione|mensaje|correo|pesan|surel)?/iu;
const SECRET = /confidential|privileged|intended (?:only|solely|recipient)|vertraulich|confidentiel|riservat|confidencial|rahasia/iu;

export function isMobileSignature(line: string): boolean {
  return MOBILE.test(head(line.trim(), 160));
}

/** One stretch of the writer's own lines without the signature at its end. */
export function withoutSignature(lines: readonly string[]): string[] {
  const end = signatureStart(lines);
  const own = lines.slice(0, end);
  const added = postscript(lines.slice(end));
  return dropDashedName(dropContactBlock(trimEnd(added.length > 0 ? [...own, ...added] : own)));
}

/** Where the signature begins; the number of lines where there is none. */
function signatureStart(lines: readonly string[]): number {
  for (let at = 0; at < lines.length; at++) {
    const line = head(lines[at]!, 220).trim();
    if (/^--\s?$/.test(line) || isMobileSignature(line)) return at;
    const rest = lines.length - at - 1;
    const isLast = rest <= 12;
    // A mailing list's footer, or a dash above the name.
    if (isLast && /^(?:_{2,}|[—–─]{1,60})$/u.test(line) && hasText(lines, at + 1)) return at;
    if (SIGN_OFFS.test(line) && rest <= 60) return at;
    if (isLast && isNamed(line)) return at;
    if (isLast && isNewParagraph(lines, at) && BARE_THANKS.test(line) && areNames(lines.slice(at + 1))) return at;
    if (isLast && THANKS.test(line) && PERSON.test(head(nextText(lines, at + 1), 130))) return at;
    if (isNewParagraph(lines, at) && isDisclaimer(lines, at)) return at;
  }
  return lines.length;
}

function isNewParagraph(lines: readonly string[], at: number): boolean {
  return at > 0 && (lines[at - 1]!.trim() === "" || isRule(lines[at - 1]!));
}

function isNamed(line: string): boolean {
  const behind = SHORT_SIGN_OFF.exec(line)?.[0];
  return behind !== undefined && /^\p{Lu}[\p{L}.'’-]{1,30}(?: \p{Lu}[\p{L}.'’-]{0,30}){0,2}$/u.test(line.slice(behind.length).trim());
}

/** A name, and perhaps a role and a company, and nothing else up to the end. */
function areNames(lines: readonly string[]): boolean {
  const written = lines.map((line) => line.trim()).filter((line) => line !== "");
  const isShort = written.every((line) => line.length <= 50 && !/[.?!:]$/.test(line));
  return written.length >= 1 && written.length <= 4 && isShort && PERSON.test(written[0]!);
}

function isDisclaimer(lines: readonly string[], at: number): boolean {
  const start = head(lines[at]!, 300);
  if (DISCLAIMER_START.test(start)) return true;
  if (!THIS_MAIL.test(start)) return false;
  return SECRET.test(
    lines
      .slice(at, at + 4)
      .map((line) => head(line, 400))
      .join(" "),
  );
}

/** "P.S." below the name is the writer's own word again, up to the end of its paragraph. */
function postscript(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => POSTSCRIPT.test(head(line, 20).trimStart()));
  if (start < 0) return [];
  const end = lines.findIndex((line, at) => at > start && line.trim() === "");
  return ["", ...lines.slice(start, end < 0 ? undefined : end)];
}

/**
 * A last paragraph of name, company, telephone, address, without a sign-off above. "Please write to:" before it makes it the
 * answer itself.
 */
function dropContactBlock(lines: readonly string[]): string[] {
  let start = lines.length;
  while (start > 0 && lines[start - 1]!.trim() !== "" && lines.length - start < 14) start--;
  const block = lines.slice(start);
  const before = trimEnd(lines.slice(0, start));
  if (start === 0 || lines[start - 1]!.trim() !== "" || block.length < 2 || before.length === 0) return [...lines];
  if (/[:：]$/.test(before.at(-1)!.slice(-5).trim())) return [...lines];
  const isShort = block.every((line) => line.length <= 100 && !/[.?!]$/.test(line.slice(-5).trim()));
  const contacts = block.filter((line) => CONTACT.test(head(line, 110))).length;
  return isShort && contacts >= 1 && contacts * 3 >= block.length && NAME.test(head(block[0]!.trim().replace(/[*,]/g, ""), 130)) ? before : [...lines];
}

function dropDashedName(lines: readonly string[]): string[] {
  const last = lines.at(-1);
  const isName = last !== undefined && lines.length > 2 && lines.at(-2)!.trim() === "" && /^[-–—~]\S/.test(last) && DASHED_NAME.test(head(last, 130).trim());
  return isName ? trimEnd(lines.slice(0, -1)) : [...lines];
}

function hasText(lines: readonly string[], at: number): boolean {
  return (lines[at]?.trim() ?? "") !== "";
}

function nextText(lines: readonly string[], at: number): string {
  return (lines.slice(at, at + 3).find((line) => line.trim() !== "") ?? "").trim();
}

export function trimEnd(lines: readonly string[]): string[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1]!.trim() === "") end--;
  return lines.slice(0, end);
}
