import "@fontsource-variable/inter/wght.css";
import "./styles.ts";
import { MantineProvider } from "@mantine/core";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ProblemError } from "./api.ts";
import { router } from "./router.tsx";
import { theme } from "./theme.ts";

const queries: QueryClient = new QueryClient({
  // Whichever request meets the end of a session: the frame learns of it.
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      if (error instanceof ProblemError && error.status === 401 && queryKey[0] !== "session") void queries.invalidateQueries({ queryKey: ["session"] });
    },
  }),
  defaultOptions: {
    // The server is on this machine or in the house: a laptop without internet still reaches it.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      staleTime: 5_000,
      // A refusal stays a refusal; only a server that does not answer is asked again.
      retry: (count, error) => count < 2 && error instanceof ProblemError && error.status === 0,
    },
  },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
