import { Button } from "@mantine/core";
import { useState } from "react";
import { api, ask, type ChannelForm } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { channelNames, word } from "../languages/en.ts";
import { useAction } from "../queries.ts";
import type { Values } from "./schema.ts";
import { SchemaFields } from "./schema-fields.tsx";

/** What a channel is for, before it is set up. */
const SENTENCES: Record<string, string> = {
  email: "Through your own mail server. Answers and bounces come back to your inbox.",
  post: "Printed by you from a folder, or printed and posted by a service.",
  voice: "A spoken message that says nothing of a debt before the listener has given a PIN.",
};

/** One channel: whether it is set up, and its form. */
export function ChannelCard({ form }: { form: ChannelForm }) {
  const creditor = useCreditor();
  const [isOpen, open] = useState(false);
  const [values, change] = useState<Values>(form.settings ?? {});
  const param = { creditor: creditor.id, channel: form.name };
  const save = useAction((settings: Values | null) => ask(api.creditors[":creditor"].channels[":channel"].$put({ param, json: { settings } })));
  const name = word(channelNames, form.name);
  const close = () => {
    change(form.settings ?? {});
    open(false);
    save.reset();
  };
  return (
    <section className="card channel" aria-labelledby={`channel-${form.name}`}>
      <div className="card-head">
        <h2 id={`channel-${form.name}`}>{name}</h2>
        <span className={form.settings ? "channel-state is-set" : "channel-state"}>{form.settings ? "Set up" : "Not set up"}</span>
        {!isOpen && (
          <Button size="xs" variant="default" onClick={() => open(true)} aria-label={`${form.settings ? "Change" : "Set up"} ${name}`}>
            {form.settings ? "Change…" : "Set up…"}
          </Button>
        )}
      </div>
      {!isOpen && <p className="muted channel-note">{SENTENCES[form.name] ?? ""}</p>}
      {isOpen && (
        <form
          className="channel-form"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate(values, { onSuccess: () => open(false) });
          }}
        >
          <SchemaFields schema={form.schema} values={values} onChange={change} />
          <ActionProblem error={save.error} />
          <div className="actions end">
            {form.settings && (
              <Button size="xs" variant="subtle" color="red" onClick={() => save.mutate(null, { onSuccess: () => (change({}), open(false)) })}>
                Take it away
              </Button>
            )}
            <Button size="xs" variant="default" onClick={close}>
              Cancel
            </Button>
            <Button size="xs" type="submit" loading={save.isPending}>
              Save
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
