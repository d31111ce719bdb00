import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useCreditor } from "../frame/creditor.ts";
import { ProblemView } from "../frame/problem-view.tsx";
import { useTitle } from "../frame/title.ts";
import { letterheadQuery, wordingQuery, wordingsQuery } from "../queries.ts";
import { LetterheadForm } from "./letterhead-form.tsx";
import { LettersTabs } from "./letters-tabs.tsx";
import { WordingChoice } from "./wording-choice.tsx";
import { WordingDesk } from "./wording-desk.tsx";

/** A creditor's own words and letterhead. */
export function LettersPage() {
  const { part } = useSearch({ from: "/letters" });
  useTitle("Letters");
  return (
    <div className="page">
      <div className="heading">
        <div>
          <h1>Letters</h1>
          <p className="muted">What your letters say and how they look. Every version stays; a letter that has left is never changed.</p>
        </div>
      </div>
      <LettersTabs current={part ?? "words"} />
      {part === "letterhead" ? <LetterheadPart /> : <WordsPart />}
    </div>
  );
}

function WordsPart() {
  const creditor = useCreditor();
  const { language = "en", kind = "first" } = useSearch({ from: "/letters" });
  const list = useQuery(wordingsQuery(creditor));
  const { data, error } = useQuery(wordingQuery(creditor, language, kind));
  if (error && !data) return <ProblemView error={error} />;
  return (
    <>
      <WordingChoice templates={list.data ?? []} language={language} kind={kind} />
      {data ? <WordingDesk key={`${language}/${kind}/${data.versions.length}`} wording={data} /> : <Skeleton height={480} aria-label="Loading the letter" />}
    </>
  );
}

function LetterheadPart() {
  const creditor = useCreditor();
  const { data, error } = useQuery(letterheadQuery(creditor));
  if (error && !data) return <ProblemView error={error} />;
  return data ? <LetterheadForm key={data.versions.length} letterhead={data} /> : <Skeleton height={480} aria-label="Loading the letterhead" />;
}
