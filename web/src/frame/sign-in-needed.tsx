/** Without a session: how to get one. No form, because there is no password. */
export function SignInNeeded({ used, ended }: { used: boolean; ended: boolean }) {
  return (
    <main className="sign-in">
      <img src="/mark.svg" alt="" width={44} height={44} />
      <h1>{ended ? "Your session has ended. Nothing was lost." : used ? "That link has been used or is too old" : "Open the link from your terminal"}</h1>
      <p>
        Firmly has no password. Where it runs, <code>firmly start</code> printed a sign-in link that works once, for 15 minutes. For a fresh one press{" "}
        <kbd>Enter</kbd> in that terminal, or start Firmly again.
      </p>
    </main>
  );
}
