import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { type Account, api, ask, type HandOver } from "../api.ts";
import { useAction } from "../queries.ts";
import { fieldProblems } from "../record/field-problems.ts";
import { FormFrame } from "../record/form-frame.tsx";

/** The agency gives documents back: those ticked, or all. */
export function TakeBack({ account, handOver }: { account: Account; handOver: HandOver }) {
  const [isOpen, open] = useState(false);
  const [reason, write] = useState("");
  const [ticked, tick] = useState<readonly string[]>([]);
  const param = { account: account.account.id };
  const recall = useAction(() =>
    ask(api.accounts[":account"]["hand-over"].recall.$post({ param, json: { reason, ...(ticked.length > 0 && { documents: [...ticked] }) } })),
  );
  const problems = fieldProblems(recall.error, ["reason"]);
  if (!isOpen)
    return (
      <div className="actions">
        <Button size="xs" variant="default" onClick={() => open(true)}>
          Take back from the agency…
        </Button>
      </div>
    );
  return (
    <FormFrame
      label="Take back from the agency"
      submit="Take back"
      busy={recall.isPending}
      problem={problems.rest}
      onCancel={() => open(false)}
      onSubmit={() => recall.mutate(undefined, { onSuccess: () => open(false) })}
    >
      <div className="fields">
        <TextInput
          size="xs"
          required
          label="Why it comes back"
          value={reason}
          maxLength={500}
          error={problems.at("reason")}
          onChange={(event) => write(event.currentTarget.value)}
        />
      </div>
      {handOver.placed.length > 1 && (
        <ul className="choices tick-list" aria-label="Only these documents; none ticked: all">
          {handOver.placed.map(({ document }) => (
            <li key={document}>
              <Checkbox
                size="xs"
                label={document}
                checked={ticked.includes(document)}
                onChange={(event) => tick(event.currentTarget.checked ? [...ticked, document] : ticked.filter((each) => each !== document))}
              />
            </li>
          ))}
        </ul>
      )}
    </FormFrame>
  );
}
