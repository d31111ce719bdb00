/**
 * How a help desk's program confirms that something came in: "[#4711] We have received your request". It is told by two things at once, its heading and
 * what its text says, because people answer below such a heading too.
 * Sources: the first answers of Zendesk, Freshdesk, OTRS, osTicket, Request Tracker and Jira Service Management as they come out of the box (2026-11).
 */
const TAG = /^\s*(?:[[({【][^\])}】\n]{1,80}[\])}】]\s*[-:–]?\s*){0,3}/u;

const HEADING = new RegExp(
  `^(?:${[
    "(?:we(?:'ve| have)? received|thank you for) your (?:request|message|e-?mail|inquiry|enquiry|ticket|query)",
    "(?:your )?(?:request|message|e-?mail|inquiry|enquiry|ticket|support request) (?:#?\\d{1,20} )?(?:has been |was )?(?:received|created|opened)\\b",
    "(?:new )?(?:support )?ticket (?:has been )?(?:received|created|opened)\\b",
    "wir haben ihre (?:anfrage|nachricht|e-?mail|mail) erhalten",
    "ihre (?:anfrage|nachricht|e-?mail|mail|mitteilung) (?:ist (?:bei uns )?eingegangen|wurde empfangen|haben wir erhalten)",
    "nous avons bien reçu votre (?:demande|message|e-?mail|courriel)",
    "votre (?:demande|message|e-?mail|courriel) a (?:bien )?été (?:reçue?|enregistrée?|prise? en compte)",
    "abbiamo ricevuto (?:la (?:tua|sua|vostra) |il (?:tuo|suo|vostro) )(?:richiesta|messaggio|e-?mail)",
    "hemos recibido (?:tu|su) (?:solicitud|mensaje|consulta|correo)",
    "(?:kami telah menerima|permintaan diterima)",
  ].join("|")})`,
  "iu",
);

/** A sentence of the program's: that it came in, or under which number. */
const SAYS =
  /we(?:'ve| have)? received your (?:request|message|e-?mail|inquiry|enquiry|ticket|query)|your (?:request|message|e-?mail|inquiry|enquiry|ticket|query)(?: \W?#?[\w-]{1,30}\W?)? has been (?:received|created|opened|assigned|logged)|ticket has been (?:opened|created|assigned)|ticket (?:number|id|reference)|wir haben ihre (?:anfrage|nachricht|e-?mail|mail) erhalten|ihre (?:anfrage|nachricht|e-?mail|mail|mitteilung) (?:ist|wurde) .{0,80}(?:eingegangen|empfangen|registriert)|(?:ticket|vorgangs|anfrage)-?nummer|nous avons bien reçu votre|votre (?:demande|message) a (?:bien )?été|numéro de (?:ticket|demande|dossier)|abbiamo ricevuto (?:la|il) |numero (?:di )?(?:ticket|richiesta)|hemos recibido (?:tu|su) |número de (?:ticket|solicitud|caso)|kami telah menerima|nomor tiket/iu;

/** No program speaks of itself. */
const PERSON = /(?<![\p{L}\p{N}])(?:I|I'(?:m|ve|ll|d)|[Ii]ch|[Jj]e|[Jj]'(?:ai|y))(?![\p{L}\p{N}])/u;

const MOST_CHARACTERS = 2000;

/** `text`: only what the writer wrote, without what he quotes. Who writes more than such a program does is a person. */
export function isConfirmation(subject: string, text: string): boolean {
  const plain = (given: string): string => given.normalize("NFC").replace(/[’`´]/g, "'").replace(/\s+/g, " ");
  const heading = plain(subject.slice(0, 300)).replace(TAG, "");
  return text.length <= MOST_CHARACTERS && HEADING.test(heading) && SAYS.test(plain(text)) && !PERSON.test(plain(text));
}
