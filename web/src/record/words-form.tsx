import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Happening } from "../api.ts";
import { choices, ways } from "../languages/en-process.ts";
import { fieldProblems } from "./field-problems.ts";
import { FormFrame, type RecordForm } from "./form-frame.tsx";

/** What the debtor wrote: nothing leaves until somebody has read and answered it. */
export function ReplyForm({ busy, error, onSay, onCancel }: RecordForm<Happening>) {
  const [detail, write] = useState("");
  const [channel, choose] = useState<keyof typeof ways | "">("email");
  const problems = fieldProblems(error, ["detail", "channel"]);
  return (
    <FormFrame
      label="Reply"
      submit="Record the reply"
      busy={busy}
      problem={problems.rest}
      onCancel={onCancel}
      onSubmit={() => onSay({ kind: "reply", detail, channel: channel || null })}
    >
      <div className="fields">
        <TextInput
          size="xs"
          label="What the debtor wrote"
          value={detail}
          maxLength={2_000}
          error={problems.at("detail")}
          onChange={(event) => write(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label="How"
          value={channel}
          error={problems.at("channel")}
          onChange={(event) => choose(event.currentTarget.value as keyof typeof ways | "")}
          data={[{ value: "", label: "Not said" }, ...choices(ways)]}
        />
      </div>
    </FormFrame>
  );
}

/** A remark for whoever looks at the account next; it changes nothing. */
export function NoteForm({ busy, error, onSay, onCancel }: RecordForm<Happening>) {
  const [detail, write] = useState("");
  const problems = fieldProblems(error, ["detail"]);
  return (
    <FormFrame label="Note" submit="Record the note" busy={busy} problem={problems.rest} onCancel={onCancel} onSubmit={() => onSay({ kind: "note", detail })}>
      <div className="fields">
        <TextInput
          size="xs"
          required
          label="Note"
          value={detail}
          maxLength={2_000}
          error={problems.at("detail")}
          onChange={(event) => write(event.currentTarget.value)}
        />
      </div>
    </FormFrame>
  );
}

/** A hard stop for the debtor, with a way back. */
export function StopForm({ isStopped, busy, error, onSay, onCancel }: RecordForm<Happening> & { isStopped: boolean }) {
  return (
    <FormFrame
      label={isStopped ? "Allow contact again" : "Stop contact"}
      submit={isStopped ? "Allow contact again" : "Stop all contact"}
      busy={busy}
      problem={error}
      onCancel={onCancel}
      onSubmit={() => onSay({ kind: isStopped ? "contact-allowed" : "stop-contact" })}
    >
      <p>
        {isStopped
          ? "The debtor may be contacted again. The next letter is proposed, and needs a new approval."
          : "The debtor asked not to be contacted. No letter leaves and nobody calls, on no account of this debtor, until contact is allowed again."}
      </p>
    </FormFrame>
  );
}
