import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { type Account, api, ask } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { plural, steps, word } from "../languages/en.ts";
import { choices, correctionReasons } from "../languages/en-process.ts";
import { useAction } from "../queries.ts";
import { fieldProblems } from "../record/field-problems.ts";

type Letter = NonNullable<Account["timeline"][number]["letter"]>;

interface RecallDialog {
  account: string;
  letter: Letter;
  onClose(): void;
}

/** Takes a letter back. What left cannot be un-sent, so the debtor may be told. */
export function RecallDialog({ account, letter, onClose }: RecallDialog) {
  const [reason, write] = useState("");
  const [correct, choose] = useState<keyof typeof correctionReasons | "">("");
  const param = { account, letter: letter.id };
  const recall = useAction(() => ask(api.accounts[":account"].letters[":letter"].recall.$post({ param, json: { reason, correct: correct || null } })));
  const problems = fieldProblems(recall.error, ["reason", "correct"]);
  return (
    <Modal opened onClose={onClose} title={<strong>Recall the {word(steps, letter.step).toLowerCase()}</strong>} size="sm" centered lockScroll={false}>
      {recall.data ? (
        <Done data={recall.data} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            recall.mutate(undefined);
          }}
        >
          <p>Its invoices go back to the step before it, and its charges are taken back.</p>
          <TextInput
            mt="sm"
            label="Reason"
            value={reason}
            maxLength={500}
            required
            data-autofocus
            error={problems.at("reason")}
            onChange={(event) => write(event.currentTarget.value)}
          />
          <NativeSelect
            mt="sm"
            label="Tell the debtor in writing to disregard it"
            value={correct}
            error={problems.at("correct")}
            onChange={(event) => choose(event.currentTarget.value as typeof correct)}
            data={[{ value: "", label: "No" }, ...choices(correctionReasons).map(({ value, label }) => ({ value, label: `Yes: ${label.toLowerCase()}` }))]}
          />
          <ActionProblem error={problems.rest} />
          <div className="actions end">
            <Button size="xs" variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button size="xs" type="submit" disabled={reason.trim() === ""} loading={recall.isPending}>
              Recall
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

interface Report {
  hadLeft: boolean;
  charges: number;
  withdrawn: number;
  corrections: { sent: number; owed: number };
}

function Done({ data: { hadLeft, charges, withdrawn, corrections }, onClose }: { data: Report; onClose(): void }) {
  const parts = [
    hadLeft ? "The letter is recalled." : "The letter was taken back before it left.",
    charges > 0 && `Taken back with it: ${plural(charges, "charge")}.`,
    withdrawn > 0 && `${withdrawn === 1 ? "One approval was" : `${withdrawn} approvals were`} withdrawn: propose and approve anew.`,
    corrections.sent > 0 && "The debtor was told in writing.",
    corrections.owed > 0 && "The correction leaves as soon as it may.",
  ];
  return (
    <div role="status">
      {parts.map((part) => part && <p key={part}>{part}</p>)}
      <div className="actions end">
        <Button size="xs" data-autofocus onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}
