import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Creditor, Proposal } from "../api.ts";
import { useDecisions } from "../queries.ts";
import type { TodaySearch } from "../router.tsx";

/** One search over all parts of the day. It lives in the address, so that Back brings it back. */
export function SearchBar() {
  const search = useSearch({ from: "/" }).search ?? "";
  const navigate = useNavigate({ from: "/" });
  const show = (text: string) =>
    navigate({
      search: (before: TodaySearch) => {
        const { search: _search, page: _page, ...kept } = before;
        return text.trim() === "" ? kept : { ...kept, search: text };
      },
      replace: true,
      resetScroll: false,
    });
  return (
    <search className="search-bar">
      <SearchField value={search} onSearch={show} />
    </search>
  );
}

/** Where the search found somebody, each a jump to that part. */
export function Found({ creditor, proposal: { run }, search }: { creditor: Creditor; proposal: Proposal; search: string }) {
  const ask = { page: 1, size: 1, search };
  const send = useDecisions(creditor, run, { part: "send", ...ask }).data?.count;
  const tasks = useDecisions(creditor, run, { part: "tasks", ...ask }).data?.count;
  const rest = useDecisions(creditor, run, { part: "rest", ...ask }).data?.count;
  if (send === undefined || tasks === undefined || rest === undefined) return null;
  const places = [
    { href: "#send", label: "To send today", count: send },
    { href: "#tasks", label: "Tasks", count: tasks },
    { href: "#rest", label: "Everyone else", count: rest },
  ].filter(({ count }) => count > 0);
  return (
    <p className="muted found" role="status">
      {places.length === 0 && "No account fits."}
      {places.map(({ href, label, count }) => (
        <a key={href} href={href}>
          {count} in {label}
        </a>
      ))}
    </p>
  );
}

/** The field answers at once; the address and the server follow when the typing rests. */
function SearchField({ value, onSearch }: { value: string; onSearch(text: string): void }) {
  const [text, write] = useState(value);
  const search = useDebouncedCallback(onSearch, 200);
  const type = (typed: string) => {
    write(typed);
    search(typed);
  };
  return (
    <TextInput
      size="xs"
      type="search"
      placeholder="Search a debtor or account"
      aria-label="Search a debtor"
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
