import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { type Account, api, ask } from "../api.ts";
import { word } from "../languages/en.ts";
import { chargeKinds } from "../languages/en-process.ts";
import { useAction } from "../queries.ts";
import { fieldProblems } from "../record/field-problems.ts";
import { Money } from "../values/money.tsx";
import { ActionProblem } from "../frame/problem-view.tsx";

interface WaiveDialog {
  account: string;
  charge: Account["charges"][number];
  currency: string;
  onClose(): void;
}

/** A charge that is given up is not made again; the reason stands on the timeline. */
export function WaiveDialog({ account, charge, currency, onClose }: WaiveDialog) {
  const [reason, write] = useState("");
  const param = { account, charge: charge.id };
  const waive = useAction(() => ask(api.accounts[":account"].charges[":charge"].waive.$post({ param, json: { reason } })));
  const problems = fieldProblems(waive.error, ["reason"]);
  return (
    <Modal opened onClose={onClose} title={<strong>Waive this charge</strong>} size="sm" centered lockScroll={false}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          waive.mutate(undefined, { onSuccess: onClose });
        }}
      >
        <p>
          {word(chargeKinds, charge.kind)} for {charge.document}: <Money amount={charge.open} currency={currency} strong /> is given up.
        </p>
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
        <p className="muted small">It is written off and not charged again.</p>
        <ActionProblem error={problems.rest} />
        <div className="actions end">
          <Button size="xs" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button size="xs" type="submit" disabled={reason.trim() === ""} loading={waive.isPending}>
            Waive
          </Button>
        </div>
      </form>
    </Modal>
  );
}
