import { useState } from "react";
import type { DraftLetter } from "../api.ts";
import { Empty } from "../frame/problem-view.tsx";
import { PaperPages } from "../letter/paper-view.tsx";

type Form = "paper" | "mail" | "text";
const FORMS: readonly [Form, string][] = [
  ["paper", "Paper"],
  ["mail", "E-mail"],
  ["text", "Plain text"],
];

/** The letter as it would read now, in one of its forms. */
export function DraftView({ letter, isWaiting, isEmpty }: { letter: DraftLetter | null; isWaiting: boolean; isEmpty?: boolean }) {
  const [form, show] = useState<Form>("paper");
  return (
    <section aria-label="Preview" aria-busy={isWaiting} className={isWaiting ? "draft is-waiting" : "draft"}>
      <div className="pane-tabs is-wide" role="group" aria-label="Form of the letter">
        {FORMS.map(([name, label]) => (
          <button key={name} type="button" className="plain-button" aria-pressed={form === name} onClick={() => show(name)}>
            {label}
          </button>
        ))}
      </div>
      {letter ? <Shown letter={letter} form={form} /> : !isWaiting && <NoDraft isEmpty={isEmpty ?? false} />}
    </section>
  );
}

function Shown({ letter, form }: { letter: DraftLetter; form: Form }) {
  if (form === "paper") return <PaperPages picture={letter.picture} subject={letter.subject} />;
  return (
    <div className="mail">
      <dl className="mail-head">
        <div>
          <dt>Subject</dt>
          <dd>
            <strong>{letter.subject}</strong>
          </dd>
        </div>
      </dl>
      {form === "text" ? (
        <pre className="mail-text">{letter.text}</pre>
      ) : (
        <iframe title={`E-mail: ${letter.subject}`} sandbox="" srcDoc={letter.html} style={{ minHeight: 480 }} />
      )}
    </div>
  );
}

function NoDraft({ isEmpty }: { isEmpty: boolean }) {
  if (isEmpty) return <Empty title="No made-up letter yet">Choose a real account to see how the letter reads.</Empty>;
  return <Empty title="No letter yet">Mend what is named beside the text; the letter appears as soon as it can be read.</Empty>;
}
