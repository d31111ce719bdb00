import type { ImportPreview } from "../api.ts";
import { entryKinds, word } from "../languages/en.ts";
import { formatDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";

/** The first documents of a file that is no table. */
export function EntriesView({ entries }: { entries: ImportPreview["entries"] }) {
  return (
    <section className="card" aria-label="What the file holds">
      <div className="scroll">
        <table className="grid">
          <thead>
            <tr>
              <th>Kind</th>
              <th>Document</th>
              <th>Debtor</th>
              <th>Date</th>
              <th>Due</th>
              <th className="number">Amount</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((each, place) => (
              <tr key={place}>
                <td>{word(entryKinds, each.kind)}</td>
                <td className="name">{each.document}</td>
                <td>{each.debtor.name ?? each.debtor.id}</td>
                <td className="day">{each.issued && formatDay(each.issued)}</td>
                <td className="day" data-label="Due">
                  {each.due && formatDay(each.due)}
                </td>
                <td className="number">{each.amount && each.currency && <Money amount={each.amount} currency={each.currency} strong />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
