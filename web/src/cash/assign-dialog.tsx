import { Button, Modal, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Creditor, WaitingCash } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useAccountSearch } from "../queries.ts";
import { Money } from "../values/money.tsx";
import { AssignDocuments } from "./assign-documents.tsx";
import { Payer } from "./payer.tsx";

interface AssignDialog {
  creditor: Creditor;
  transaction: WaitingCash;
  onClose(): void;
  onDone(what: string): void;
}

interface Chosen {
  id: string;
  name: string;
}

/** A person's own word: whose the money is, and what it pays. */
export function AssignDialog({ creditor, transaction, onClose, onDone }: AssignDialog) {
  const [chosen, choose] = useState<Chosen | null>(null);
  return (
    <Modal opened onClose={onClose} title={<strong>Whose money is it?</strong>} size="lg" centered lockScroll={false}>
      <p>
        <Money amount={transaction.amount} currency={transaction.currency} strong />
      </p>
      <Payer {...transaction} found={[]} />
      {chosen ? (
        <AssignDocuments
          creditor={creditor}
          transaction={transaction}
          account={chosen.id}
          name={chosen.name}
          onBack={() => choose(null)}
          onDone={() => {
            onDone(`is booked on the account of ${chosen.name}`);
            onClose();
          }}
        />
      ) : (
        <FindAccount creditor={creditor} currency={transaction.currency} onChoose={choose} />
      )}
    </Modal>
  );
}

function FindAccount({ creditor, currency, onChoose }: { creditor: Creditor; currency: string; onChoose(chosen: Chosen): void }) {
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
      {search.trim() !== "" && found.data?.length === 0 && <p className="muted">No debtor of this name has an account in {currency}.</p>}
    </>
  );
}
