/** Why a mail did not arrive, in the field's words. */
export type Failure =
  | "mailbox-unknown"
  | "mailbox-full"
  | "host-unknown"
  | "moved"
  | "no-mail-accepted"
  | "suspended"
  | "filtered"
  | "address-malformed"
  | "sender-rejected"
  | "authentication"
  | "reverse-dns"
  | "blocked"
  | "spam"
  | "virus"
  | "content"
  | "policy"
  | "not-allowed"
  | "no-relay"
  | "mailing-list"
  | "too-large"
  | "rate-limited"
  | "network"
  | "expired"
  | "system-full"
  | "system"
  | "undefined";

/**
 * The words by which servers and mail programs tell why, lower case, in the order in which they are asked: what is about the sender or the
 * message comes before what is about the mailbox, because "sender address does not exist" is no unknown mailbox. A pattern never has two
 * open repetitions in a row, so that it cannot run away.
 * Sources, read 2026-11: the reply texts in the manuals and sources of Postfix, Exim, sendmail, qmail (vpopmail, netqmail), Courier, Domino; Microsoft
 * "Email non-delivery reports in Exchange Online" (learn.microsoft.com); Google "SMTP error reference" (support.google.com/a/answer/3726730);
 * Yahoo sender hub "SMTP error codes"; postmaster pages of Orange, GMX/web.de, T-Online, Apple, mail.ru, Comcast; Mimecast, Proofpoint and
 * Barracuda knowledge bases; RFC 5321, 3463, 7505, 7372.
 */
