/** Something the user can mend: `message` says what is wrong and what to do. `code` is stable. */
export class UserError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "UserError";
    this.code = code;
  }
}
