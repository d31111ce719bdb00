import { Checkbox } from "@mantine/core";
import { formatDay } from "../values/day.ts";
import { Money } from "../values/money.tsx";

/** What the forms need to know of an account: the account page and the call sheet both have it. */
export interface OpenDocument {
  readonly document: string;
  readonly instalment: number;
  readonly due: string;
  readonly open: string;
}

interface DocumentTicks {
  items: readonly OpenDocument[];
  currency: string;
  ticked: readonly string[];
  error: string | undefined;
  onTick(ticked: readonly string[]): void;
}

/** Which documents are meant; none ticked is the whole account. */
export function DocumentTicks({ items, currency, ticked, error, onTick }: DocumentTicks) {
  return (
    <fieldset className="ticks">
      <legend>
        For which documents? <span className="muted">None ticked: the whole account.</span>
      </legend>
      <ul className="choices tick-list">
        {items.map(({ document, instalment, open, due }) => (
          <li key={`${document}/${instalment}`}>
            <Checkbox
              size="xs"
              checked={ticked.includes(document)}
              onChange={(event) => onTick(event.currentTarget.checked ? [...ticked, document] : ticked.filter((each) => each !== document))}
              label={
                <>
                  <strong>{document}</strong> <Money amount={open} currency={currency} /> <span className="muted">due {formatDay(due)}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
      {error && (
        <p className="error small" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** What is open of the ticked documents, or of all. */
export function openOf(items: readonly OpenDocument[], ticked: readonly string[]): string[] {
  return items.filter(({ document }) => ticked.length === 0 || ticked.includes(document)).map(({ open }) => open);
}
