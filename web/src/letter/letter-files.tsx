import type { Account } from "../api.ts";

type Letter = NonNullable<Account["timeline"][number]["letter"]>;

const NAMES: Record<string, string> = { "application/pdf": "PDF", "message/rfc822": "E-mail" };

/** The files of a delivered letter, exactly as they left. */
export function LetterFiles({ letter }: { letter: Letter }) {
  return (
    <span className="files">
      {letter.files.map((file) => (
        <a key={file.hash + file.name} href={`/api/documents/${file.hash}?name=${encodeURIComponent(file.name)}`} target="_blank" rel="noreferrer">
          {NAMES[file.mediaType] ?? file.name}
        </a>
      ))}
    </span>
  );
}
