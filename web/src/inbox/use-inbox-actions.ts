import { api, ask, type Happening, type Message } from "../api.ts";
import { useAction } from "../queries.ts";

type Said = Exclude<Happening, { kind: "hand-over-approved" | "delivery-resolved" }>;

/** What a person can say about a message. Afterwards everything that is shown is asked for again. */
export function useInboxActions({ id }: Pick<Message, "id">) {
  const param = { message: id };
  const confirm = useAction((happenings: Said[]) => ask(api.inbox[":message"].confirmation.$post({ param, json: { happenings } })));
  const assign = useAction((account: string) => ask(api.inbox[":message"].assignment.$post({ param, json: { account } })));
  const ignore = useAction(() => ask(api.inbox[":message"].dismissal.$post({ param })));
  return { confirm, assign, ignore, isBusy: confirm.isPending || assign.isPending || ignore.isPending };
}

export type { Said };
