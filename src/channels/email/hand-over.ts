import { Readable } from "node:stream";
import type { Line } from "./line.ts";

const PIECE_BYTES = 16_384;

/** How far a message has come. */
export interface Progress {
  /** The server may have got a byte of the message. */
  begun: boolean;
  /** Every byte of the message, and so possibly its closing dot, has been given to the connection. */
  handedOver: boolean;
}

export interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** Hands one message over. @returns what the server said when it took it @throws SmtpError */
export function handOver({ connection }: Line, { from, to }: Envelope, bytes: Uint8Array, progress: Progress): Promise<string> {
  if (!isAscii(to) && !extensionsOf(connection).includes("SMTPUTF8")) return Promise.reject(new UnknownLetters());
  return new Promise((resolve, reject) => {
    const message = new MessageBytes(bytes, progress);
    // Before the connection hears of the end, and so before it writes the dot.
    message.once("end", () => {
      progress.handedOver = true;
    });
    connection.send({ from, to: [to], size: bytes.byteLength }, message, (error, info) => {
      // What is said while bytes are still here is no answer to the message. At once, so that the dot never leaves after it.
      const isEarly = progress.begun && !(progress.handedOver && isFlushed(connection));
      if (isEarly) hangUp(connection);
      if (error) return reject(error);
      if (isEarly) return reject(new Error("the server answered before it had the whole message"));
      resolve(info.response);
    });
  });
}

/** The server does not know SMTPUTF8 (RFC 6531), which an address with other than ASCII letters before the @ needs. */
export class UnknownLetters extends Error {
  constructor() {
    super("this mail server takes only addresses in plain ASCII letters (it does not offer SMTPUTF8)");
  }
}

function isAscii(address: string): boolean {
  return /^[\x21-\x7e]*$/.test(address);
}

function extensionsOf(connection: Line["connection"]): readonly string[] {
  return (connection as unknown as { readonly _supportedExtensions: readonly string[] })._supportedExtensions;
}

function isFlushed(connection: Line["connection"]): boolean {
  return connection.destroyed || (connection._socket || null)?.writableLength === 0;
}

function hangUp(connection: Line["connection"]): void {
  (connection._socket || null)?.destroy();
  connection.close();
}

/** Makes a connection ready for the next message after one that was refused at the door. */
export function reset({ connection }: Line): Promise<boolean> {
  return new Promise((resolve) => {
    const lost = () => resolve(false);
    connection.once("end", lost);
    connection.reset((error) => {
      connection.removeListener("end", lost);
      resolve(!error);
    });
  });
}

/** The message piece by piece, so that "handed over" is said only when the last piece has left. */
class MessageBytes extends Readable {
  readonly #bytes: Uint8Array;
  readonly #progress: Progress;
  #at = 0;

  constructor(bytes: Uint8Array, progress: Progress) {
    super({ highWaterMark: PIECE_BYTES });
    this.#bytes = bytes;
    this.#progress = progress;
  }

  override _read(): void {
    this.#progress.begun = true;
    const from = this.#at;
    this.#at = Math.min(from + PIECE_BYTES, this.#bytes.byteLength);
    this.push(from === this.#at ? null : Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + from, this.#at - from));
  }
}
