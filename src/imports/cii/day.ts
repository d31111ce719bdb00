import type { Day } from "../../core/values/day.ts";
import { Refusal } from "../refusal/refusal.ts";
import { isoDay, realDay } from "../einvoice/text.ts";
import { at } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";

/**
 * The day of an element that holds a DateTimeString in format 102 (20261125) or 203 (with the time behind it), or a DateTime
 * in ISO 8601. Source: UNTDID 2379. Null where there is none. @throws Refusal where what stands there is no day
 */
export function ciiDay(element: XmlElement | null): Day | null {
  const iso = at(element, "DateTime") ?? at(element, "Date");
  if (iso) return isoDay(iso);
  const text = at(element, "DateTimeString") ?? at(element, "DateString");
  if (!text || text.text === "") return null;
  const digits = /^(\d{4})(\d{2})(\d{2})(\d{4}|\d{6})?$/.exec(text.text);
  if (!digits) return isoDay(text);
  const day = realDay(`${digits[1]}-${digits[2]}-${digits[3]}`);
  if (day) return day;
  throw new Refusal("date-unreadable", text.line, `"${text.text}" in <${element!.name}> is no day that an invoice can have (20261125).`);
}
