import type { CashAccount, CashEvidence, CashTransaction } from "./cash.ts";
import { isNameIn, nameLikeness } from "./payer-name.ts";

/** What is known of the payer with regard to one account. */
export interface Payer {
  readonly kind: CashEvidence["payer"];
  /** No other account has as good a claim to this payer. */
  readonly isSure: boolean;
  /**
   * The debtor pays himself, as far as one can see. A third party (a parent company, a spouse, an agent) that has paid
   * for one account may pay for another one today: his money needs to name something.
   */
  readonly isDebtor: boolean;
  /** The payer is, or may be, the debtor of another account. */
  readonly isOther: boolean;
  /** The bank says who pays: a name or an IBAN. Some formats have the text alone. */
  readonly isTold: boolean;
  readonly found: CashEvidence["found"];
}

interface Signs {
  readonly hasIban: boolean;
  readonly own: "same" | "similar" | "different";
  readonly alias: "same" | "similar" | "different";
  readonly name: string | null;
}

/** Tells for each account whether this is its payer. Depends on all accounts together: two of one name make neither sure. */
export function payersOf(transaction: CashTransaction, accounts: readonly CashAccount[]): Payer[] {
  const names = [transaction.ultimatePayer, transaction.payerName].filter((name): name is string => name !== null && name.trim() !== "");
  const iban = transaction.payerIban;
  const signs = accounts.map((account) => signsOf(account, names, iban));
  const ibanOwners = signs.filter(({ hasIban }) => hasIban).length;
  const sameNames = signs.filter(({ own }) => own === "same").length;
  const aliases = signs.filter(({ own, alias }) => own === "same" || alias === "same").length;
  return signs.map((sign, place) => {
    const account = accounts[place]!;
    const isSame = sign.own === "same";
    const othersByIban = ibanOwners - (sign.hasIban ? 1 : 0);
    const othersByName = sameNames - (isSame ? 1 : 0);
    const base = { found: foundOf(sign, transaction), isTold: names.length > 0 || iban !== null };
    if (sign.hasIban) {
      // The name of another debtor on this account's IBAN: somebody else uses it, or it was learned wrongly.
      const isSure = othersByIban === 0 && (othersByName === 0 || isSame);
      const isDebtor = names.length === 0 ? account.aliases.every((alias) => nameLikeness(alias, account.name) === "same") : isSame;
      return { ...base, kind: "iban", isSure, isDebtor, isOther: othersByName > 0 && !isSame };
    }
    const isOther = othersByIban > 0 || (othersByName > 0 && !isSame);
    if (isSame) return { ...base, kind: "name", isSure: !isOther && sameNames === 1, isDebtor: isOwnMoney(account, transaction, sign.name ?? ""), isOther };
    if (sign.alias === "same") return { ...base, kind: "alias", isSure: !isOther && aliases === 1, isDebtor: false, isOther };
    // A bank that tells no payer writes his name into the text, among other words: that is a hint, and no more.
    const isInText = !base.isTold && isNameIn(transaction.text, account.name);
    const isSimilar = sign.own === "similar" || sign.alias === "similar" || isInText;
    return { ...base, kind: isSimilar ? "similar-name" : "none", isSure: false, isDebtor: false, isOther };
  });
}

function signsOf(account: CashAccount, names: readonly string[], iban: string | null): Signs {
  const best = (known: readonly string[], given: readonly string[]): { likeness: Signs["own"]; name: string | null } => {
    let likeness: Signs["own"] = "different";
    let found: string | null = null;
    for (const name of given) {
      for (const other of known) {
        const now = nameLikeness(name, other);
        if (now === "same") return { likeness: now, name };
        if (now === "similar" && likeness === "different") {
          likeness = now;
          found = name;
        }
      }
    }
    return { likeness, name: found };
  };
  // Where one pays on behalf of another, the other one is the debtor.
  const own = best([account.name], names.slice(0, 1));
  const alias = own.likeness === "same" ? own : best([...account.aliases, account.name], names);
  return { hasIban: iban !== null && account.ibans.includes(iban), own: own.likeness, alias: alias.likeness, name: own.name ?? alias.name };
}

/** A name alone, with an IBAN that this account has never used while it has used others, may be a namesake's. */
function isOwnMoney(account: CashAccount, transaction: CashTransaction, name: string): boolean {
  const isTelling = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1).length > 1;
  return isTelling && (transaction.payerIban === null || account.ibans.length === 0);
}

function foundOf(sign: Signs, transaction: CashTransaction): CashEvidence["found"] {
  const found: { text: string; names: string }[] = [];
  if (sign.hasIban) found.push({ text: transaction.payerIban!, names: "payer" });
  if (sign.name !== null) found.push({ text: sign.name, names: "payer" });
  return found;
}
