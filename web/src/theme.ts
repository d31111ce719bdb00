import { createTheme, type MantineColorsTuple } from "@mantine/core";

const petrol: MantineColorsTuple = ["#eef6f6", "#dbeaea", "#b4d4d4", "#88bcbc", "#62a5a6", "#448f90", "#2c7576", "#12595a", "#0d4a4b", "#073839"];

/** Calm and dense: small type, small radius, one accent. Colours of states live in look/. */
export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol },
  fontFamily: '"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  headings: { fontWeight: "620", sizes: { h1: { fontSize: "1.375rem" }, h2: { fontSize: "1rem" }, h3: { fontSize: "0.875rem" } } },
  defaultRadius: 6,
  cursorType: "pointer",
  respectReducedMotion: true,
});
