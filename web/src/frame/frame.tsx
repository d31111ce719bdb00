import { ActionIcon, Loader, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useRouterState, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api, ask, type Creditor, ProblemError } from "../api.ts";
import { creditorsQuery, sessionQuery, useAction } from "../queries.ts";
import { Clock } from "./clock.tsx";
import { CreditorContext } from "./creditor.ts";
import { Empty, ProblemView } from "./problem-view.tsx";
import { Navigation } from "./navigation.tsx";
import { PauseSending } from "./pause-sending.tsx";
import { Unreachable } from "./reach.tsx";
import { SendingStopped } from "./sending-stopped.tsx";
import { SignInNeeded } from "./sign-in-needed.tsx";

const CHOSEN = "firmly-creditor";

/** The top bar, and around every page: who is signed in, which creditor, which day. */
export function Frame() {
  const session = useQuery(sessionQuery);
  const preparing = session.data?.preparing ?? null;
  // Asked for again when the demo is there.
  const creditors = useQuery({ ...creditorsQuery(preparing === null), enabled: session.isSuccess });
  const [chosen, choose] = useState(() => localStorage.getItem(CHOSEN));
  const link = useSearch({ strict: false }).link;
  useFocusOnPageChange();
  if (session.error instanceof ProblemError && session.error.status === 401) return <SignInNeeded used={link === "used"} ended={session.data !== undefined} />;
  // What is there stays there while a request fails.
  const problem = creditors.data ? null : (session.error ?? creditors.error);
  const creditor = creditors.data?.find((each) => each.id === chosen) ?? creditors.data?.[0];
  const change = (id: string) => {
    localStorage.setItem(CHOSEN, id);
    choose(id);
  };
  return (
    <>
      <a href="#main" className="skip">
        Skip to the page
      </a>
      <header className="bar">
        <div className="bar-inner">
          <Link to="/" className="brand">
            <img src="/mark.svg" alt="" width={24} height={24} /> <span>Firmly</span>
          </Link>
          {creditor && !preparing && <Navigation creditor={creditor} />}
          {creditor && <CreditorChoice creditors={creditors.data ?? []} creditor={creditor} onChange={change} />}
          <span className="spring" />
          {creditor && !preparing && <Clock creditor={creditor} />}
          <SchemeButton />
          {session.data && <SignOut name={session.data.name} />}
        </div>
      </header>
      <Unreachable />
      {session.isSuccess && <SendingStopped creditor={creditor ?? null} />}
      <main id="main" tabIndex={-1}>
        {problem ? (
          <ProblemView error={problem} />
        ) : !creditors.data ? (
          <Waiting />
        ) : !creditor || preparing ? (
          <NothingYet preparing={preparing} />
        ) : (
          <CreditorContext value={creditor}>
            <Outlet />
          </CreditorContext>
        )}
      </main>
      {creditor && !preparing && !problem && <PauseSending creditor={creditor} />}
    </>
  );
}

function CreditorChoice({ creditors, creditor, onChange }: { creditors: Creditor[]; creditor: Creditor; onChange(id: string): void }) {
  if (creditors.length === 1) return <span className="creditor">{creditor.name}</span>;
  return (
    <select className="creditor" aria-label="Creditor" value={creditor.id} onChange={(event) => onChange(event.currentTarget.value)}>
      {creditors.map((each) => (
        <option key={each.id} value={each.id}>
          {each.name}
        </option>
      ))}
    </select>
  );
}

function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const label = dark ? "Light colours" : "Dark colours";
  return (
    <ActionIcon variant="subtle" color="gray" size="md" aria-label={label} title={label} onClick={() => setColorScheme(dark ? "light" : "dark")}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
      </svg>
    </ActionIcon>
  );
}

function SignOut({ name }: { name: string }) {
  const leave = useAction(() => ask(api.session.$delete()));
  return (
    <button type="button" className="plain-button" title={`Signed in as ${name}`} onClick={() => leave.mutate(undefined)}>
      Sign out
    </button>
  );
}

function Waiting() {
  return (
    <div className="page centre" role="status" aria-label="Loading">
      <Loader size={22} />
    </div>
  );
}

function NothingYet({ preparing }: { preparing: string | null }) {
  if (preparing)
    return (
      <div className="page centre" role="status">
        <Loader size={22} />
        <p className="muted">{preparing}</p>
      </div>
    );
  return (
    <div className="page">
      <Empty title="No ledger yet">
        Import open invoices and payments: <code>npx firmly import ledger.csv</code>. This page fills as soon as they are there; later files are imported here,
        in the browser.
      </Empty>
    </div>
  );
}

/** After a change of page, screen readers and the keyboard start at its top. */
function useFocusOnPageChange() {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const [first, setFirst] = useState(path);
  useEffect(() => {
    if (path === undefined || path === first) return;
    setFirst(path);
    if (first !== undefined) document.getElementById("main")?.focus({ preventScroll: true });
  }, [path, first]);
}
