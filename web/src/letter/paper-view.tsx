import { useEffect, useState } from "react";
import type { Letter } from "../api.ts";

/** The pages as they will be printed. They are pictures: nothing in them can run. */
export function PaperView({ account, asOf, letter }: { account: string; asOf: string; letter: Letter }) {
  return (
    <section className="pane-paper" aria-labelledby="paper-title">
      <div className="pane-head">
        <h2 id="paper-title">On paper</h2>
        <a href={`/api/accounts/${account}/letter.pdf?asOf=${asOf}`} target="_blank" rel="noreferrer">
          Open the PDF
        </a>
      </div>
      <PaperPages picture={letter.picture} subject={letter.subject} />
    </section>
  );
}

export function PaperPages({ picture, subject }: { picture: Letter["picture"]; subject: string }) {
  const pages = usePages(picture);
  return pages.map((page, place) => (
    <img key={page} className="paper" src={page} alt={`Page ${place + 1} of the letter: ${subject}`} width={595} height={842} />
  ));
}

/** One address per page for as long as the letter is shown. */
function usePages({ svg, pages }: Letter["picture"]): string[] {
  const [addresses, show] = useState<string[]>([]);
  useEffect(() => {
    const made = Array.from({ length: pages }, (_, page) => URL.createObjectURL(new Blob([cutPage(svg, page, pages)], { type: "image/svg+xml" })));
    show(made);
    return () => made.forEach((address) => URL.revokeObjectURL(address));
  }, [svg, pages]);
  return addresses;
}

/** All pages are drawn under each other, equally high: a page is the same drawing seen through its own window. */
function cutPage(svg: string, page: number, pages: number): string {
  return svg.replace(/viewBox="0 0 ([\d.]+) ([\d.]+)" width="[^"]*" height="[^"]*"/, (_whole, width: string, height: string) => {
    const high = Number(height) / pages;
    return `viewBox="0 ${page * high} ${width} ${high}" width="${width}pt" height="${high}pt"`;
  });
}
