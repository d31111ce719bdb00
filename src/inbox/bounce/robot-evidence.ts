import { mailboxOf } from "../mime/address.ts";
import { headerOf, mediaTypeOf, parameterOf } from "../mime/headers.ts";
import type { OpenMail } from "../mime/open-mail.ts";

/** How surely a mail server, and no person, wrote a message: by its headers only, never by what stands in its text. */
export type Evidence = "report" | "server" | "likely" | "none";

const SERVER_NAME =
  /^(?:mailer[-_. ]?daemon|mail[-_. ]?daemon|maildaemon|mail[-_. ]?delivery|mail[-_. ]?deliver|mdaemon|bounce(?:s|d)?(?:[-_+.].*)?|delivery[-_.]?(?:status|failure)|mailsystem|mail[-_.]?system)$/i;
const DESK_NAME =
  /^(?:poo?stmaster|post_master|post\.master|mailadmin|mail[-_.]?administrator|administrator|sysadmin|system|no-?reply|microsoftexchange[0-9a-f]{0,40}|mailmarshal|mail[-_.]?admin|mail[-_.]?gateway|notification|)$/i;
const DISPLAY =
  /\b(?:mail (?:deliver(?:y|er)?|delivery sub|delivery )(?: ?(?:sub)?system| service| agent)?|mail(?:er)?[- ]daemon|delivery (?:sub)?system|system administrator|mail administrator|postmaster|internet mail delivery|mail system|microsoft outlook|mail gateway|interscan|mailmarshal|mcafee|trellix|symantec|trend micro|sophos|barracuda|fortimail|ironport|surfcontrol|websense|mailsweeper|email security|spam firewall|mail router|domino|メール配信|配信エラー|postamt)\b/i;

/** How mail programs head what they return. Only at the beginning: "Re: Undelivered Mail" is a person. */
const SUBJECT =
  /^\W{0,6}(?:undeliver(?:ed|able)|undelivered mail returned|delivery (?:status notification|failure|failed|has failed|notification|report|delayed|incomplete|error)|mail delivery (?:fail|problem|error|status|delay|notification|sub)|returned (?:mail|to sender|e-?mail)|return(?:ed)? to sender|failure notice|failed (?:mail|delivery|to deliver)|message (?:delivery|undeliverable|could not|not delivered|delayed|you sent blocked)|mail (?:failed|failure|could not|system error|returned|not delivered)|non[- ]?deliver|could not (?:send|deliver)|unable to deliver|not deliverable|delayed mail|warning: (?:message|could not)|postmaster notify|notice: mail delivery|postfix smtp server|bounced? mail|bounce\]\s*$|e-?mail (?:not|delivery|could not)|there was an error sending|error (?:sending|delivering)|returnmail|rejected mail|permanent delivery|temporary delivery|nachricht (?:konnte nicht|nicht zu)|unzustellbar|nicht zustellbar|zustellung|zustellungs?fehler|fehler bei der (?:zu|mail)|mail konnte nicht|e-mail konnte nicht|rücksendung|échec (?:de|d')|non remis|message non (?:remis|distribué)|avis de non|retour(?:né)? (?:à l'|au )|mancata consegna|impossibile (?:recapitare|consegnare)|messaggio non|errore di consegna|notifica (?:di )?(?:mancat|stato)|no se (?:puede|pudo|ha podido) entregar|error (?:de|en la) entrega|mensaje no entregado|no entregado|devolución|devuelto|gagal (?:dikirim|terkirim)|pengiriman gagal|tidak terkirim|falha (?:na|de) entrega|não entregue|niet (?:bezorgd|afgeleverd)|onbestelbaar|olevererbart|kan inte levereras|niedostarczon|nedoru|не доставлен|недоставлен|ошибка доставки|отправка .{0,20}не удалась|メール(?:配信|送信|を配信|システム)|配信(?:エラー|不能|できません)|送信(?:エラー|できません)|宛先不明|退信|系统退信|无法(?:投递|送达)|未送达|投递失败)/i;

const ANSWER = /^\s*(?:re|aw|antw|antwort|sv|rif|ris|rv|res|vs|odp|fwd?|wg|tr|i|enc|balas|bls|回复|答复|转发)\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?[:：]/i;

export function isAnswer(subject: string): boolean {
  return ANSWER.test(subject);
}

export function isBounceSubject(subject: string): boolean {
  return SUBJECT.test(subject.slice(0, 300));
}

/**
 * `report`: it is a delivery report by its type (RFC 6522). `server`: a mail server sent it. `likely`: sender, subject or envelope look like it,
 * at least two of them. People who write about a bounce, quote or forward one have none of this in their headers.
 */
export function evidenceOf(mail: OpenMail): Evidence {
  const { headers, subject } = mail;
  const type = headerOf(headers, "content-type") ?? "";
  const isReport = mediaTypeOf(headers) === "multipart/report";
  const kind = (parameterOf(type, "report-type") ?? "").toLowerCase();
  const hasStatus = mail.parts.some(({ mediaType }) => mediaType.startsWith("message/") && mediaType.endsWith("delivery-status"));
  if (isReport && (kind.endsWith("delivery-status") || (kind === "" && hasStatus))) return "report";
  const from = mailboxOf(headerOf(headers, "from") ?? "");
  const local = (from?.address ?? "").split("@")[0]!;
  const envelope = headerOf(headers, "return-path");
  const isNull = envelope !== null && /^<\s*>$|^$/.test(envelope.trim());
  const isDaemonPath = envelope !== null && /^<?(?:mailer-daemon|postmaster)(?:@[^\s<>]{1,260})?>?$/i.test(envelope.trim());
  const auto = headerOf(headers, "auto-submitted");
  // A server's own name is no person's, whatever the subject. "Re:" with a mail that it answers is a person at a desk's mailbox.
  if (SERVER_NAME.test(local) || (headerOf(headers, "x-failed-recipients") ?? "") !== "") return "server";
  if (hasStatus && (isNull || DESK_NAME.test(local))) return "server";
  if (isAnswer(subject) && !isNull) return "none";
  // An ordinary envelope sender is a person's, or a robot's that no server reports with (RFC 5321, section 4.5.5).
  if (envelope !== null && !isNull && !isDaemonPath) return "none";
  const signs = [
    isNull || isDaemonPath,
    from === null || DESK_NAME.test(local),
    DISPLAY.test(from?.name ?? "") && !/\bat\b/i.test(from?.name ?? ""),
    isBounceSubject(subject),
    auto !== null && /^auto-(?:generated|replied)/i.test(auto.trim()),
    headerOf(headers, "x-ms-embedded-report") !== null || headerOf(headers, "x-ms-exchange-message-is-ndr") !== null,
  ];
  const count = signs.filter(Boolean).length;
  // A name and a subject are soon written: something that mail programs of people do not write must be there too.
  const isMachine = isNull || isDaemonPath || signs[1] || signs[4] || signs[5];
  return count >= 2 && isMachine && (signs[1] || signs[2] || signs[3] || signs[5]) ? "likely" : "none";
}
