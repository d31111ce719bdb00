/** Words by which mail programs say that they still try. */
const DELAY_SUBJECT =
  /\b(?:delay(?:ed)?|still being retried|warning: (?:message|could not send)|delivery incomplete|temporary|could not send message for|verzögert|verzögerung|retard[ée]?|différé|ritardat[ao]|ritardo|retrasad[ao]|retraso|demorad[ao]|tertunda|atras(?:o|ada))\b|遅延|遅れ|延迟|延遲/i;
const DELAY_TEXT =
  /this is a warning (?:message )?only|do(?:es)? not need to resend|no need to resend|will (?:keep|continue) (?:trying|to try|retrying)|will be retried|will retry|delivery attempts will continue|attempts will be made|has not yet been delivered|have not yet received|not yet been delivered|still (?:being )?(?:trying|retried|undelivered|queued)|no action is required|only a notification about a delay|we'll keep trying|wird weiter(?:hin)? versucht|weitere zustellversuche|noch nicht zugestellt|nouvelle tentative|tentatives? (?:de remise )?(?:se poursuivr|vont continuer)|non è (?:stato )?ancora (?:stato )?(?:consegnat|recapitat)|ulteriori tentativi|se seguirá intentando|seguiremos intentando|aún no se ha (?:podido )?entreg|akan (?:terus )?(?:mencoba|dicoba)|再送を(?:試み|続け)|配信を続け/i;
const GIVEN_UP =
  /given up|giving up|gave up|will be deleted from queue|permanent (?:error|failure|fatal)|permanently|could not be delivered to (?:one|all)|has expired|endgültig|définiti|definitiv|kembali ke pengirim/i;

/** Whether a report is only a warning. Where a program has given up it says so, whatever it has tried. */
export function isDelayed(subject: string, text: string): boolean {
  const words = text.slice(0, 20_000);
  if (DELAY_TEXT.test(words.replace(/\s+/g, " ")))
    return DELAY_SUBJECT.test(subject) || !GIVEN_UP.test(words.replace(/will be notified if .{0,60}permanently|eventually .{0,60}give up/gis, ""));
  return DELAY_SUBJECT.test(subject) && !GIVEN_UP.test(words) && !/fail/i.test(subject);
}

const FAILED =
  /transcript of session|mancato recapito|not (?:be )?(?:deliver|reach|sent|accept|process|find|found)|n't (?:be )?(?:deliver|able to deliver|reach|sent|find|found|process|complete)|undeliver|unable to (?:deliver|send|relay|find|process)|deliver(?:y|ing)?.{0,60}(?:fail|problem|delay|error|incomplete|not possible)|(?:could|can) ?not .{0,40}(?:deliver|sen[dt]|process)|fail(?:ed|ure)?\b.{0,80}(?:address|recipient|deliver|message|mail)|(?:message|mail|recipient).{0,80}(?:fail|reject|refus|block|return|bounce|undeliver)|return(?:ed|ing) (?:mail|message|to sender)|user unknown|unknown user|mailbox .{0,20}full|no such user|\b5[05]\d[ -]#?5\.\d\.\d|nicht (?:zugestellt|zustellbar|ausgeliefert|übermittelt|gesendet)|unzustellbar|zustellung.{0,60}(?:fehl|nicht|verzög)|konnte .{0,80}nicht|n'a (?:pas )?(?:pu|été)|n'ont pas|introuvable|impossible|échec|non (?:è stato|è stata|ha potuto|consegnat|recapit)|impossibile|mancata|no (?:se )?(?:ha podido|pudo|puede|fue|ha sido)|gagal|tidak (?:dapat|terkirim)|não (?:pôde|foi|é possível)|falha na entrega|niet (?:worden )?(?:bezorgd|afgeleverd)|onbestelbaar|inte (?:att )?lever|ikke lever|nie powiod|niedostarcz|nie można dostarczyć|не (?:удалось|может|доставлен)|できません|できなかった|届|エラー|无法|失败|未能|退信/i;

/** Whether a server's text says at all that a mail did not arrive. */
export function saysFailed(text: string): boolean {
  return FAILED.test(text.slice(0, 20_000).replace(/\s+/g, " "));
}
