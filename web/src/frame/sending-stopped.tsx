import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, ask, type Creditor } from "../api.ts";
import { leaves, word } from "../languages/en.ts";
import { sendingQuery, useAction } from "../queries.ts";

/** The mailbox that answers come to stands among the channels that fail. */
const INBOX = "inbox";
/** A mailbox that could not be opened once may be there the next time. */
const BAD_LUCK = 1;

/** Across every page as long as nothing leaves: who has stopped it, when and why, and the way on. Channels that fail by themselves are told below. */
export function SendingStopped({ creditor }: { creditor: Creditor | null }) {
  const { data } = useQuery(sendingQuery);
  const resume = useAction((of: string | null) => ask(api.pause.$put({ json: { creditor: of, paused: false } })));
  if (!data) return null;
  const pauses = data.pauses.filter((pause) => pause.creditor === null || pause.creditor === creditor?.id);
  const failing = data.rests.filter((rest) => rest.creditor === creditor?.id);
  const rests = failing.filter(({ channel, until, long }) => channel !== INBOX && (until !== null || long));
  const inbox = failing.find(({ channel, failures }) => channel === INBOX && failures > BAD_LUCK);
  return (
    <>
      {pauses.map((pause) => (
        <div key={pause.creditor ?? ""} className="stopped" role="status">
          <span>
            <strong>{pause.creditor === null ? "Nothing is being sent." : "Nothing is being sent for this creditor."}</strong> Paused by {pause.by},{" "}
            <Moment at={pause.at} />: {pause.reason}
          </span>
          <Button size="compact-xs" variant="default" disabled={resume.isPending} onClick={() => resume.mutate(pause.creditor)}>
            Send again
          </Button>
        </div>
      ))}
      {resume.error && (
        <p className="stopped" role="alert">
          {resume.error.message}
        </p>
      )}
      {rests.map((rest) => (
        <p key={rest.channel} className="stopped" role="status">
          <strong>Letters {word(leaves, rest.channel)} wait.</strong> The way out has been failing since <Moment at={rest.since} />: {withoutStop(rest.detail)}.{" "}
          {rest.long ? "That is more than a day: look at its server, too. Its" : "It is tried again by itself; its"} settings are under{" "}
          <Link to="/channels">Letters, Channels</Link>.
        </p>
      ))}
      {inbox && (
        <p className="stopped" role="status">
          <strong>Answers and bounces are not being read.</strong> Their mailbox has been failing since <Moment at={inbox.since} />: {withoutStop(inbox.detail)}
          . It is tried again by itself; its settings are under <Link to="/channels">Letters, Channels</Link>.
        </p>
      )}
    </>
  );
}

/** Some servers end their answers with a full stop, others do not. */
function withoutStop(detail: string): string {
  return detail.replace(/\.+$/, "");
}

function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}</time>;
}
