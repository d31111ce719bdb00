import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { htmlReplyText } from "./html-reply-text.ts";
import { replyText } from "./reply-text.ts";

describe("a line over a quotation ends the reply", () => {
  test.each([
    ["en", "On Thu, 3 Dec 2026 at 10:12, Anna Beispiel <anna@lieferant.example> wrote:"],
    ["en, broken twice", "On Thu, 3 Dec 2026 at 10:12,\nAnna Beispiel\n<anna@lieferant.example> wrote:"],
    ["de", "Am 03.12.2026 um 10:12 schrieb Anna Beispiel <anna@lieferant.example>:"],
    ["de, Gmail", "Am Do., 3. Dez. 2026 um 10:12 Uhr schrieb Anna Beispiel <\nanna@lieferant.example>:"],
    ["fr", "Le jeu. 3 déc. 2026 à 10:12, Anna Beispiel <anna@lieferant.example> a\nécrit :"],
    ["it", "Il giorno gio 3 dic 2026 alle ore 10:12 Anna Beispiel <\nanna@lieferant.example> ha scritto:"],
    ["es", "El jue, 3 dic 2026 a las 10:12, Anna Beispiel (<anna@lieferant.example>)\nescribió:"],
    ["id", "Pada tanggal Kam, 3 Des 2026 pukul 10.12 Anna Beispiel <\nanna@lieferant.example> menulis:"],
    ["nl", "Op do 3 dec 2026 om 10:12 schreef Anna Beispiel <anna@lieferant.example>:"],
    ["pt", "Em qui., 3 de dez. de 2026 às 10:12, Anna Beispiel <anna@lieferant.example> escreveu:"],
    ["hu", "2026.12.03. 10:12 keltezéssel, Anna Beispiel írta:"],
    ["Outlook en", "From: Anna Beispiel <anna@lieferant.example>\nSent: Thursday, December 3, 2026 10:12\nTo: AP\nSubject: Reminder"],
    ["Outlook de", "Von: Anna Beispiel\nGesendet: Donnerstag, 3. Dezember 2026 10:12\nAn: Buchhaltung\nCc: Lager\nBetreff: Zahlungserinnerung"],
    ["Outlook fr", "De : Anna Beispiel\nEnvoyé : jeudi 3 décembre 2026 10:12\nÀ : Compta\nObjet : Rappel"],
    ["Outlook it", "Da: Anna Beispiel\nInviato: giovedì 3 dicembre 2026 10:12\nA: Contabilità\nOggetto: Sollecito"],
    ["Outlook es", "De: Anna Beispiel\nEnviado el: jueves, 3 de diciembre de 2026 10:12\nPara: Pagos\nAsunto: Recordatorio"],
    ["Outlook id", "Dari: Anna Beispiel\nDikirim: Kamis, 3 Desember 2026 10.12\nKepada: Keuangan\nPerihal: Pengingat"],
    ["bold headers", "*From:* Anna <anna@lieferant.example>\n*Sent:* 3 December 2026\n*To:* AP\n*Subject:* Reminder"],
    ["a rule and headers", "________________________________\nVon: Anna <anna@lieferant.example>\nGesendet: 3. Dezember 2026\nAn: AP\nBetreff: Erinnerung"],
    ["separator de", "-----Ursprüngliche Nachricht-----\nVon: Anna"],
    ["separator fr", "-------- Message d'origine --------\nDe : Anna"],
    ["separator it", "----- Messaggio originale -----\nDa: Anna"],
    ["separator es", "-----Mensaje original-----\nDe: Anna"],
    ["separator id", "----- Pesan Asli -----\nDari: Anna"],
    ["a separator in a language nobody wrote down", "-------- Algne kiri --------\nDato: 3.12.2026"],
    ["forwarded", "---------- Forwarded message ---------\nFrom: Anna"],
    ["forwarded de", "Anfang der weitergeleiteten Nachricht:\n\nVon: Anna"],
  ])("%s", (_, header) => {
    const old = "Please pay EUR 100 by Friday.\nOur bank details have not changed.";
    expect(replyText(`We paid yesterday.\n\n${header}\n\n${old}`)).toBe("We paid yesterday.");
    // Where the old mail is marked, what stands below it is the answer.
    const marked = old.replace(/^/gm, "> ");
    if (header.split("\n").length < 3) expect(replyText(`${header}\n\n${marked}\n\nWe paid yesterday.`)).toBe("We paid yesterday.");
  });
});

