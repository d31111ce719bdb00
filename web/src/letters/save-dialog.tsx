import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { api, ask, type Wording } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { useAction } from "../queries.ts";
import { kindName, languageName } from "./wording-words.ts";

interface Save {
  wording: Wording;
  /** Empty: back to Firmly's own. */
  text: string;
  opened: boolean;
  onClose(): void;
}

/** Asks why, since somebody will: the reason stays with the version. */
export function SaveDialog({ wording: { language, kind, versions }, text, opened, onClose }: Save) {
  const creditor = useCreditor();
  const [reason, write] = useState("");
  const param = { language, kind };
  const save = useAction(() => ask(api.templates[":language"][":kind"].$post({ param, json: { creditor: creditor.id, text, reason } })));
  const isBack = text === "";
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{isBack ? "Back to Firmly’s own words" : `Save version ${versions.length + 1}`}</strong>}
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
        <p className="muted">
          {kindName(kind)} in {languageName(language)}. Letters that are approved but have not left are shown to you again.
        </p>
        <TextInput
          mt="sm"
          label="Why"
          placeholder={isBack ? "The plain words do better" : "Our own thanks, agreed with sales"}
          value={reason}
          maxLength={500}
          required
          data-autofocus
          onChange={(event) => write(event.currentTarget.value)}
        />
        <ActionProblem error={save.error} />
        <div className="actions end">
          <Button size="xs" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button size="xs" type="submit" disabled={reason.trim() === ""} loading={save.isPending}>
            {isBack ? "Go back" : "Save"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
