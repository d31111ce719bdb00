import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Account, Happening } from "../api.ts";
import { choices, contactChannels, holdScopes } from "../languages/en-process.ts";
import { fieldProblems } from "./field-problems.ts";
import { FormFrame, type RecordForm } from "./form-frame.tsx";

type Scope = keyof typeof holdScopes;
type Channel = keyof typeof contactChannels;

/** Nothing leaves for what is on hold, until the day or until it is lifted. */
export function HoldForm({ account, busy, error, onSay, onCancel }: RecordForm<Happening> & { account: Account }) {
  const { email, phone } = account.debtor;
  const documents = [...new Set(account.items.map((item) => item.document))];
  const [scope, choose] = useState<Scope>("account");
  const [document, name] = useState("");
  const [on, close] = useState<Channel>("email");
  const [contact, address] = useState(email ?? phone ?? "");
  const [reason, write] = useState("");
  const [until, end] = useState("");
  const problems = fieldProblems(error, ["scope", "document", "contact", "reason", "until"]);
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
          onChange={(event) => choose(event.currentTarget.value as Scope)}
          data={choices(holdScopes)}
        />
        {scope === "document" && (
          <NativeSelect
            size="xs"
            required
            label="Document"
            value={document}
            error={problems.at("document")}
            onChange={(event) => name(event.currentTarget.value)}
            data={[{ value: "", label: "Choose…" }, ...documents]}
          />
        )}
        {scope === "channel" && (
          <NativeSelect
            size="xs"
            label="Way of contact"
            value={on}
            onChange={(event) => close(event.currentTarget.value as Channel)}
            data={choices(contactChannels)}
          />
        )}
        {scope === "contact" && (
          <TextInput
            size="xs"
            required
            label="Address or number"
            value={contact}
            maxLength={200}
            error={problems.at("contact")}
            onChange={(event) => address(event.currentTarget.value)}
          />
        )}
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
