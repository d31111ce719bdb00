import { SAMPLE_CREDITOR, SAMPLE_DEBTOR } from "../core/letter/letter-facts.sample.ts";
import type { Creditor, Debtor, PostalAddress } from "../core/values/party.ts";

/** A creditor and a debtor of one country, for the letters of its language. All names are made up. */
export interface SampleParties {
  readonly creditor: Creditor;
  readonly debtor: Debtor;
  readonly currency: string;
  readonly agency: string;
  /** Somebody at the debtor's. */
  readonly contactName: string;
  /** A debtor who is a person. */
  readonly person: { readonly name: string };
}

interface Local {
  readonly country: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly name: string;
  readonly address: PostalAddress;
  readonly contact: NonNullable<Creditor["contact"]>;
  readonly companyDetails: readonly string[];
  readonly iban: string;
  readonly bic: string;
  readonly bank: string;
  readonly debtor: { readonly name: string; readonly address: PostalAddress; readonly email: string };
  readonly agency: string;
  readonly contactName: string;
  readonly person: { readonly name: string };
}

const LOCAL: Readonly<Record<string, Local>> = {
  de: {
    country: "DE",
    timeZone: "Europe/Berlin",
    currency: "EUR",
    name: "Nordtor Papier GmbH",
    address: { street: "Lindenstraße 14", city: "Leipzig", postalCode: "04109", country: "DE" },
    contact: { name: "Helene Marsch", phone: "+49 341 9601 20", email: "buchhaltung@nordtor.example" },
    companyDetails: ["Nordtor Papier GmbH, Sitz Leipzig", "Amtsgericht Leipzig, HRB 12345", "Geschäftsführerin: Katharina Ohlsen", "USt-IdNr. DE 123456789"],
    iban: "DE89370400440532013000",
    bic: "COBADEFFXXX",
    bank: "Commerzbank",
    debtor: {
      name: "Hellwasser Schreibwaren GmbH",
      address: { street: "Hafenstraße 7", city: "Emden", postalCode: "26721", country: "DE" },
      email: "rechnungen@hellwasser.example",
    },
    agency: "Aschdorn Inkasso GmbH",
    contactName: "Jana Petersen",
    person: { name: "Maria Lindner" },
  },
  it: {
    country: "IT",
    timeZone: "Europe/Rome",
    currency: "EUR",
    name: "Portanord Carta S.r.l.",
    address: { street: "Via del Mulino 14", city: "Bergamo", postalCode: "24121", region: "BG", country: "IT" },
    contact: { name: "Elena Marchi", phone: "+39 035 960 120", email: "amministrazione@portanord.example" },
    companyDetails: [
      "Portanord Carta S.r.l., sede legale in Bergamo",
      "Registro delle imprese di Bergamo e C.F. 01234567890, REA BG-123456",
      "Capitale sociale € 50.000,00 i.v.",
      "Partita IVA IT 01234567890",
    ],
    iban: "IT60X0542811101000000123456",
    bic: "BPPIITRRXXX",
    bank: "Banco BPM",
    debtor: {
      name: "Acquachiara Cartolerie S.r.l.",
      address: { street: "Via del Porto 7", city: "Ancona", postalCode: "60121", region: "AN", country: "IT" },
      email: "contabilita@acquachiara.example",
    },
    agency: "Frassino Recupero Crediti S.r.l.",
    contactName: "Giulia Ferri",
    person: { name: "Maria Conti" },
  },
  fr: {
    country: "FR",
    timeZone: "Europe/Paris",
    currency: "EUR",
    name: "Papeterie Portenord SARL",
    address: { street: "14 rue du Moulin", city: "Lille", postalCode: "59000", country: "FR" },
    contact: { name: "Hélène Marchand", phone: "+33 3 20 96 01 20", email: "comptabilite@portenord.example" },
    companyDetails: [
      "Papeterie Portenord, SARL au capital de 20 000 €",
      "Siège social : 14 rue du Moulin, 59000 Lille",
      "SIREN 123 456 789, RCS Lille Métropole",
      "TVA FR 12 123456789",
    ],
    iban: "FR7630006000011234567890189",
    bic: "AGRIFRPPXXX",
    bank: "Crédit Agricole",
    debtor: {
      name: "Clairevague Fournitures SAS",
      address: { street: "7 quai du Port", city: "Granville", postalCode: "50400", country: "FR" },
      email: "factures@clairevague.example",
    },
    agency: "Cendrier Recouvrement SAS",
    contactName: "Claire Dubreuil",
    person: { name: "Marie Fontaine" },
  },
  es: {
    country: "ES",
    timeZone: "Europe/Madrid",
    currency: "EUR",
    name: "Papelera Puertanorte, S.L.",
    address: { street: "Calle del Molino, 14", city: "Zaragoza", postalCode: "50001", country: "ES" },
    contact: { name: "Elena Marcos", phone: "+34 976 960 120", email: "administracion@puertanorte.example" },
    companyDetails: [
      "Papelera Puertanorte, S.L., domicilio social: Calle del Molino, 14, 50001 Zaragoza",
      "Registro Mercantil de Zaragoza, tomo 1234, folio 56, hoja Z-7890",
      "NIF B12345678",
    ],
    iban: "ES9121000418450200051332",
    bic: "CAIXESBBXXX",
    bank: "CaixaBank",
    debtor: {
      name: "Aguaclara Papelerías, S.L.",
      address: { street: "Calle del Puerto, 7", city: "Gijón", postalCode: "33201", country: "ES" },
      email: "facturas@aguaclara.example",
    },
    agency: "Fresnedo Gestión de Cobros, S.L.",
    contactName: "Lucía Prado",
    person: { name: "María Campos" },
  },
  id: {
    country: "ID",
    timeZone: "Asia/Jakarta",
    currency: "IDR",
    name: "PT Gerbang Utara Kertas",
    address: { street: "Jalan Kincir No. 14", city: "Surabaya", postalCode: "60271", country: "ID" },
    contact: { name: "Helena Maharani", phone: "+62 31 9960 120", email: "keuangan@gerbangutara.example" },
    companyDetails: ["PT Gerbang Utara Kertas, berkedudukan di Surabaya", "NIB 1234567890123", "NPWP 01.234.567.8-901.000"],
    iban: "0123456789",
    bic: "BMRIIDJA",
    bank: "Bank Mandiri",
    debtor: {
      name: "PT Tirta Jernih Alat Tulis",
      address: { street: "Jalan Pelabuhan No. 7", city: "Semarang", postalCode: "50129", country: "ID" },
      email: "tagihan@tirtajernih.example",
    },
    agency: "PT Cendana Jasa Penagihan",
    contactName: "Dewi Lestiani",
    person: { name: "Maria Kusuma" },
  },
};

const ENGLISH: SampleParties = {
  creditor: SAMPLE_CREDITOR,
  debtor: SAMPLE_DEBTOR,
  currency: "GBP",
  agency: "Ashdown Recoveries Ltd",
  contactName: "Alice Thorne",
  person: { name: "Maria Lopez" },
};

/** The parties of a language; `country` takes the debtor to another one. */
export function sampleParties(language: string, country: string | null = null): SampleParties {
  const local = LOCAL[language];
  const parties = local ? partiesOf(local, language) : ENGLISH;
  return country === null ? parties : { ...parties, debtor: { ...parties.debtor, country, address: { ...parties.debtor.address, country } } };
}

function partiesOf(local: Local, language: string): SampleParties {
  const { country, timeZone, currency, name, address, contact, companyDetails, iban, bic, bank, agency, contactName, person } = local;
  return {
    creditor: {
      ...SAMPLE_CREDITOR,
      name,
      country,
      timeZone,
      language,
      address,
      contact,
      companyDetails,
      currency,
      bankAccounts: [{ id: currency.toLowerCase(), iban, bic, bank, holder: name, currency }],
    },
    debtor: { ...SAMPLE_DEBTOR, country, ...local.debtor },
    currency,
    agency,
    contactName,
    person,
  };
}
