import type { Frame } from "../core/letter/letter.ts";
import type { AnyNotice } from "../core/letter/answer.ts";
import type { Letterhead } from "../core/letter/letterhead.ts";
import { enclosuresOf } from "../core/letter/enclosures.ts";
import { windowProfile } from "../core/letter/window-profiles.ts";
import { cleanText, elementValue } from "../core/letter/notice.ts";
import { addressFields } from "../core/values/address-lines.ts";
import type { PostalAddress } from "../core/values/party.ts";
import type { Wording } from "./wording.ts";

/** A return line of more characters does without the country: it stands in one row above the address. */
const LONGEST_RETURN_LINE = 68;

/** What stands around the text: sender, window address, references, company details. */
export function frameOf(notice: AnyNotice, wording: Wording, letterhead: Letterhead): Frame {
  const { creditor, debtor } = notice;
  const contact = elementValue(notice, "contact-details");
  const profile = windowProfile(letterhead.window, debtor.country);
  const home = creditor.address && { ...creditor.address, country: creditor.address.country ?? creditor.country ?? "" };
  const senderLines = addressLines(home, debtor.country ?? home?.country ?? null);
  const reference = [
    { label: wording.label("frame.date"), value: wording.longDay(notice.sentOn) },
    { label: wording.label("frame.reference"), value: notice.letter.reference },
    { label: wording.label("frame.account"), value: cleanText(debtor.id) },
    ...(contact ? [{ label: wording.label("frame.contact"), value: cleanText(contact.name) }] : []),
    ...(contact?.phone ? [{ label: wording.label("frame.phone"), value: cleanText(contact.phone) }] : []),
    ...(contact?.email ? [{ label: wording.label("frame.email"), value: cleanText(contact.email) }] : []),
  ];
  return {
    paper: profile.paper,
    window: profile.name,
    sender: creditor.name,
    senderLines,
    returnLine: notice.returnTo ? cleanText(notice.returnTo) : returnLine(creditor.name, senderLines, addressLines(home, home?.country ?? null)),
    recipient: [debtor.name, ...attention(notice), ...addressLines(debtor.address, creditor.country)],
    reference,
    footer: creditor.companyDetails,
    enclosures: enclosed(notice, wording),
    pageOf: wording.label("frame.page-of"),
  };
}

function returnLine(name: string, abroad: readonly string[], athome: readonly string[]): string {
  const whole = [name, ...abroad].join(", ");
  return whole.length <= LONGEST_RETURN_LINE ? whole : [name, ...athome].join(", ");
}

/** More copies than this are counted, not named: a letter of 400 invoices would have a page of them. */
const MOST_NAMED = 8;

function enclosed(notice: AnyNotice, wording: Wording): Frame["enclosures"] {
  const { returnEnvelope, invoiceCopies } = enclosuresOf(notice);
  const copies = invoiceCopies.map((document) => wording.label("enclosure.invoice-copy", { document }));
  const named = copies.length > MOST_NAMED ? [...copies.slice(0, MOST_NAMED - 1), `… (${copies.length})`] : copies;
  const items = [...(returnEnvelope ? [wording.label("enclosure.return-envelope")] : []), ...named];
  return items.length > 0 ? { title: wording.phrase("enclosure.title", {}, items.length).markdown, items } : null;
}

function attention({ debtor }: AnyNotice): string[] {
  return debtor.contactName && debtor.contactName !== debtor.name ? [debtor.contactName] : [];
}

/** An address as its country writes it; the country itself only where the letter crosses a border. */
export function addressLines(address: PostalAddress | null, from: string | null): string[] {
  if (!address) return [];
  const country = address.country && address.country !== from ? [countryName(address.country)] : [];
  const fields = addressFields(address).map(cleanText).filter(Boolean);
  const given = (address.lines ?? []).map(cleanText).filter(Boolean);
  const lines = address.city && fields.length > 1 ? fields : given.length > 0 ? given : fields;
  const named = country.length > 0 && lines.at(-1)?.toUpperCase() !== country[0];
  return named ? [...lines, ...country] : lines;
}

/** Post offices read the country's name in capitals, in English where the letter leaves the country (UPU S42). */
function countryName(code: string): string {
  try {
    return (new Intl.DisplayNames("en", { type: "region" }).of(code.toUpperCase()) ?? code).toUpperCase();
  } catch {
    return code.toUpperCase();
  }
}
