import { useState } from "react";
import type { Letter } from "../api.ts";

const LEAST_HEIGHT = 480;

/** The e-mail in a sandbox: no script runs in it, nothing remote loads, no link leads anywhere. */
export function EmailView({ letter, to }: { letter: Letter; to: string | null }) {
  const [plain, showPlain] = useState(false);
  return (
    <section className="pane-email" aria-labelledby="email-title">
      <div className="pane-head">
        <h2 id="email-title">By e-mail</h2>
        <button type="button" className="plain-button" aria-pressed={plain} onClick={() => showPlain(!plain)}>
          {plain ? "As designed" : "As plain text"}
        </button>
      </div>
      <div className="mail">
        <dl className="mail-head">
          <div>
            <dt>To</dt>
            <dd>{to ?? <span className="muted">no address is known; the letter goes on paper</span>}</dd>
          </div>
          <div>
            <dt>Subject</dt>
            <dd>
              <strong>{letter.subject}</strong>
            </dd>
          </div>
        </dl>
        {plain ? (
          <pre className="mail-text">{letter.text}</pre>
        ) : (
          <iframe title={`E-mail: ${letter.subject}`} sandbox="" srcDoc={letter.html} style={{ minHeight: LEAST_HEIGHT }} />
        )}
      </div>
    </section>
  );
}
