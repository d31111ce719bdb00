import { useQuery } from "@tanstack/react-query";
import type { CallSheet } from "../api.ts";
import { debtorTypes, word } from "../languages/en.ts";
import { reasonsQuery } from "../queries.ts";
import { Money } from "../values/money.tsx";
import { sentence } from "../values/reason.ts";

const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

/** Whom to call on which number, what time it is there, whether one may, and what for. */
export function SheetHeading({ sheet }: { sheet: CallSheet }) {
  const { data = {} } = useQuery(reasonsQuery);
  const { debtor, contact, amounts, currency, goal, about, call, noCall } = sheet;
  const why = call?.why ?? noCall;
  return (
    <>
      <div className="heading">
        <div>
          <h1>{debtor.name}</h1>
          <p className="muted facts">
            {[
              debtor.id,
              word(debtorTypes, debtor.type),
              contact.name ?? "accounts payable",
              languageNames.of(contact.language),
              contact.salesperson && `Salesperson: ${contact.salesperson}`,
            ]
              .filter(Boolean)
              .map((fact) => (
                <span key={fact}>{fact}</span>
              ))}
          </p>
          <p className="call-number">
            {contact.phone ? <a href={`tel:${contact.phone.replace(/[^\d+]/g, "")}`}>{contact.phone}</a> : "No number is known."}
            {contact.localTimes.length > 0 && (
              <span className="muted local-time"> it is {contact.localTimes.map(({ zone, time }) => `${time} (${zoneName(zone)})`).join(", ")} there</span>
            )}
          </p>
        </div>
        <dl className="figures">
          <div>
            <dt>Overdue</dt>
            <dd>
              <Money amount={amounts.overdue} currency={currency} strong />
            </dd>
          </div>
          <div>
            <dt>Open</dt>
            <dd>
              <Money amount={amounts.open} currency={currency} strong />
            </dd>
          </div>
          {/[1-9]/.test(amounts.charges) && (
            <div>
              <dt>Charges</dt>
              <dd>
                <Money amount={amounts.charges} currency={currency} strong />
              </dd>
            </div>
          )}
          {/[1-9]/.test(amounts.credits) && (
            <div>
              <dt>Credits</dt>
              <dd>
                <Money amount={amounts.credits} currency={currency} strong />
              </dd>
            </div>
          )}
        </dl>
      </div>
      <p className="goal">
        <strong>Goal:</strong> {sentence(data, { code: `goal-${goal}`, about })}
        {why && <span className="muted"> {sentence(data, why)}</span>}
      </p>
    </>
  );
}

/** "Europe/London" -> "London" */
function zoneName(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}
