import { Pagination } from "@mantine/core";

export function Pager({ count, size, page, onTurn, label }: { count: number; size: number; page: number; onTurn(page: number): void; label: string }) {
  if (count <= size) return null;
  return (
    <nav className="pager" aria-label={label}>
      <span className="muted">
        {(page - 1) * size + 1}–{Math.min(page * size, count)} of {count}
      </span>
      <Pagination
        size="sm"
        total={Math.ceil(count / size)}
        value={page}
        onChange={onTurn}
        getControlProps={(control) => ({ "aria-label": control === "next" ? "Next page" : "Page before" })}
        getItemProps={(item) => ({ "aria-label": `Page ${item}` })}
      />
    </nav>
  );
}