const TABLE: readonly (readonly [reason: Failure, words: string, ...patterns: RegExp[]])[] = [
  // Exim under cPanel guesses in one sentence.
  ["host-unknown", `account or domain may not exist`],
  // Google Groups goes on with advice about SPF and DKIM.
  ["spam", `due to spam classification`],
  // The name servers did not answer: that is no unknown host yet.
  ["network", `not found, try again | host name lookup failure | temporary failure in name resolution`],
  [
    "moved",
    `no longer on server | has moved to | user has moved | address has changed | has changed his address | has a new address | moved permanently |
    please use the new address | mailbox has moved | recipient moved`,
  ],
  [
    "no-mail-accepted",
    `null mx | doesn't receive email according to | does not receive email according to | couldn't find a mail exchanger or ip address |
    does not accept mail (nullmx) | recipient address has null mx | host does not accept mail | domain does not accept mail | no mail is accepted |
    does not accept any mail`,
    /smtp protocol returned a permanent error 5\d\d .{0,40}no mail service/,
  ],
  [
    "sender-rejected",
    `unroutable sender address | sender verify failed | sender unknown | backscatter protection | cannot find your domain | unknown sender | invalid sender |
    bad sender | from: domain is invalid | domain is invalid. please provide a valid from | sender was rejected | you are not allowed to send |
    not authorized to send from | you are sending to/from an address that has been blacklisted`,
    /domain of sender address .{0,330}does not exist/,
    /sender (?:address |domain |e-?mail )?(?:is )?(?:rejected|denied|refused|invalid|unknown|not (?:exist|found|allowed|accepted|valid))/,
    /(?:sender|return|from) (?:address|domain|e-?mail)(?:'s)? .{0,120}?(?:does not exist|doesn't exist|not found|verif(?:y|ication)|could not be resolved|rejected|blacklisted|must exist|unresolvable|denied|is invalid)/,
  ],
  [
    "authentication",
    `dmarc | dkim | sender policy framework | unauthenticated email | unauthenticated mail | sender id (pra) not permitted |
    is not authorized to send mail from | not designated | message does not pass authentication`,
    /\bspf\b/,
  ],
  [
    "reverse-dns",
    `reverse dns | rdns | ptr record | no ptr | reverse lookup | cannot find your reverse hostname | fcrdns | unverifyable sending ip |
    cannot find your hostname | no reverse | unable to resolve your host | forward-confirmed`,
    /\bptr\b.{0,40}(?:record|lookup)/,
  ],
  [
    "too-large",
    `message too large | message is too large | message too big | message size exceeds | size limit exceeded | exceeds the maximum size |
    exceeded maximum message size | exceeds maximum message size | message exceeds | message length exceeds | message header size exceeds |
    exceeds size limit | larger than the current system limit | exceeded google's message size | message file too big | exceeds fixed maximum |
    line limit exceeded | nachricht ist zu groß | nachricht zu groß | message trop volumineux | messaggio troppo grande | mensaje demasiado grande`,
    /size .{0,60}exceed/,
  ],
  [
    "mailbox-full",
    `mailbox full | è piena | casella piena | está lleno | buzón lleno | mailbox is full | mail box full | mailbox is over | mailbox over quota | inbox is full | inbox full | full mailbox | over quota |
    overquota | over the quota | over the allowed quota | over the maximum allowed | over disk quota | disk quota | quota exceeded | quota exceeds |
    quota is exceeded | quota full | quota violation | quotaexceeded | exceeded quota | exceeded his quota | exceeded their quota | exceeded the quota |
    exceeded storage | exceeded its storage | exceed the quota | exceeds quota | exceeds allowed quota | exceeds the quota | exceeds mailbox quota |
    would exceed mailbox | would exceed the storage | out of storage | storage limit | storage quota | storage space | not enough disk space |
    not enough storage | no space left in mailbox | no mailbox space | too many messages in | too many messages on this mailbox | maildir over |
    maildir delivery failed: user | maildir has overdrawn | mailbox size limit | mailbox limit exceeded | exceeded mailbox | mailfolder is full |
    mail folder is full | user is over | account is full | exceeded the local limit | mailbox is at its limit | account is over |
    recipient's mailbox has reached | receiving mail at a rate that prevents | boite du destinataire pleine | boîte du destinataire pleine |
    boîte aux lettres pleine | boîte pleine | postfach ist voll | postfach voll | postfach des empfängers ist voll | speicherplatz | casella piena |
    casella di posta piena | buzón lleno | buzón está lleno | cuota excedida | ящик переполнен | メールボックスの容量 | メールボックスがいっぱい | 容量を超え`,
  ],
  [
    "suspended",
    `account disabled | account is disabled | account has been disabled | account that you tried to reach is disabled |
    account that you tried to reach is inactive | account is inactive | account inactive | account is locked | account has been locked |
    account is suspended | account suspended | account has been suspended | account is closed | account closed | account deactivated | account expired |
    account has expired | account is not active | account not active | account temporarily disabled | address is disabled | disabled recipient |
    recipient disabled | recipient suspend | user suspended | user is suspended | user disabled | user is disabled | user is inactive | inactive user |
    user inactive | mailbox disabled | mailbox is disabled | mailbox currently suspended | mailbox suspended | mailbox is frozen | mailbox is inactive |
    mailbox inactive | mailbox is blocked | mailbox temporarily locked | mailbox has been blocked due to inactivity | domain is not active |
    boite du destinataire archivee | boite du destinataire bloquee | deactivated mailbox | invalid/inactive user | out of service | not accepting messages |
    is not accepting mail | temporarily locked | has been deactivated | konto ist gesperrt | postfach ist gesperrt | ist deaktiviert`,
  ],
  [
    "no-relay",
    `relaying denied | relay access denied | relay denied | relaying not allowed | relay not permitted | relaying is prohibited | relay operation rejected |
    unable to relay | not permitted to relay | not configured to relay | do not relay | don't relay | we do not relay | relaying blocked |
    relay prohibited | no relaying | isn't in my list of allowed rcpthosts | isn't in my control/locals | not a gateway |
    mail server requires authentication when attempting to send to a non-local | insecure mail relay`,
  ],
  ["virus", `virus | malware | infected | trojan | phishing`],
  [
    "spam",
    `spamming | unsolicited | junk mail | bulk email | content rejected | considered as spam | looks like spam | spam score | spamassassin |
    identified as unwanted | likely unsolicited | spam-verdacht | bloqueado por spam`,
    /\bspam\b(?!haus|cop)/,
    /\bube\b/,
  ],
  [
    "rate-limited",
    `rate limit | ratelimit | rate-limited | too many connections | too many concurrent | too many messages | too many recipients | too many mails |
    too many emails | too many errors | sending too fast | throttl | greylist | graylist | connection rate | daily limit | relay quota |
    temporarily deferred due to | temporarily rate limited | exceeded the rate | exceeded sending limit | hourly limit | too much mail | unusual rate`,
  ],
  [
    "blocked",
    `blocklist | block list | blacklist | black list | black-list | denylist | spamhaus | spamcop | sorbs | barracudacentral | banned sending ip |
    blocked using | blocked by | blocked for abuse | ip is blocked | ip address is blocked | ip blocked | is blocked by | your ip | client host rejected |
    client host blocked | connection refused by policy | connections not accepted from | poor reputation | bad reputation | low reputation | reputation |
    not accepting connections from | part of their network is on our block | please use the smtp server of your isp | helo command rejected |
    my name was rejected | refused to talk to me | messages from your ip`,
    /\b(?:dns)?[rd]n?s?bls?\b/,
    /(?:ip|host|server|client|sender|network)\W.{0,80}?\blisted (?:in|on|by|at)\b/,
  ],
  [
    "address-malformed",
    `malformed address | incorrectly constructed | bad address syntax | bad destination mailbox address syntax | syntax error in recipient |
    invalid address syntax | address syntax | unqualified address | not a valid rfc | illegal address`,
  ],
  [
    "mailbox-unknown",
    `user unknown | unknown user | unknown local user | unknown local part | unknown recipient | unknown mailbox | unknown address | unknown or illegal |
    recipient unknown | recipient name is not recognized | not our user | recipient not found | recipient not exist | recipient does not exist |
    recipient is not exist | recipientnotfound | recipient address not found | address unknown | mailbox unknown | mailbox not found |
    mailbox does not exist | mailbox doesn't exist | mailbox unavailable | mailbox not available | mailbox is unavailable | mailbox invalid |
    mailbox name not allowed | mailbox nonexistent | nosuchuser | nonexistent user | non-existent | no account by that name | no mailbox found |
    no mailbox here | no valid recipients | address not found | user not found | user not known | user doesn't exist | not a valid mailbox |
    not a valid user | not a valid recipient | not a valid address | not a known user | not a registered gateway user | not a local mailbox |
    is not our customer | is not known at this site | not our customer | not listed in domino directory | not listed in public name | not listed in |
    not in my list of | does not have an account | invalid recipient | invalid mailbox | invalid user |
    invalid address | bad destination mailbox | bad recipient | bad mailbox | can't create user output file | this address no longer accepts mail |
    no longer valid | no longer exist | no longer available | no longer in use | user invalid | address rejected | address invalid |
    recipient address rejected: access denied | recipient rejected | rejected recipient | does not like recipient | unrouteable address |
    unroutable address | undeliverable address | unable to find recipient | unable to locate user | user does not exist | addressee unknown |
    delivery to the following recipient failed permanently: no such | account not available | there is no user | is unknown | no existe |
    usuario desconocido | destinatario desconocido | utilisateur inconnu | destinataire inconnu | destinataire invalide | adresse inconnue | n'existe pas |
    utente sconosciuto | destinatario sconosciuto | casella inesistente | non esiste | benutzer unbekannt | empfänger unbekannt | unbekannter empfänger |
    unbekannter benutzer | existiert nicht | wurde nicht gefunden | nicht bekannt | konnte nicht gefunden werden | tidak ditemukan | 存在しない | 見つかりません |
    invalid mobile number | user(s) unknown | wasn't found at | 宛先不明 | ユーザーが存在 | usuário desconhecido | não existe | пользователь не найден | адрес не существует | 不存在`,
    /no such (?:e-?mail )?(?:user|mailbox|recipient|address|person|account|local user|customer|id)/,
    /no (?:mailbox|user|account|recipient) (?:here |found |exists? )?(?:by|with|called|named)/,
    /(?:user|account|recipient|mailbox|address|e-?mail account that you tried to reach|customer|alias)\W.{0,330}?(?:does not|doesn't|did not|not) exist/,
    /(?:user|recipient|account|address|mailbox)\W{1,3}(?:.{0,330}? )?(?:was not found|not found|couldn't be found|could not be found|wasn't found|is not known|not known|isn't known)/,
    /does(?:n't| not) have an? /,
    // Exchange of the address that was typed in.
    /trovare l'indirizzo|adresse .{0,60}introuvable|adres .{0,60}niet gevonden|endereço .{0,60}não foi encontrado|no se (?:encontró|ha encontrado) la dirección/,
    /hitta (?:den angivna )?e-postadressen|znaleźć (?:podanego )?adresu/,
  ],
  [
    "host-unknown",
    `host unknown | unknown host | host not found | host or domain name not found | domain name not found | domain not found | no such domain | nxdomain |
    couldn't find any host | couldn't find any host by that name | name or service not known | unknown domain | domain does not exist |
    domain doesn't exist | domain must exist | account or domain may not exist | not resolved | unrouteable mail domain | unroutable mail domain |
    all relevant mx records point to non-existent hosts | no mail exchanger | no route to domain | dns error | illegal host/domain |
    no mx or a records | bad destination system | domain unbekannt | domaine inconnu | dominio inexistente | dominio no encontrado`,
    /domain .{0,260}?(?:couldn't|could not) be found/,
  ],
  [
    "not-allowed",
    `not allowed to send to | not permitted to send | not authorized to send | not authorised to send | you are not a member | only accepts |
    accepts messages only from | restricted to | permission to send | posting to this | recipnotallowed | delivery restriction |
    sender not authenticated for | resolver.rst | does not accept mail from`,
  ],
  [
    "expired",
    `retry timeout exceeded | retry time not reached | failing for a long time | has been in the queue too long | delivery time expired | message expired |
    queue expired | maximum queue time | message timed out | could not be delivered for | has not been delivered | not yet been delivered |
    connection timed out | timed out | time out | timeout | too old | giving up | undelivered after | envelope expired | delivery delayed`,
  ],
  [
    "network",
    `connection refused | no route to host | network is unreachable | network unreachable | host is unreachable | connection lost | lost connection |
    connection dropped | connection reset | connection was closed | closed the connection | can't connect | cannot connect | couldn't connect |
    unable to connect | wasn't able to establish an smtp connection | did not accept our requests to connect | name service error |
    host name lookup failure | host lookup did not complete | temporary dns failure | dns lookup | server unavailable | server not responding |
    unreachable | too many hops | mail loop | routing loop | loops back to myself | loop detected | hop count exceeded |
    more than the maximum allowed times | tls | handshake`,
  ],
  [
    "system-full",
    `insufficient system storage | insufficient system resources | insufficient disk space | no space left on device | insufficient storage | disk full`,
  ],
  [
    "policy",
    `policy | policies | access denied | denied | prohibited | forbidden | administrative | administratively | not accepted for | security |
    message rejected | message refused | mail refused | rejected by | refused | protocol violation | transaction failed | blocked | filtered | rejected |
    abgelehnt | refusé | rifiutato | rechazado`,
  ],
  ["content", `attachment | invalid header | header error | bad header | content | mime | format error | bare lf | line too long | encoding | illegal`],
  [
    "system",
    `mailer error | command output | temporary failure | local error | internal error | system error | configuration error | unable to contact ldap |
    service unavailable | service not available | temporarily unavailable | try again | pipe to | out of memory | improper sequence | bad sequence |
    not implemented | unrecognized command | syntax error`,
  ],
];

export const FAILURES: readonly (readonly [Failure, readonly (string | RegExp)[]])[] = TABLE.map(([reason, words, ...patterns]) => [
  reason,
  [...words.split(/\s*\|\s*/), ...patterns],
]);