describe("what a writer says himself stays", () => {
  test.each([
    [
      "answers between",
      "> When will you pay?\n\nOn Friday.\n\n> And the other invoice?\nIs wrong: we got 9 pieces.",
      "On Friday.\n\nIs wrong: we got 9 pieces.",
    ],
    ["a sentence that begins like a header", "On Friday I wrote to your colleague that we have paid:\nno answer so far.", null],
    ["what he was written", "Am 12.11. schrieb mir Ihr Kollege folgendes:\n\nDie Rechnung wird storniert.", null],
    ["the proof of a payment", "See our bank's record:\nFrom: Meier GmbH\nTo: Lieferant AG\nDate: 3 December 2026\nAmount: EUR 500.00", null],
    ["an address to write to", "Please write to:\n\nPetra Huber\nTel. +49 40 123456\np.huber@meier.example", null],
    ["thanks", "The money left today.\nThanks", null],
    ["an answer behind thanks", "Thanks,\nWill pay tomorrow", null],
    ["an answer behind thanks of its own", "Hello,\n\nThanks\nPayment follows tomorrow", null],
    ["a wish that begins like a sign-off", "Cheers Bob will pay you tomorrow", null],
    ["a postscript", "We pay on Friday.\n\nKind regards\nJo\n\nPS: the last one was paid twice.", "We pay on Friday.\n\nPS: the last one was paid twice."],
    ["nothing but a sign-off", "Kind regards\nJo", null],
    ["a list with dashes", "Es fehlen:\n\n- Rechnung 17\n- Lieferschein", null],
  ])("%s", (_, text, own) => {
    expect(replyText(text)).toBe(own ?? text);
  });
});

describe("a signature goes", () => {
  test.each([
    "-- \nJo Meier\nMeier GmbH",
    "Kind regards,\n\nJo Meier\nAccounts Payable\nMeier GmbH | Tel. +49 40 123456\nwww.meier.example",
    "Mit freundlichen Grüßen\nJo Meier",
    "Viele Grüße\nJo",
    "Beste Grüße aus Hamburg\nJo",
    "Cordialement,\nJo Meier",
    "Je vous prie d'agréer, Madame, l'expression de mes salutations distinguées.\nJo Meier",
    "Cordiali saluti\nJo Meier",
    "Distinti saluti",
    "Un cordial saludo,\nJo Meier",
    "Atentamente,\nJo Meier",
    "Hormat kami,\nJo Meier",
    "Salam,\nJo",
    "Thanks,\nJo",
    "Vielen Dank,\nJo Meier",
    "Gruß\nJo",
    "LG Jo",
    "Gruß Jo",
    "Mit freundlichem Gruß\nJo Meier",
    "Vielen Dank und freundliche Gruesse\nJo Meier",
    "Bonne journée\nJo",
    "Buona giornata\nJo Meier",
    "Slds\nJo Meier",
    "Thanks\nJo",
    "Merci d'avance\nJo Meier\nComptabilité",
    "Terima kasih\n\nJo Meier\nFinance & Accounting\nPT Meier\n021-5550123",
    "Sent from my iPhone",
    "Von meinem iPhone gesendet",
    "Gesendet mit der GMX Mail App",
    "Envoyé de mon iPhone",
    "Inviato da iPhone",
    "Enviado desde mi iPhone",
    "Dikirim dari iPhone saya",
    "Get Outlook for iOS<https://aka.example/x>",
    "—\nJo Meier\nCEO",
    "Jo Meier\nMeier GmbH\nTel. +49 40 123456\njo@meier.example",
    "This e-mail and any attachments are confidential and intended only for the addressee.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind,\ninformieren Sie uns bitte.",
    "Ce message est confidentiel.",
    "Le informazioni contenute in questo messaggio sono riservate.",
  ])("%s", (signature) => {
    expect(replyText(`Hello,\n\nwe paid on 3 December.\n\n${signature}\n`)).toBe("Hello,\n\nwe paid on 3 December.");
    expect(replyText(`we paid on 3 December.\n\n${signature}\n\n> Please pay.\n`)).toBe("we paid on 3 December.");
  });
});

test("a reply that is only quotation is empty", () => {
  expect(replyText("On 3 Dec 2026 at 10:12 Anna <a@b.example> wrote:\n> Please pay.\n> Anna\n")).toBe("");
  expect(replyText("-----Original Message-----\nFrom: Anna\n\nPlease pay.")).toBe("");
  expect(replyText("")).toBe("");
});

