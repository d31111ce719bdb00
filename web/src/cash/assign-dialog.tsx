import { Modal } from "@mantine/core";
import { useState } from "react";
import type { Creditor, WaitingCash } from "../api.ts";
import { type Chosen, FindAccount } from "../account/find-account.tsx";
import { Money } from "../values/money.tsx";
import { AssignDocuments } from "./assign-documents.tsx";
import { Payer } from "./payer.tsx";

interface AssignDialog {
  creditor: Creditor;
  transaction: WaitingCash;
  onClose(): void;
  onDone(what: string): void;
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
