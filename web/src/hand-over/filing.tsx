import { Button } from "@mantine/core";
import { type Account, api, ask, type HandOver } from "../api.ts";
import { ActionProblem } from "../frame/problem-view.tsx";
import { plural } from "../languages/en.ts";
import { useAction } from "../queries.ts";
import { formatDay } from "../values/day.ts";

/** The placement file, version by version, exactly as it was written. */
export function Filing({ account, handOver }: { account: Account; handOver: HandOver }) {
  const { id } = account.account;
  const file = useAction(() => ask(api.accounts[":account"]["hand-over"].files.$post({ param: { account: id }, json: {} })));
  const { filed, unreported } = handOver;
  return (
    <>
      {filed.length > 0 && (
        <ul className="filed" aria-label="Placement files">
          {filed.toReversed().map(({ version, day, by, agency, files }) => (
            <li key={version}>
              Version {version} of {formatDay(day)}
              {agency && ` for ${agency}`}
              {by && <span className="muted">, by {by}</span>}
              <span className="files">
                {files.map(({ name, hash }) => (
                  <a key={hash} href={`/api/documents/${hash}?name=${encodeURIComponent(name)}`} download={name} title={name}>
                    {name.slice(name.lastIndexOf(".") + 1).toUpperCase()}
                  </a>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="actions">
        <Button
          size="xs"
          variant={filed.length === 0 && handOver.state !== "beside" ? "filled" : "default"}
          loading={file.isPending}
          onClick={() => file.mutate(undefined)}
        >
          {filed.length === 0 ? "Write the placement file" : "Write it again"}
        </Button>
        {file.data && !file.data.fresh && <span className="muted">Nothing has changed since version {file.data.version}.</span>}
      </div>
      {unreported.length > 0 && (
        <p className="warning">
          {plural(unreported.length, "booking")} on what is placed {unreported.length === 1 ? "has" : "have"} not been reported to the agency:{" "}
          <code>firmly hand-over {id} report --out DIR</code>
        </p>
      )}
      <ActionProblem error={file.error} />
    </>
  );
}
