import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Account, Happening } from "../api.ts";
import { choices, contactChannels, holdScopes } from "../languages/en-process.ts";
import { type FieldProblems, fieldProblems } from "./field-problems.ts";
import { FormFrame, type RecordForm } from "./form-frame.tsx";

type Scope = keyof typeof holdScopes;
type Channel = keyof typeof contactChannels;

interface Held {
  readonly scope: Scope;
  readonly document: string;
  readonly on: Channel;
  readonly contact: string;
}

/** Nothing leaves for what is on hold, until the day or until it is lifted. */
export function HoldForm({ account, busy, error, onSay, onCancel }: RecordForm<Happening> & { account: Account }) {
  const { email, phone } = account.debtor;
  const [held, change] = useState<Held>({ scope: "account", document: "", on: "email", contact: email ?? phone ?? "" });
  const [reason, write] = useState("");
  const [until, end] = useState("");
  const problems = fieldProblems(error, ["scope", "document", "contact", "reason", "until"]);
  const { scope, document, on, contact } = held;
  const said: Happening = {
    kind: "hold",
    scope: scope === "document" ? "account" : scope,
    document: scope === "document" ? document : null,
    on: scope === "channel" ? on : null,
    contact: scope === "contact" ? contact : null,
    reason,
    until: until || null,
  };
  return (
    <FormFrame label="Hold" submit="Put on hold" busy={busy} problem={problems.rest} onCancel={onCancel} onSubmit={() => onSay(said)}>
      <div className="fields">
        <NativeSelect
          size="xs"
          label="What is held"
          value={scope}
          error={problems.at("scope")}
          onChange={(event) => change({ ...held, scope: event.currentTarget.value as Scope })}
          data={choices(holdScopes)}
        />
        <HeldThing held={held} documents={[...new Set(account.items.map((item) => item.document))]} problems={problems} onChange={change} />
        <TextInput
          size="xs"
          type="date"
          label="Until"
          description="The last day; left empty: until it is lifted."
          value={until}
          error={problems.at("until")}
          onChange={(event) => end(event.currentTarget.value)}
        />
      </div>
      <div className="fields">
        <TextInput
          size="xs"
          required
          label="Reason"
          value={reason}
          maxLength={2_000}
          error={problems.at("reason")}
          onChange={(event) => write(event.currentTarget.value)}
        />
      </div>
    </FormFrame>
  );
}

interface HeldThing {
  held: Held;
  documents: readonly string[];
  problems: FieldProblems;
  onChange(held: Held): void;
}

/** Which document, way or address is meant, where the scope asks for one. */
function HeldThing({ held, documents, problems, onChange }: HeldThing) {
  if (held.scope === "document")
    return (
      <NativeSelect
        size="xs"
        required
        label="Document"
        value={held.document}
        error={problems.at("document")}
        onChange={(event) => onChange({ ...held, document: event.currentTarget.value })}
        data={[{ value: "", label: "Choose…" }, ...documents]}
      />
    );
  if (held.scope === "channel")
    return (
      <NativeSelect
        size="xs"
        label="Way of contact"
        value={held.on}
        onChange={(event) => onChange({ ...held, on: event.currentTarget.value as Channel })}
        data={choices(contactChannels)}
      />
    );
  if (held.scope !== "contact") return null;
  return (
    <TextInput
      size="xs"
      required
      label="Address or number"
      value={held.contact}
      maxLength={200}
      error={problems.at("contact")}
      onChange={(event) => onChange({ ...held, contact: event.currentTarget.value })}
    />
  );
}
