import { createContext, useContext } from "react";
import type { Creditor } from "../api.ts";

export const CreditorContext = createContext<Creditor | null>(null);

/** The creditor that is looked at. Pages are shown only where there is one. */
export function useCreditor(): Creditor {
  const creditor = useContext(CreditorContext);
  if (!creditor) throw new Error("a page was rendered outside of the frame");
  return creditor;
}
