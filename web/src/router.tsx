import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Frame } from "./frame/frame.tsx";
import { NotFound } from "./frame/problem-view.tsx";
import { TodayPage } from "./today/today-page.tsx";

/** What the address of the first page may say; it survives a visit to an account and back. */
export interface TodaySearch {
  search?: string;
  kind?: "wait" | "blocked" | "clear";
  reason?: string;
  page?: number;
  /** Why the sign-in link did not work. */
  link?: string;
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

const today = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: TodayPage,
  validateSearch: (given: Record<string, unknown>): TodaySearch => {
    const search: TodaySearch = {};
    for (const name of ["search", "reason", "link"] as const) if (typeof given[name] === "string" && given[name] !== "") search[name] = given[name];
    if (given["kind"] === "wait" || given["kind"] === "blocked" || given["kind"] === "clear") search.kind = given["kind"];
    if (Number(given["page"]) > 1) search.page = Math.floor(Number(given["page"]));
    return search;
  },
});

const account = createRoute({
  getParentRoute: () => root,
  path: "/accounts/$account",
  component: lazyRouteComponent(() => import("./account/account-page.tsx"), "AccountPage"),
  // Set after Send: the page then waits for the letter to leave.
  validateSearch: (given: Record<string, unknown>): { sent?: true } => (given["sent"] ? { sent: true } : {}),
});
const letter = createRoute({
  getParentRoute: () => root,
  path: "/accounts/$account/letter",
  component: lazyRouteComponent(() => import("./letter/letter-page.tsx"), "LetterPage"),
});

const callSheet = createRoute({
  getParentRoute: () => root,
  path: "/accounts/$account/call",
  component: lazyRouteComponent(() => import("./calls/sheet-page.tsx"), "SheetPage"),
});
const calls = createRoute({
  getParentRoute: () => root,
  path: "/calls",
  component: lazyRouteComponent(() => import("./calls/calls-page.tsx"), "CallsPage"),
});
const procedure = createRoute({
  getParentRoute: () => root,
  path: "/procedures/$name",
  component: lazyRouteComponent(() => import("./procedure/procedure-page.tsx"), "ProcedurePage"),
  validateSearch: (given: Record<string, unknown>): { version?: number } => {
    const version = Number(given["version"]);
    return Number.isInteger(version) && version > 0 ? { version } : {};
  },
});

const cash = createRoute({
  getParentRoute: () => root,
  path: "/cash",
  component: lazyRouteComponent(() => import("./cash/cash-page.tsx"), "CashPage"),
});
const imports = createRoute({
  getParentRoute: () => root,
  path: "/import",
  component: lazyRouteComponent(() => import("./import/import-page.tsx"), "ImportPage"),
});

const letters = createRoute({
  getParentRoute: () => root,
  path: "/letters",
  component: lazyRouteComponent(() => import("./letters/letters-page.tsx"), "LettersPage"),
  validateSearch: (given: Record<string, unknown>): { language?: string; kind?: string; part?: "letterhead" } => {
    if (given["part"] === "letterhead") return { part: "letterhead" };
    const { language, kind } = given;
    return { ...(typeof language === "string" && { language }), ...(typeof kind === "string" && { kind }) };
  },
});

const channels = createRoute({
  getParentRoute: () => root,
  path: "/channels",
  component: lazyRouteComponent(() => import("./channels/channels-page.tsx"), "ChannelsPage"),
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: "/inbox",
  component: lazyRouteComponent(() => import("./inbox/inbox-page.tsx"), "InboxPage"),
  validateSearch: (given: Record<string, unknown>): { message?: string; part?: "done" | "ignored" } => {
    const { message, part } = given;
    return {
      ...(typeof message === "string" && /^M\d{1,15}$/.test(message) && { message }),
      ...((part === "done" || part === "ignored") && { part }),
    };
  },
});

export const router = createRouter({
  routeTree: root.addChildren([today, account, letter, callSheet, calls, procedure, letters, cash, imports, channels, inbox]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
