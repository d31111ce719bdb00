import { describe, expect, test } from "vitest";
import { findAmounts } from "../../core/letter/lint/amounts.ts";
import { findDates } from "../../core/letter/lint/dates.ts";
import { matchesAny } from "../../core/letter/lint/patterns.ts";
import { type LintReport, lintText } from "../../core/letter/lint/lint.ts";
import type { Step } from "../../core/process/procedure.ts";
import { readLanguage } from "../read.ts";

const { lexicon } = readLanguage("es");
const lint = (step: Step, text: string): LintReport => lintText(text, step, lexicon);
const errors = (step: Step, text: string): string[] =>
  lint(step, text)
    .findings.filter(({ severity }) => severity === "E")
    .map(({ check, message }) => `${check} ${message}`);
const checks = (step: Step, text: string): string[] => lint(step, text).findings.map(({ check }) => check);

const BANK = "Banco: Ibercaja, IBAN ES91 2100 0418 4502 0005 1332";
const REACH = "Puede localizarme en el 974 22 14 60 o en cobros@talleresbroto.example.";
const CLOSING = "Atentamente,\nPilar Ferrer\nTalleres Broto, S.A.";

const GOOD: readonly (readonly [string, Step, string])[] = [
  [
    "a workshop before the due day",
    "reminder",
    `Hola, Sr. Ezquerra:

Gracias por confiar en nosotros. Le recordamos que la factura n.º 2026/118, por 386,75 €, vence el 2 de diciembre de 2026. Le agradeceremos que la abone antes del 3 de diciembre de 2026. Si ya ha realizado el pago, haga caso omiso de este mensaje.

${BANK}
${REACH}

${CLOSING}`,
  ],
  [
    "a wholesaler in Mexico after the due day",
    "past-due",
    `Buenas tardes, Lic. Rebeca Montes:

Agradecemos su preferencia. La factura A-2290 por $12,480.00 MXN venció el 19 de noviembre de 2026 y lleva 4 días de atraso; tal vez se trate de un olvido. Favor de realizar el pago a más tardar el viernes 27 de noviembre de 2026. En caso de que ya haya efectuado su pago, ignore este aviso.

Transferencia SPEI, CLABE 012 180 00118359719 7
Tel. (55) 4122 9080, pagos@ferreteriaolmos.example

Saludos cordiales
Rebeca Olmos`,
  ],
  [
    "a first letter in office style",
    "first",
    `Estimados señores de Pinturas Sobrarbe, S.L.:

En primer lugar, les agradecemos la confianza depositada en nuestra empresa. Revisando nuestra contabilidad, comprobamos que la factura siguiente continúa pendiente y lleva 12 días de retraso. El 12 de noviembre de 2026 les enviamos un correo para avisarles de su vencimiento.

Factura | Fecha | Vencimiento | Días de retraso | Importe
2026-311 | 12.10.2026 | 11.11.2026 | 12 | 742,00 €

Les rogamos que nos confirmen la fecha prevista y que regularicen el importe de 742,00 € a más tardar el viernes 4 de diciembre de 2026. Si tuvieran alguna dificultad para pagar, llámennos y acordaremos un plan de pago. Si ya han pagado, no tengan en cuenta esta carta.

${BANK}
${REACH}

Reciban un cordial saludo,
Pilar Ferrer`,
  ],
  [
    "a second letter",
    "second",
    `Apreciado Sr. Lanau:

Valoramos la relación con nuestros clientes y por eso volvemos a dirigirnos a usted. La factura 2026-204, por un importe de 1.318,40 €, venció el 15 de octubre de 2026 y está vencida desde hace 39 días. No hemos recibido respuesta a nuestra carta de fecha 3 de noviembre de 2026 ni a nuestra llamada del 12 de noviembre de 2026.

Le pedimos que transfiera 1.318,40 € antes del lunes 7 de diciembre de 2026. Si no puede pagar todo a la vez, contacte con nosotros: podemos fraccionar el pago. Mantener sus pagos al día nos permite conservar sus condiciones de crédito. En caso de haber efectuado ya el pago, le damos las gracias.

${BANK}
${REACH}

${CLOSING}`,
  ],
  [
    "a third letter that names its consequence with a day",
    "third",
    `Estimada Sra. Nerea Oliván:

A pesar de nuestras cartas del 3 y del 17 de noviembre de 2026, la factura 2026-204 sigue sin pagar. Venció el 15 de octubre de 2026, hace 39 días, y el saldo es de 1.318,40 €.

Factura | Fecha de emisión | Vencimiento | Importe
2026-204 | 15/09/2026 | 15/10/2026 | 1.318,40 €

Le rogamos que pague 1.318,40 € a más tardar el lunes 14 de diciembre de 2026 o que acuerde con nosotros un calendario de pagos. Si el 14 de diciembre de 2026 no hemos recibido el pago, entregaremos el asunto a nuestros abogados. Sus condiciones de crédito se revisarían entonces. Por favor, póngase en contacto con nosotros antes de esa fecha. Si el pago ya está hecho, disculpe la molestia; si ya ha pagado, ignore esta carta.

${BANK}
${REACH}

${CLOSING}`,
  ],
  [
    "a notice of hand-over from Peru",
    "final",
    `Señores Comercial Huáscar S.A.C.:

La factura F001-8841, por S/ 4,310.00, venció el 30 de setiembre del 2026 y no ha sido pagada. Le escribimos el 12 de octubre y el 2 de noviembre de 2026. El 20 de noviembre de 2026 hemos entregado el cobro a la empresa de cobranza Altiplano Gestiones S.A.C., que se comunicará con usted.

Para copias de la correspondencia: (01) 422 9088, cobros@quipu.example

Atentamente,
Ricardo Salas`,
  ],
];

