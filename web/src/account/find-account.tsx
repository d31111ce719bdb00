import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Creditor } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useAccountSearch } from "../queries.ts";

export interface Chosen {
  id: string;
  name: string;
}

interface FindAccount {
  creditor: Creditor;
  /** Null: accounts in any currency. */
  currency: string | null;
  onChoose(chosen: Chosen): void;
}

/** An account by its debtor's name or number. */
export function FindAccount({ creditor, currency, onChoose }: FindAccount) {
  const [text, write] = useState("");
  const [search] = useDebouncedValue(text, 200);
  const found = useAccountSearch(creditor, currency, search);
  return (
    <>
      <TextInput
        mt="md"
        label="Debtor"
        placeholder="Name or customer number"
        type="search"
        value={text}
        data-autofocus
        onChange={(event) => write(event.currentTarget.value)}
      />
      <ActionProblem error={found.error} />
      <ul className="choices" aria-label="Debtors found">
        {search.trim() !== "" &&
          found.data?.map(({ id, debtor }) => (
            <li key={id}>
              <Button
                size="xs"
                variant="default"
                fullWidth
                justify="space-between"
                rightSection={<span className="muted">{debtor.id}</span>}
                onClick={() => onChoose({ id, name: debtor.name })}
              >
                {debtor.name}
              </Button>
            </li>
          ))}
      </ul>
      {search.trim() !== "" && found.data?.length === 0 && <p className="muted">No debtor of this name has an account{currency && ` in ${currency}`}.</p>}
    </>
  );
}
