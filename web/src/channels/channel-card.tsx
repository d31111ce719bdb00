import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { api, ask, type ChannelForm } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { channelNames, word } from "../languages/en.ts";
import { useAction } from "../queries.ts";
import { channelProblems } from "./channel-problems.ts";
import { ChannelTrial } from "./channel-trial.tsx";
import { beginning, completed, isSame, type Values } from "./schema.ts";
import { SchemaFields } from "./schema-fields.tsx";

/** What a channel is for, before it is set up. */
const SENTENCES: Record<string, string> = {
  email: "Through your own mail server. Answers and bounces come back to your inbox.",
  post: "Printed by you from a folder, or printed and posted by a service.",
  inbox: "The mailbox that bounces and answers come to. A person’s answer stops the letters until it is read.",
  schedule: "Once a day: propose, let go what needs nobody, and tell your contact what is to be done.",
  voice: "A spoken message that says nothing of a debt before the listener has given a PIN.",
};

/** One channel, or what goes with them: whether it is set up, and its form. While letters leave, the only way on which they do is not taken away. */
export function ChannelCard({ form, isOnlyWay = false }: { form: ChannelForm; isOnlyWay?: boolean }) {
  const creditor = useCreditor();
  const [isOpen, open] = useState(false);
  const [isTrying, beginTrying] = useState(false);
  /** How often it was saved here: what came of trying it before says nothing any more. */
  const [saves, count] = useState(0);
  const [values, change] = useState<Values>({});
  const param = { creditor: creditor.id, channel: form.name };
  const save = useAction((settings: Values | null) => ask(api.creditors[":creditor"].channels[":channel"].$put({ param, json: { settings } })));
  // As it is stored by now: what was typed before, a password too, is not shown again.
  const begin = () => {
    change(form.settings ?? beginning(form.schema));
    save.reset();
    open(true);
  };
  // Whoever has just set it up wants to see whether it works.
  const saved = () => {
    open(false);
    beginTrying(true);
    count(saves + 1);
  };
  const { at, rest } = channelProblems(save.error, form.path, form.schema, values);
  const filled = useRef<HTMLFormElement>(null);
  // On a telephone the first field that needs another look may be several screens above the button.
  useEffect(() => {
    if (save.error) filled.current?.querySelector<HTMLElement>("[data-invalid], [aria-invalid=true]")?.focus();
  }, [save.error]);
  return (
    <section className="card channel" aria-labelledby={`channel-${form.name}`}>
      <CardHead form={form} onChange={isOpen ? null : begin} onTest={isOpen || isTrying || !form.trial ? null : () => beginTrying(true)} />
      {!isOpen && <p className="muted channel-note">{SENTENCES[form.name] ?? ""}</p>}
      {isOpen && (
        <form
          ref={filled}
          className="channel-form"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate(completed(form.schema, values), { onSuccess: saved });
          }}
        >
          <SchemaFields schema={form.schema} values={values} problems={at} onChange={change} />
          <ActionProblem error={rest} />
          {at.size > 0 && (
            <p className="error channel-refused" role="alert">
              Nothing was saved yet: {at.size === 1 ? "one field needs" : `${at.size} fields need`} another look.
            </p>
          )}
          <div className="actions end">
            {isOnlyWay && <span className="muted">It is the only way out. To take it away, go back to the outbox first.</span>}
            {form.settings && !isOnlyWay && <TakeAway onSay={() => save.mutate(null, { onSuccess: () => open(false) })} />}
            <Button size="xs" variant="default" onClick={() => open(false)}>
              Cancel
            </Button>
            <Button size="xs" type="submit" loading={save.isPending}>
              Save
            </Button>
          </div>
        </form>
      )}
      {(isOpen || isTrying) && form.trial && (
        <ChannelTrial
          key={saves}
          name={form.name}
          trial={form.trial}
          isChanged={isOpen && !isSame(completed(form.schema, values), completed(form.schema, form.settings ?? {}))}
        />
      )}
    </section>
  );
}

/** Its name, whether it is set up, and what may be done with it; null: not now. */
function CardHead({ form, onChange, onTest }: { form: ChannelForm; onChange: (() => void) | null; onTest: (() => void) | null }) {
  const name = word(channelNames, form.name);
  return (
    <div className="card-head">
      <h2 id={`channel-${form.name}`}>{name}</h2>
      <span className={form.settings ? "channel-state is-set" : "channel-state"}>{stateOf(form)}</span>
      {onTest && (
        <button type="button" className="text-button channel-test" onClick={onTest} aria-label={`Test ${name}`}>
          Test…
        </button>
      )}
      {onChange && (
        <Button size="xs" variant="default" onClick={onChange} aria-label={`${form.settings ? "Change" : "Set up"} ${name}`}>
          {form.settings ? "Change…" : "Set up…"}
        </Button>
      )}
    </div>
  );
}

function stateOf({ settings }: ChannelForm): string {
  if (!settings) return "Not set up";
  const { dryRun, dailyAt } = settings;
  if (dryRun === true) return "Set up: dry run";
  return typeof dailyAt === "string" ? `Set up: at ${dailyAt}` : "Set up";
}

/** Asks once more: passwords are gone with it. */
function TakeAway({ onSay }: { onSay(): void }) {
  const [isSure, beSure] = useState(false);
  return (
    <Button size="xs" variant={isSure ? "filled" : "subtle"} color="red" onClick={() => (isSure ? onSay() : beSure(true))}>
      {isSure ? "Take it away, with its passwords" : "Take it away…"}
    </Button>
  );
}