describe("good Spanish letters from elsewhere have no error", () => {
  test.each(GOOD)("%s", (_, step, text) => {
    expect(errors(step, text)).toEqual([]);
    expect(lint(step, text).elements.missing).toEqual([]);
    expect(checks(step, text)).not.toContain("L21");
  });
});

describe("places that a mail merge left empty", () => {
  test.each([
    "Estimado :",
    "Estimada Sra. ,",
    "Estimado/a ,",
    "Buenos días, :",
    "Le rogamos que pague el importe de € antes del 4 de diciembre de 2026.",
    "El saldo pendiente es de , con vencimiento el 3 de noviembre de 2026.",
    "La factura número , emitida en octubre, sigue pendiente.",
    "La factura n.º venció el 3 de noviembre de 2026.",
    "La factura 2026-1 venció el y sigue pendiente.",
    "Le rogamos que pague a más tardar el .",
    "Su cuenta lleva días de retraso.",
    "No hemos recibido respuesta a nuestra carta de fecha ni a nuestras llamadas.",
    "Puede llamar a al o escribir a .",
    "Si tiene alguna duda, contacte con nosotros en o por correo.",
  ])("%s", (text) => {
    expect(checks("second", `${text}\n`)).toContain("L02");
  });
});

describe("deadlines that are no day", () => {
  test.each([
    "Le rogamos que abone la factura a la mayor brevedad posible.",
    "Les pedimos que efectúen el pago lo antes posible.",
    "Por favor, realice la transferencia en los próximos 7 días hábiles.",
    "Solicitamos el pago en un plazo máximo de 10 días.",
    "Rogamos regularicen su situación de inmediato mediante transferencia.",
    "Favor de liquidar su adeudo dentro de las próximas 48 horas.",
    "Sírvase depositar el importe en el transcurso de esta semana.",
    "Pague la factura cuanto antes.",
    "Agradeceremos su pago en breve.",
    "Deberá ingresar el importe en el plazo de quince (15) días.",
  ])("%s", (text) => {
    expect(checks("second", text)).toContain("L04");
  });

  test.each([
    "Contacte con nosotros lo antes posible.",
    "Le rogamos que pague 50,00 € a más tardar el lunes 7 de diciembre de 2026.",
    "Hasta pronto y un saludo a todo el equipo.",
  ])("not: %s", (text) => expect(checks("second", text)).not.toContain("L04"));
});

describe("threats, reproaches and talk to others, at whatever step", () => {
  test.each([
    ["L09", "De lo contrario procederemos al embargo de sus bienes."],
    ["L09", "Presentaremos una denuncia por estafa ante la policía."],
    ["L09", "Esto puede acabar con usted en la cárcel."],
    ["L09", "Su nombre aparecerá en una lista negra."],
    ["L09", "Es su última oportunidad."],
    ["L09", "Aténgase a las consecuencias."],
    ["L19", "Usted ha ignorado todas nuestras cartas."],
    ["L19", "Su comportamiento inaceptable demuestra mala fe."],
    ["L19", "Ha hecho caso omiso de nuestros avisos."],
    ["L19", "No admitimos más excusas."],
    ["L19", "Queda usted advertido."],
    ["L19", "Informaremos a sus clientes y proveedores de la deuda."],
    ["L19", "Hablaremos con su jefe y con sus vecinos."],
  ])("%s %s", (check, text) => {
    expect(checks("third", text)).toContain(check);
  });
});