describe("of a mail in HTML", () => {
  test.each([
    [
      "Gmail",
      '<div dir="ltr">We paid.</div><br><div class="gmail_quote"><div class="gmail_attr">Τη Πέμ, 3 Δεκ 2026 Anna έγραψε:</div><blockquote class="gmail_quote">Please pay.</blockquote></div>',
    ],
    [
      "Gmail, answers between",
      '<div class="gmail_quote"><div class="gmail_attr">On 3 Dec 2026 Anna wrote:</div><blockquote>When?</blockquote><div>We paid.</div><blockquote>Thanks.</blockquote></div>',
    ],
    [
      "Outlook",
      '<html><head><style>p{color:red}</style></head><body><p>We paid.</p><hr><div id="divRplyFwdMsg"><b>Avsändare:</b> Anna</div><div>Please pay.</div></body></html>',
    ],
    [
      "Outlook on Windows",
      "<p>We paid.</p><div style='border-top:solid'><p><b>Von:</b> Anna<br><b>Gesendet:</b> 3.12.2026<br><b>An:</b> AP<br><b>Betreff:</b> x</p></div><p>Please pay.</p>",
    ],
    [
      "Thunderbird",
      '<p>We paid.</p><div class="moz-cite-prefix">Am 3.12. Anna:</div><blockquote type="cite"><p>Please</p><blockquote>pay.</blockquote></blockquote>',
    ],
    ["Yahoo", '<div>We paid.</div><div class="yahoo_quoted"><div>On Thursday Anna wrote:</div><div>Please pay.</div></div>'],
    ["Web.de", '<div>We paid.</div><div name="quote"><div>Gesendet: x</div>Please pay.</div>'],
    [
      "a signature",
      '<div>We paid.</div><div class="gmail_signature">Jo<br>CEO</div><script>alert("x")</script><div style="display:none">secret</div><img src="x" alt="logo">',
    ],
  ])("%s", (_, html) => {
    expect(htmlReplyText(html)).toBe("We paid.");
  });

  test("depth and size are bounded", () => {
    expect(htmlReplyText(`<p>We paid.</p>${"<div>".repeat(50_000)}deep`)).toMatch(/^We paid\./);
    expect(htmlReplyText(`<p>We paid.</p>${"<blockquote>".repeat(5_000)}deep`)).toBe("We paid.");
    expect(htmlReplyText(`<p>We paid.</p>${"<br>x".repeat(1_000_000)}`).length).toBeLessThan(1_000_000);
  });
});

describe("work grows with the text only", () => {
  /** How many characters all patterns together were tried on; no pattern is tried on much at once, but the few that split the whole text. */
  function patternWork(text: string): { total: number; whole: number } {
    const exec = RegExp.prototype.exec;
    let total = 0;
    let whole = 0;
    const spy = vi.spyOn(RegExp.prototype, "exec").mockImplementation(function (this: RegExp, input: string) {
      total += input.length;
      if (input.length > 2_100) whole++;
      return exec.call(this, input);
    });
    replyText(text);
    spy.mockRestore();
    return { total, whole };
  }

  test.each([
    ["lines that begin like a header", "On Mon, 3 Dec 2026 at 10:12 Anna\n"],
    ["labels", "From: a@b.example\n"],
    ["quotes", ">".repeat(400).concat("\n")],
    ["one line of brackets", "<".repeat(90)],
    ["rules", "---- ---- ----\n"],
    ["disclaimers that are none", "\nThis message is\n"],
    ["spaces", `${" ".repeat(60)}x`],
  ])("%s", (_, piece) => {
    const small = patternWork(piece.repeat(Math.ceil(20_000 / piece.length)));
    const large = patternWork(piece.repeat(Math.ceil(1_000_000 / piece.length)));
    expect(large.total).toBeLessThan(80 * 1_000_000);
    expect(large.total).toBeLessThan(60 * Math.max(small.total, 20_000));
    // Splitting the text into lines replaces match by match.
    expect(large.whole).toBeLessThan(10 + (piece.includes("\n") ? 0 : 10));
  });
});

test("every own line comes out as it went in, whatever is quoted between", () => {
  const word = fc.stringMatching(/^[a-z]{3,8}$/);
  const line = fc.array(word, { minLength: 2, maxLength: 6 }).map((words) => `we ${words.join(" ")} it.`);
  const quoted = line.map((text) => `> ${text}`);
  fc.assert(
    fc.property(fc.array(fc.oneof(line, quoted), { maxLength: 30 }), (lines) => {
      const text = replyText(lines.join("\n\n"));
      expect(text.split("\n").filter((each) => each !== "")).toEqual(lines.filter((each) => !each.startsWith(">")));
    }),
  );
});

test("any text at all gives a text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.constantFrom("\n> ", "\nFrom: ", "\n-- \n", "\n\n"), (text, glue) => {
      expect(typeof replyText(`${text}${glue}${text}`)).toBe("string");
      expect(typeof htmlReplyText(`<p>${text}${glue}`)).toBe("string");
    }),
  );
});
