import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Creditor, type GivenLetterhead, type InboxPart, type Proposal, type Wording } from "./api.ts";

/** The server is asked for everything that changed on a day; keys start with the noun of the address. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => ask(api.session.$get()),
  // While the demo is being loaded the first pages fill by themselves.
  refetchInterval: (query) => (query.state.data?.preparing ? 700 : false),
});

export function creditorsQuery(isReady: boolean) {
  return queryOptions({ queryKey: ["creditors", isReady], queryFn: async () => (await ask(api.creditors.$get())).creditors });
}

/** What keeps letters from leaving: somebody else may have paused them, and a server may be away. */
export const sendingQuery = queryOptions({ queryKey: ["pause"], queryFn: () => ask(api.pause.$get()), refetchInterval: 30_000 });

export const reasonsQuery = queryOptions({ queryKey: ["reasons"], queryFn: () => ask(api.reasons.$get()), staleTime: Infinity });

/** Today's proposal. Where none was made today, one is made: a proposal changes nothing and can be thrown away. */
export function proposalQuery(creditor: Creditor) {
  return queryOptions({
    queryKey: ["proposal", creditor.id, creditor.today],
    queryFn: async (): Promise<Proposal> => {
      const query = { creditor: creditor.id };
      const { proposal } = await ask(api.proposals.newest.$get({ query }));
      if (proposal && proposal.asOf === creditor.today) return proposal;
      await ask(api.proposals.$post({ json: query }));
      const made = (await ask(api.proposals.newest.$get({ query }))).proposal;
      if (!made) throw new Error("The proposal that was just made is gone. Reload the page.");
      return made;
    },
  });
}

export interface PageAsk {
  part: "send" | "tasks" | "calls" | "rest";
  page: number;
  size: number;
  search?: string;
  kind?: "wait" | "blocked" | "clear";
  reason?: string;
  sort?: "step" | "debtor" | "total" | "task";
}

export function useDecisions(creditor: Creditor, run: string, page: PageAsk, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ["proposal", creditor.id, creditor.today, run, page],
    queryFn: () => {
      const given = Object.entries({ ...page, creditor: creditor.id }).filter(([, value]) => value !== undefined && value !== "");
      const query = Object.fromEntries(given.map(([name, value]) => [name, String(value)])) as { creditor: string; part: PageAsk["part"] };
      return ask(api.proposals[":run"].decisions.$get({ param: { run }, query }));
    },
    placeholderData: keepPreviousData,
    // What is approved leaves as soon as the worker gets to it.
    refetchInterval: ({ state }) => (state.data?.decisions.some(({ approval }) => approval === "approved") ? 1_500 : false),
  });
}

/** Of the letters on a page, those that need a word before they may leave, by account. */
export function useLettersAsking(creditor: Creditor, run: string, accounts: readonly string[]) {
  return useQuery({
    enabled: accounts.length > 0,
    queryKey: ["proposal", creditor.id, creditor.today, run, "findings", accounts],
    queryFn: async () => {
      const query = { creditor: creditor.id, accounts: accounts.join(",") };
      const { letters } = await ask(api.proposals[":run"].findings.$get({ param: { run }, query }));
      return new Map(letters.map(({ account, findings }) => [account, findings.map(({ check, message }) => `${check} ${message}`).join(" ")]));
    },
    placeholderData: keepPreviousData,
  }).data;
}

/** The letter that today's proposal has for an account; `row` is null where it has none, undefined until that is known. */
export function useProposedLetter(creditor: Creditor, account: string) {
  const proposal = useQuery(proposalQuery(creditor));
  const { data: run } = proposal;
  const list = useDecisions(creditor, run?.run ?? "", { part: "send", page: 1, size: 10, search: account }, run !== undefined);
  const row = list.data && !list.isPlaceholderData ? (list.data.decisions.find((each) => each.account.id === account) ?? null) : undefined;
  return { proposal: run, row, error: proposal.error ?? list.error };
}

export function accountQuery(account: string, asOf: string) {
  return queryOptions({
    queryKey: ["account", account, asOf],
    queryFn: () => ask(api.accounts[":account"].$get({ param: { account }, query: { asOf } })),
    staleTime: 0,
  });
}

export function letterQuery(account: string, asOf: string) {
  return queryOptions({
    queryKey: ["account", account, asOf, "letter"],
    queryFn: async () => (await ask(api.accounts[":account"].letter.$get({ param: { account }, query: { asOf } }))).letter,
    // The worker may have delivered it a moment ago.
    staleTime: 0,
  });
}

export function callSheetQuery(account: string, asOf: string) {
  return queryOptions({
    queryKey: ["account", account, asOf, "call-sheet"],
    queryFn: () => ask(api.accounts[":account"]["call-sheet"].$get({ param: { account }, query: { asOf } })),
    staleTime: 0,
  });
}

export function handOverQuery(account: string, asOf: string) {
  return queryOptions({
    queryKey: ["account", account, asOf, "hand-over"],
    queryFn: () => ask(api.accounts[":account"]["hand-over"].$get({ param: { account }, query: { asOf } })),
    staleTime: 0,
  });
}

