import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { api, ask, type Creditor, type Letter } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useAction } from "../queries.ts";

interface Override {
  creditor: Creditor;
  run: string;
  account: string;
  findings: Letter["findings"];
  onClose(): void;
}

/** A finding that asks for a word is let pass for this letter only, with a reason that stays on the timeline. */
export function OverrideDialog({ creditor, run, account, findings, onClose }: Override) {
  const checks = [...new Set(findings.map(({ code }) => code))];
  const [reasons, write] = useState<Readonly<Record<string, string>>>({});
  const approve = useAction(() => {
    const overrides = checks.map((check) => ({ check, reason: reasons[check] ?? "" }));
    return ask(api.proposals[":run"].approvals.$post({ param: { run }, json: { creditor: creditor.id, accounts: [account], overrides } }));
  });
  const isSaid = checks.every((check) => (reasons[check] ?? "").trim() !== "");
  return (
    <Modal
      opened
      onClose={onClose}
      title={<strong>Approve in spite of {checks.length === 1 ? "a finding" : "findings"}</strong>}
      size="md"
      centered
      lockScroll={false}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          approve.mutate(undefined, { onSuccess: onClose });
        }}
      >
        {checks.map((check, place) => (
          <div key={check} className="override">
            {findings
              .filter(({ code }) => code === check)
              .map(({ message }, line) => (
                <p key={line}>
                  <span className="badge severity-W">{check}</span> {message}
                </p>
              ))}
            <TextInput
              mt={6}
              label="Why it may leave all the same"
              value={reasons[check] ?? ""}
              maxLength={500}
              required
              {...(place === 0 && { "data-autofocus": true })}
              onChange={({ currentTarget: { value } }) => write((before) => ({ ...before, [check]: value }))}
            />
          </div>
        ))}
        <p className="muted small override-note">It is for this letter only, under your name on the timeline.</p>
        <ActionProblem error={approve.error} />
        <div className="actions end">
          <Button size="xs" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button size="xs" type="submit" disabled={!isSaid} loading={approve.isPending}>
            Approve
          </Button>
        </div>
      </form>
    </Modal>
  );
}
