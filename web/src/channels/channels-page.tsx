import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, ask, type ChannelForms } from "../api.ts";
import { useCreditor } from "../frame/creditor.ts";
import { ActionProblem, ProblemView } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { LettersTabs } from "../letters/letters-tabs.tsx";
import { channelsQuery, useAction } from "../queries.ts";
import { ChannelCard } from "./channel-card.tsx";

/** The ways on which letters leave, and whether they do. */
export function ChannelsPage() {
  const creditor = useCreditor();
  const { data, error } = useQuery(channelsQuery(creditor));
  useTitle("Channels");
  const set = data?.channels.filter(({ settings }) => settings !== null) ?? [];
  const isOnlyWay = ({ name }: { name: string }) => data?.mode === "live" && set.length === 1 && set[0]!.name === name;
  if (error && !data) return <ProblemView error={error} />;
  return (
    <div className="page">
      <div className="heading">
        <div>
          <h1>Letters</h1>
          <p className="muted">How they leave the house. Nothing leaves before you say so here.</p>
        </div>
      </div>
      <LettersTabs current="channels" />
      {data ? (
        <>
          <ModeCard forms={data} />
          {data.channels.map((form) => (
            <ChannelCard key={`${form.name} ${form.settings === null}`} form={form} isOnlyWay={isOnlyWay(form)} />
          ))}
          <h2 className="channel-besides">What goes with them</h2>
          {data.besides.map((form) => (
            <ChannelCard key={`${form.name} ${form.settings === null}`} form={form} />
          ))}
        </>
      ) : (
        <Skeleton height={320} aria-label="Loading the channels" />
      )}
    </div>
  );
}

function ModeCard({ forms: { mode, channels } }: { forms: ChannelForms }) {
  const creditor = useCreditor();
  const turn = useAction((to: "outbox" | "live") => ask(api.creditors[":creditor"].mode.$put({ param: { creditor: creditor.id }, json: { mode: to } })));
  const isLive = mode === "live";
  const isReady = channels.some(({ settings }) => settings !== null);
  return (
    <section className="card channel" aria-labelledby="mode-title">
      <div className="card-head">
        <h2 id="mode-title">{isLive ? "Letters leave" : "Letters are written into the outbox folder"}</h2>
        <Button
          size="xs"
          variant={isLive ? "default" : "filled"}
          disabled={!isLive && !isReady}
          loading={turn.isPending}
          onClick={() => turn.mutate(isLive ? "outbox" : "live")}
        >
          {isLive ? "Back to the outbox" : "Let letters leave"}
        </Button>
      </div>
      <p className="muted channel-note">
        {isLive
          ? "What is approved goes out by the first channel of its step that reaches the debtor."
          : isReady
            ? "Look at some of them there. When they are as you want them, let them leave."
            : "Set a channel up first."}
      </p>
      <ActionProblem error={turn.error} />
    </section>
  );
}
