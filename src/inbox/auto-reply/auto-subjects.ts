/**
 * How programs head their automatic answers, per language. They stand at the very beginning: behind "Re:" a person answers a robot. After
 * some a colon or a dash must follow, because people write the word too.
 * Sources: the automatic replies of Exchange and Outlook in their languages, of Gmail, Lotus Notes, Zimbra, GroupWise, of web.de, GMX and
 * T-Online, and of Zendesk and OTRS (2026-11).
 */
const SUBJECTS: readonly string[] = [
  // en
  "automatic reply",
  "automatic response",
  "automated reply",
  "automated response",
  "auto[- ]?reply",
  "auto[- ]?response",
  "autoresponder",
  "auto:",
  "\\[auto(?:matic)?[- ]?(?:reply|response)?\\]",
  "out of (?:the )?office",
  "out-of-office",
  "ooo:",
  "ooo\\b",
  "on vacation",
  "on leave",
  "on holiday",
  "vacation (?:reply|response|message|notice)",
  "vacation:",
  "away from (?:my|the) (?:office|mail|desk|e-?mail)",
  "away until",
  "i am (?:currently )?(?:away|out of)",
  "i'm (?:currently )?(?:away|out of)",
  "absence notice",
  "maternity leave",
  // de
  "automatische (?:antwort|rückantwort|eingangsbestätigung)",
  "autoantwort",
  "auto-antwort",
  "abwesenheit(?:snotiz|snachricht|smeldung|sbenachrichtigung|sagent|sinfo)?\\b",
  "abwesend",
  "(?:ich bin )?(?:nicht|außer) (?:im (?:büro|hause?)|haus)",
  "urlaub(?:snotiz|svertretung|sabwesenheit)?:",
  "im urlaub",
  "eingangsbestätigung:",
  // fr
  "réponse automatique",
  "reponse automatique",
  "réponse d'absence",
  "absence du bureau",
  "absent(?:e)? du bureau",
  "message d'absence",
  "(?:notification|avis) d'absence",
  "en congés?\\b",
  // it
  "risposta automatica",
  "fuori (?:sede|ufficio)",
  "assenza dall'ufficio",
  "assente\\b",
  "messaggio automatico",
  // es
  "respuesta (?:automática|automatica)",
  "fuera de (?:la )?oficina",
  "autorrespuesta",
  "ausencia\\b",
  "ausente\\b",
  // id
  "balasan otomatis",
  "jawaban otomatis",
  "pesan otomatis",
  "(?:sedang )?(?:tidak (?:ada )?di|di luar) kantor",
  "sedang cuti",
  // pt, nl, sv, da, no, fi, pl, cs, hu, tr, ru, ja, zh, ko
  "resposta automática",
  "fora do escritório",
  "automatisch antwoord",
  "afwezig(?:heid)?\\b",
  "autosvar",
  "automatiskt svar",
  "automatisk svar",
  "frånvaro",
  "fravær",
  "ikke til stede",
  "automaattinen vastaus",
  "poissa",
  "automatyczna odpowiedź",
  "autoodpowiedź",
  "automatická odpověď",
  "automatikus válasz",
  "otomatik (?:yanıt|cevap)",
  "автоматический ответ",
  "автоответ",
  "自動応答",
  "自動返信",
  "【自動(?:返信|応答|送信)",
  "不在(?:通知|のお知らせ|連絡)?",
  "自动(?:回复|答复)",
  "自動回覆",
  "자동 ?(?:회신|응답)",
];

const AUTO = new RegExp(`^[\\s*\\[(<"']{0,6}(?:${SUBJECTS.join("|")})`, "iu");

export function isAutoSubject(subject: string): boolean {
  return AUTO.test(subject.slice(0, 300).normalize("NFC").replace(/[’`´]/g, "'"));
}

const CHALLENGE =
  /^\W{0,6}(?:please confirm your (?:message|e-?mail)|confirm your (?:message|e-?mail)|your (?:message|e-?mail) (?:to .{1,120} )?(?:requires|needs|awaits|is awaiting) (?:confirmation|verification|approval)|sender (?:verification|confirmation|authentication)|\[?spamarrest|verify your (?:message|e-?mail) to|boxbe|mailinblack|authentification de (?:votre|l')|confirmez votre (?:message|e-?mail)|bitte bestätigen sie ihre (?:nachricht|e-?mail))/i;

/** A program that wants the sender to prove himself before it delivers. */
export function isChallengeSubject(subject: string): boolean {
  return CHALLENGE.test(subject.slice(0, 300));
}
