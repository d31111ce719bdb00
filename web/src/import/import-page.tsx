import { useTitle } from "../frame/title.ts";

export function ImportPage() {
  useTitle("Import");
  return <div className="page">…</div>;
}
