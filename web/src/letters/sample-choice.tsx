import { NativeSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useCreditor } from "../frame/creditor.ts";
import { useAccountSearch } from "../queries.ts";
import { sampleName } from "./wording-words.ts";

export interface DraftChoice {
  readonly sample: string | null;
  /** A real account instead. */
  readonly account: { readonly id: string; readonly name: string } | null;
}

interface Choice {
  kind: string;
  samples: readonly string[];
  choice: DraftChoice;
  onChoose(choice: DraftChoice): void;
}

/** Which letter is looked at: a made-up one, or that of a real account. */
export function SampleChoice({ kind, samples, choice, onChoose }: Choice) {
  const creditor = useCreditor();
  const [search, write] = useState("");
  const [asked] = useDebouncedValue(search, 250);
  const found = useAccountSearch(creditor, null, asked);
  return (
    <div className="sample-choice">
      {samples.length > 0 && (
        <NativeSelect
          size="xs"
          label="Made-up letter"
          value={choice.account ? "" : (choice.sample ?? samples[0]!)}
          data={[...(choice.account ? [{ value: "", label: "–" }] : []), ...samples.map((name) => ({ value: name, label: sampleName(name, kind) }))]}
          onChange={(event) => onChoose({ sample: event.currentTarget.value || null, account: null })}
        />
      )}
      <div className="account-choice">
        <TextInput
          size="xs"
          label="Or a real account"
          placeholder="Name or number"
          value={choice.account ? choice.account.name : search}
          onChange={(event) => {
            if (choice.account) onChoose({ sample: null, account: null });
            write(event.currentTarget.value);
          }}
        />
        {!choice.account && asked.trim() !== "" && found.data && (
          <ul className="account-found" aria-label="Accounts found">
            {found.data.length === 0 && <li className="muted">No account fits.</li>}
            {found.data.map(({ id, debtor, currency }) => (
              <li key={id}>
                <button type="button" className="plain-button" onClick={() => onChoose({ sample: null, account: { id, name: debtor.name } })}>
                  {debtor.name} <span className="muted">{currency}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