/** Whom to call today. It is made from the day's proposal, so that comes first. */
export function callsQuery(creditor: Creditor, run: string | undefined) {
  return queryOptions({
    enabled: run !== undefined,
    queryKey: ["calls", creditor.id, creditor.today, run],
    queryFn: () => ask(api.calls.$get({ query: { creditor: creditor.id, limit: String(MOST_CALLS) } })),
  });
}

const MOST_CALLS = 500;

export function procedureQuery(name: string, version: number | undefined) {
  return queryOptions({
    queryKey: ["procedure", name, version],
    queryFn: () => ask(api.procedures[":name"].$get({ param: { name }, query: version === undefined ? {} : { version: String(version) } })),
  });
}

export function wordingsQuery(creditor: Creditor) {
  return queryOptions({
    queryKey: ["templates", creditor.id],
    queryFn: async () => (await ask(api.templates.$get({ query: { creditor: creditor.id } }))).templates,
  });
}

export function wordingQuery(creditor: Creditor, language: string, kind: string) {
  const param = { language, kind: kind as Wording["kind"] };
  return queryOptions({
    queryKey: ["templates", creditor.id, language, kind],
    queryFn: () => ask(api.templates[":language"][":kind"].$get({ param, query: { creditor: creditor.id } })),
  });
}

/** How a letter reads with a text, and what is wrong with it; the last one stays until the next is there. */
export function useDraft(
  { id }: Creditor,
  { language, kind }: Wording,
  text: string,
  { sample, account }: { sample: string | null; account: { id: string } | null },
) {
  const json = { creditor: id, text, sample, account: account?.id ?? null };
  return useQuery({
    queryKey: ["draft", language, kind, json],
    queryFn: () => ask(api.templates[":language"][":kind"].preview.$post({ param: { language, kind }, json })),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });
}

export function letterheadQuery(creditor: Creditor) {
  return queryOptions({
    queryKey: ["letterhead", creditor.id],
    queryFn: () => ask(api.letterheads[":creditor"].$get({ param: { creditor: creditor.id } })),
  });
}

export function useLetterheadDraft({ id }: Creditor, given: GivenLetterhead) {
  return useQuery({
    queryKey: ["letterhead-draft", id, given],
    queryFn: () => ask(api.letterheads[":creditor"].preview.$post({ param: { creditor: id }, json: given })),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });
}

/** How much bank money waits for a person. */
export function cashCountsQuery(creditor: Creditor) {
  return queryOptions({
    queryKey: ["cash", creditor.id, creditor.today, "counts"],
    queryFn: () => ask(api.cash.counts.$get({ query: { creditor: creditor.id } })),
  });
}

export function useWaitingCash(creditor: Creditor, part: "proposed" | "unapplied", page: number, size: number) {
  return useQuery({
    queryKey: ["cash", creditor.id, creditor.today, part, page, size],
    queryFn: () => ask(api.cash.$get({ query: { creditor: creditor.id, part, page: String(page), size: String(size) } })),
    placeholderData: keepPreviousData,
  });
}

export function useMatchedCash(creditor: Creditor, page: number, size: number) {
  return useQuery({
    queryKey: ["cash", creditor.id, creditor.today, "matched", page, size],
    queryFn: () => ask(api.cash.matched.$get({ query: { creditor: creditor.id, page: String(page), size: String(size) } })),
    placeholderData: keepPreviousData,
  });
}

/** Accounts whose name or number holds what was typed. */
export function useAccountSearch(creditor: Creditor, currency: string | null, search: string) {
  return useQuery({
    enabled: search.trim() !== "",
    queryKey: ["accounts", creditor.id, currency, search],
    queryFn: async () => (await ask(api.accounts.$get({ query: { creditor: creditor.id, search, ...(currency && { currency }) } }))).accounts,
    placeholderData: keepPreviousData,
  });
}

/** How letters leave, and what the forms of the channels are drawn from. */
export function channelsQuery(creditor: Creditor) {
  return queryOptions({
    queryKey: ["channels", creditor.id],
    queryFn: () => ask(api.creditors[":creditor"].channels.$get({ param: { creditor: creditor.id } })),
  });
}

/** How many messages wait for a person. They come in by themselves. */
export function inboxCountsQuery({ id }: Creditor) {
  return queryOptions({ queryKey: ["inbox", id, "counts"], queryFn: () => ask(api.inbox.counts.$get({ query: { creditor: id } })), refetchInterval: 20_000 });
}

/** Messages, newest first; `before` the last of the page before. */
export function useInbox({ id }: Creditor, part: InboxPart, before: string | undefined) {
  return useQuery({
    queryKey: ["inbox", id, part, before],
    queryFn: () => ask(api.inbox.$get({ query: { creditor: id, part, ...(before !== undefined && { before }) } })),
    placeholderData: keepPreviousData,
    refetchInterval: 20_000,
  });
}

export function messageQuery(message: string) {
  return queryOptions({ queryKey: ["inbox", message], queryFn: () => ask(api.inbox[":message"].$get({ param: { message } })) });
}

/** Does something on the server; afterwards everything that is shown is asked for again. */
export function useAction<V, R>(act: (values: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "reasons" }) });
}
