import type { Message } from "../api.ts";

/** The files that came with a message, and the message itself: always saved, never opened here. */
export function Attachments({ message: { id, attachments } }: { message: Message }) {
  return (
    <p className="files mail-files">
      {attachments.map(({ number, name, size }) => (
        <a key={number} href={`/api/inbox/${id}/attachments/${number}`} download>
          {name || `File ${number}`} <span className="muted">{sizeWords(size)}</span>
        </a>
      ))}
      <a href={`/api/inbox/${id}/raw`} download className="muted">
        Whole message
      </a>
    </p>
  );
}

function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
