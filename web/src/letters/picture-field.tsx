import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { GivenLetterhead, Letterhead } from "../api.ts";

/** As the server takes it. */
const MOST_BYTES = 400_000;

interface Field {
  label: string;
  /** The one of the version in force. */
  kept: Letterhead["logo"];
  given: GivenLetterhead["logo"];
  onChange(given: GivenLetterhead["logo"]): void;
}

/** A picture from a file. It is shown as a picture only: nothing in it can run. */
export function PictureField({ label, kept, given, onChange }: Field) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, tell] = useState<string | null>(null);
  const source = usePicture(given, kept);
  const take = async (file: File | undefined) => {
    tell(null);
    if (!file) return;
    if (file.size > MOST_BYTES) return tell(`${file.name} has ${Math.ceil(file.size / 1_000)} KB; save it smaller, at most 400 KB.`);
    onChange({ bytes: toBase64(new Uint8Array(await file.arrayBuffer())) });
  };
  return (
    <div className="picture-field">
      <span className="picture-label">{label}</span>
      <div className="picture-row">
        <div className="picture-frame">{source ? <img src={source} alt={`${label} as it is`} /> : <span className="muted small">none</span>}</div>
        <Button size="xs" variant="default" onClick={() => input.current?.click()}>
          {source ? "Another…" : "Choose…"}
        </Button>
        {given !== null && (
          <Button size="xs" variant="default" aria-label={`Take the ${label.toLowerCase()} away`} onClick={() => onChange(null)}>
            Take away
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={`File of the ${label.toLowerCase()}`}
        accept="image/png,image/jpeg,image/svg+xml"
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      {problem && (
        <p className="error small" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function usePicture(given: GivenLetterhead["logo"], kept: Letterhead["logo"]): string | null {
  const [source, show] = useState<string | null>(null);
  const bytes = given === "keep" ? kept?.bytes : given?.bytes;
  useEffect(() => {
    if (!bytes) return show(null);
    const raw = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([raw], { type: typeOf(raw) }));
    show(address);
    return () => URL.revokeObjectURL(address);
  }, [bytes]);
  return source;
}

function typeOf(bytes: Uint8Array): string {
  if (bytes[0] === 0x89) return "image/png";
  return bytes[0] === 0xff ? "image/jpeg" : "image/svg+xml";
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
