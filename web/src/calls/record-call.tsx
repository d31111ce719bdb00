import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { type Account, api, ask, type CallSheet } from "../api.ts";
import { accountQuery, useAction } from "../queries.ts";
import { CallForm, type SaidCall } from "../record/call-form.tsx";
import { RecordedNote } from "../record/recorded-note.tsx";

/** The record of the call, with what came out of it. The sheet is frozen as it is then, and the record names it. */
export function RecordCall({ sheet }: { sheet: CallSheet }) {
  const param = { account: sheet.account };
  const account = useQuery(accountQuery(sheet.account, sheet.asOf));
  const record = useAction(async (said: SaidCall) => {
    const { hash } = await ask(api.accounts[":account"]["call-sheet"].$post({ param }));
    return ask(api.accounts[":account"].happenings.$post({ param, json: { ...said, sheet: hash } }));
  });
  return (
    <section className="card record no-print" aria-labelledby="record-title">
      <div className="card-head">
        <h2 id="record-title">Record the call</h2>
      </div>
      {record.data && account.data ? (
        <>
          <RecordedNote account={account.data} recorded={record.data} />
          <p className="record-more">
            <button type="button" className="text-button" onClick={() => record.reset()}>
              Record another call
            </button>{" "}
            or go to <Link to="/calls">the worklist</Link>.
          </p>
        </>
      ) : (
        <CallForm called={calledOf(sheet, account.data)} busy={record.isPending} error={record.error} onSay={(said) => record.mutate(said)} />
      )}
    </section>
  );
}

function calledOf({ currency, asOf, contact, items }: CallSheet, account: Account | undefined) {
  return { currency, today: asOf, phone: contact.phone, person: contact.name, items, charges: account?.charges ?? [] };
}
