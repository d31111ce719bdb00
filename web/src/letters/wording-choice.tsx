import { NativeSelect } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ListedWording } from "../api.ts";
import { GROUPS, kindName, languageName } from "./wording-words.ts";

interface Choice {
  templates: readonly ListedWording[];
  language: string;
  kind: string;
}

/** Which letter, in which language; those in the creditor's own words say so. */
export function WordingChoice({ templates, language, kind }: Choice) {
  const navigate = useNavigate({ from: "/letters" });
  const codes = [...new Set([...templates.map((each) => each.language), language])];
  const isOwn = (of: { language: string; kind?: string }) =>
    templates.some((each) => each.version > 0 && each.language === of.language && (of.kind === undefined || each.kind === of.kind));
  const go = (search: { language: string; kind: string }) => navigate({ search, resetScroll: false });
  const own = templates.filter((each) => each.language === language && each.version > 0);
  return (
    <div className="wording-choice">
      <NativeSelect
        size="xs"
        label="Language"
        value={language}
        data={codes.map((code) => ({ value: code, label: languageName(code) + (isOwn({ language: code }) ? " •" : "") }))}
        onChange={(event) => go({ language: event.currentTarget.value, kind })}
      />
      <NativeSelect
        size="xs"
        label="Letter"
        value={kind}
        data={GROUPS.map(({ label, kinds }) => ({
          group: label,
          items: kinds.map((value) => ({ value, label: kindName(value) + (isOwn({ language, kind: value }) ? " •" : "") })),
        }))}
        onChange={(event) => go({ language, kind: event.currentTarget.value })}
      />
      <p className="muted small">
        {own.length === 0
          ? `All letters in ${languageName(language)} have Firmly’s words.`
          : `• In your own words in ${languageName(language)}: ${own.map((each) => kindName(each.kind)).join(", ")}.`}
      </p>
    </div>
  );
}
