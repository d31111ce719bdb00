import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { contrastOnWhite, LEAST_CONTRAST } from "../../../src/core/letter/contrast.ts";
import { api, ask, type GivenLetterhead, type Letterhead } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useAction, useLetterheadDraft } from "../queries.ts";
import { formatDay } from "../values/day.ts";
import { DraftView } from "./draft-view.tsx";
import { PictureField } from "./picture-field.tsx";

/** Logo, colour, signature and envelope, beside the page that they make. */
export function LetterheadForm({ letterhead }: { letterhead: Letterhead }) {
  const creditor = useCreditor();
  const start = givenOf(letterhead);
  const [given, change] = useState(start);
  const [saving, save] = useState<"given" | "plain" | null>(null);
  const [rested] = useDebouncedValue(given, 350);
  const draft = useLetterheadDraft(creditor, rested);
  const isChanged = JSON.stringify(given) !== JSON.stringify(start);
  const set = (part: Partial<GivenLetterhead>) => change((before) => ({ ...before, ...part }));
  return (
    <div className="columns even">
      <div>
        <section className="card letterhead" aria-labelledby="letterhead-title">
          <div className="card-head">
            <h2 id="letterhead-title">{letterhead.version > 0 ? `Your letterhead, version ${letterhead.version}` : "Firmly’s plain letterhead"}</h2>
            <div className="actions">
              {letterhead.version > 0 && !isChanged && (
                <Button size="xs" variant="default" onClick={() => save("plain")}>
                  Back to plain…
                </Button>
              )}
              <Button size="xs" disabled={!isChanged || draft.isError} onClick={() => save("given")}>
                Save…
              </Button>
            </div>
          </div>
          <Fields letterhead={letterhead} given={given} set={set} />
          <p className="muted small wording-note">
            Name, address, company details and bank accounts come from the settings. Pictures: PNG, JPEG or SVG, at most 400 KB.
          </p>
          <div className="wording-note">
            <ActionProblem error={draft.error} />
          </div>
        </section>
        <Versions letterhead={letterhead} />
      </div>
      <DraftView letter={draft.data?.letter ?? null} isWaiting={draft.isFetching || rested !== given} />
      <SaveLetterhead given={saving === "given" ? given : null} opened={saving !== null} onClose={() => save(null)} />
    </div>
  );
}

function Fields({ letterhead, given, set }: { letterhead: Letterhead; given: GivenLetterhead; set(part: Partial<GivenLetterhead>): void }) {
  const { signatory } = given;
  return (
    <div className="letterhead-fields">
      <PictureField label="Logo" kept={letterhead.logo} given={given.logo} onChange={(logo) => set({ logo })} />
      <ColourField value={given.accent} onChange={(accent) => set({ accent })} />
      <TextInput
        size="xs"
        label="Who signs"
        placeholder="The contact"
        value={signatory?.name ?? ""}
        maxLength={100}
        onChange={({ currentTarget: { value } }) => set({ signatory: value === "" ? null : { name: value, title: signatory?.title ?? null } })}
      />
      <TextInput
        size="xs"
        label="Title"
        placeholder="Head of Credit"
        disabled={!signatory}
        value={signatory?.title ?? ""}
        maxLength={100}
        onChange={({ currentTarget: { value } }) => signatory && set({ signatory: { ...signatory, title: value || null } })}
      />
      <PictureField label="Signature" kept={letterhead.signature} given={given.signature} onChange={(signature) => set({ signature })} />
      <NativeSelect
        size="xs"
        label="Envelopes in use"
        value={given.window ?? ""}
        data={[{ value: "", label: "The usual one of the debtor’s country" }, ...letterhead.windows.map(({ name, title }) => ({ value: name, label: title }))]}
        onChange={({ currentTarget: { value } }) => set({ window: value || null })}
      />
    </div>
  );
}

function givenOf({ accent, signatory, window, logo, signature }: Letterhead): GivenLetterhead {
  return { accent, signatory, window, logo: logo ? "keep" : null, signature: signature ? "keep" : null };
}

function ColourField({ value, onChange }: { value: string; onChange(colour: string): void }) {
  const isColour = /^#[0-9a-f]{6}$/i.test(value);
  const contrast = isColour ? contrastOnWhite(value) : null;
  const problem =
    contrast === null
      ? "Write it like #17405f"
      : contrast < LEAST_CONTRAST
        ? `Too pale: ${contrast.toFixed(1)} to 1 on white, ${LEAST_CONTRAST} is needed`
        : null;
  return (
    <div className="colour-field">
      <TextInput
        size="xs"
        label="Colour"
        value={value}
        maxLength={7}
        error={problem}
        description={contrast !== null && !problem ? `Contrast ${contrast.toFixed(1)} to 1 on white paper` : undefined}
        inputWrapperOrder={["label", "input", "description", "error"]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <input type="color" aria-label="Choose the colour" value={isColour ? value : "#17405f"} onChange={(event) => onChange(event.currentTarget.value)} />
    </div>
  );
}

function Versions({ letterhead: { versions } }: { letterhead: Letterhead }) {
  if (versions.length === 0) return null;
  return (
    <section className="card wording-versions" aria-labelledby="letterhead-versions">
      <div className="card-head">
        <h2 id="letterhead-versions">Versions</h2>
      </div>
      <ol className="version-list" reversed>
        {versions.toReversed().map(({ version, by, on, reason, isPlain }) => (
          <li key={version}>
            <strong>Version {version}</strong>
            <span className="muted">
              {formatDay(on)}, by {by}
            </span>
            <span>
              {reason}
              {isPlain && <span className="muted"> (plain)</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** `given` null: back to the plain one. */
function SaveLetterhead({ given, opened, onClose }: { given: GivenLetterhead | null; opened: boolean; onClose(): void }) {
  const creditor = useCreditor();
  const [reason, write] = useState("");
  const param = { creditor: creditor.id };
  const save = useAction(() => ask(api.letterheads[":creditor"].$post({ param, json: { letterhead: given, reason } })));
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{given ? "Save the letterhead" : "Back to the plain letterhead"}</strong>}
      size="sm"
      centered
      lockScroll={false}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined, { onSuccess: onClose });
        }}
      >
        <TextInput
          label="Why"
          placeholder="The new logo"
          value={reason}
          maxLength={500}
          required
          data-autofocus
          onChange={(event) => write(event.currentTarget.value)}
        />
        <p className="muted small">Letters that are approved but have not left are shown to you again.</p>
        <ActionProblem error={save.error} />
        <div className="actions end">
          <Button size="xs" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button size="xs" type="submit" disabled={reason.trim() === ""} loading={save.isPending}>
            {given ? "Save" : "Go back"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
