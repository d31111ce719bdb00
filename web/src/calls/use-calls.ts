import { useQuery } from "@tanstack/react-query";
import type { Creditor } from "../api.ts";
import { callsQuery, proposalQuery } from "../queries.ts";

/** The day's worklist, of today's proposal. */
export function useCalls(creditor: Creditor) {
  const proposal = useQuery(proposalQuery(creditor));
  const calls = useQuery(callsQuery(creditor, proposal.data?.run));
  return { calls: calls.data, error: proposal.error ?? calls.error };
}