describe("consequences", () => {
  test.each([
    "Trasladaremos la deuda a una empresa de recobro.",
    "Nuestros abogados se pondrán en contacto con usted.",
    "Iniciaremos acciones legales.",
    "Turnaremos su cuenta a un despacho de cobranza.",
    "Su deuda figurará en un fichero de morosidad.",
  ])("too early in a second letter: %s", (text) => expect(checks("second", text)).toContain("L09"));

  test("a hint has its place from the second letter on", () => {
    const hint = "Su calificación crediticia puede verse afectada.";
    expect(checks("first", hint)).toContain("L09");
    expect(checks("second", hint)).not.toContain("L09");
  });

  test("a third letter names the day", () => {
    expect(checks("third", "En ese caso encargaremos el cobro a una agencia de recobro.")).toContain("L09");
    expect(checks("third", "Pasado el 14 de diciembre de 2026 encargaremos el cobro a una agencia de recobro.")).not.toContain("L09");
  });
});

describe("missing elements", () => {
  const [, , second] = GOOD[3]!;
  test.each([
    ["payment-date", " antes del lunes 7 de diciembre de 2026"],
    ["days-past-due", " y está vencida desde hace 39 días"],
    ["sign-off", CLOSING],
  ])("%s", (element, words) => {
    expect(second).toContain(words);
    expect(lint("second", second.replace(words, "")).elements.present).not.toContain(element);
  });
  test("without earlier letters, invoice and amount, a second letter says too little", () => {
    const report = lint("second", "Estimado Sr. Lanau:\n\nLe rogamos que pague a más tardar el lunes 7 de diciembre de 2026.\n\nAtentamente,");
    expect(report.elements.missing).toEqual(expect.arrayContaining(["amount-due", "invoice-number", "earlier-contacts", "days-past-due"]));
    expect(checks("second", "Estimado Sr. Lanau:\n\nLe rogamos que pague.\n\nAtentamente,")).toContain("L21");
  });
});

describe("usted and tú", () => {
  test.each([
    "Tienes pendiente tu factura de octubre.",
    "Te recordamos que vence el lunes.",
    "Os escribimos por vuestra factura.",
    "Contáctanos si ya has pagado.",
    "Esto es para ti.",
    "¿Puedes pagar hoy?",
  ])("familiar: %s", (text) => expect(matchesAny(lexicon.familiarAddress, text)).toBe(true));

  test.each(GOOD)("not in %s", (_, __, text) => {
    expect(matchesAny(lexicon.familiarAddress, text)).toBe(false);
    expect(matchesAny(lexicon.politeAddress, text)).toBe(true);
  });

  test("tell apart what only looks alike", () => {
    for (const text of [
      "La fecha estimada es el lunes.",
      "Hemos revisado todos los apuntes.",
      "Su actitud y su texto son correctos.",
      "Los datos están en la factura.",
    ])
      expect(matchesAny(lexicon.familiarAddress, text)).toBe(false);
  });
});

describe("days and amounts as they are written where Spanish is", () => {
  test.each([
    ["lunes, 30 de noviembre de 2026", "2026-11-30"],
    ["Miércoles 2 de diciembre del 2026", "2026-12-02"],
    ["1.º de diciembre de 2026", "2026-12-01"],
    ["1° de enero de 2027", "2027-01-01"],
    ["15 sep 2026", "2026-09-15"],
    ["15 sept. 2026", "2026-09-15"],
    ["30 de setiembre de 2026", "2026-09-30"],
  ])("%s", (text, day) => {
    expect(findDates(text, "es")).toMatchObject([{ text, day }]);
  });

  test("a weekday that does not fit", () => {
    expect(checks("second", "Le rogamos que pague 50,00 € a más tardar el martes 7 de diciembre de 2026.")).toContain("L03");
  });

  test.each([
    ["1240,50 €", "EUR", 124_050n],
    ["12.240,50 €", "EUR", 1_224_050n],
    ["$1,240.50", "MXN", 124_050n],
    ["S/ 1,240.50", "PEN", 124_050n],
    ["COP 1.240,50", "COP", 124_050n],
    ["$1.241", "CLP", 1_241n],
  ])("%s", (text, currency, minor) => {
    expect(findAmounts(text, currency)).toMatchObject([{ currency, minor }]);
  });
});
