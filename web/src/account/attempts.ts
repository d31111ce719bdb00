import type { Account } from "../api.ts";

type Delivery = Account["deliveries"][number];
type Event = Account["timeline"][number];

/** The deliveries that an event tells of: those of its letter, the one that it is about, or those whose refusal held the letter back. */
export function deliveriesOf(account: Pick<Account, "deliveries">, { kind, letter, values }: Event): Delivery[] {
  const detail = kind === "delivery-held" ? values["detail"] : undefined;
  const isRefusal = ({ standing, receipts }: Delivery) =>
    typeof detail === "string" && standing === "refused" && receipts.some(({ answer }) => answer !== null && answer !== "" && detail.includes(answer));
  return account.deliveries.filter((each) => each.letter === letter?.id || each.id === values["delivery"] || isRefusal(each));
}

/** What was not taken yet and is tried again by itself: no event tells of it, as the letter has not left. */
export function attempts({ deliveries, timeline }: Pick<Account, "deliveries" | "timeline">): Delivery[] {
  const left = new Set(timeline.map(({ letter }) => letter?.id));
  return deliveries.filter(({ standing, letter }) => standing === "failed" && !left.has(letter));
}
