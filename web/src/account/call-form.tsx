import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Account, Happening } from "../api.ts";
import { callOutcomes } from "../languages/en.ts";

type Outcome = keyof typeof callOutcomes;

/** A call is recorded with how it went; what was promised or disputed goes into the note until it has forms of its own. */
export function CallForm({ account, busy, onSay }: { account: Account; busy: boolean; onSay(json: Happening, done: () => void): void }) {
  const [outcome, choose] = useState<Outcome>("reached");
  const [detail, write] = useState("");
  const { contactName, phone } = account.debtor;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSay({ kind: "call", outcome, detail }, () => write(""));
      }}
    >
      <p>
        The first letter’s pay-by day has passed. A call often settles it; the second letter goes on its day all the same.{" "}
        <span className="muted">{[contactName, phone].filter(Boolean).join(" · ") || "No telephone number is known."}</span>
      </p>
      <div className="fields">
        <NativeSelect
          size="xs"
          label="How it went"
          value={outcome}
          onChange={(event) => choose(event.currentTarget.value as Outcome)}
          data={Object.entries(callOutcomes).map(([value, label]) => ({ value, label }))}
        />
        <TextInput size="xs" label="Note" value={detail} maxLength={2_000} onChange={(event) => write(event.currentTarget.value)} />
        <Button size="xs" type="submit" loading={busy}>
          Record a call
        </Button>
      </div>
    </form>
  );
}
