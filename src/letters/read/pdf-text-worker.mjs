// Reads the text of one PDF file with its places, in a thread of its own: a hostile file may loop or eat memory, and is then ended.
import { parentPort, workerData } from "node:worker_threads";
import { getDocumentProxy } from "unpdf";

const { bytes, mostPages, mostItems } = workerData;

/** Nothing is run and nothing is fetched. */
const SAFE = { isEvalSupported: false, enableXfa: false, useSystemFonts: false, disableFontFace: true, stopAtErrors: false, verbosity: 0 };

async function read() {
  const document = await getDocumentProxy(bytes, SAFE);
  if (document.numPages > mostPages) return { tooLarge: `${document.numPages} pages` };
  const pages = [];
  let items = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const [left, bottom, right, top] = page.view;
    const content = await page.getTextContent({ disableNormalization: false });
    items += content.items.length;
    if (items > mostItems) return { tooLarge: `more than ${mostItems} pieces of text` };
    const links = (await page.getAnnotations()).filter((each) => each.subtype === "Link").flatMap((each) => each.url ?? each.unsafeUrl ?? []);
    pages.push({
      height: top - bottom,
      width: right - left,
      links,
      // Turned text is a mark on the margin, not a line.
      items: content.items
        .filter((item) => typeof item.str === "string" && item.str.trim() !== "" && Math.abs(item.transform[1]) < 1e-6)
        .map((item) => ({ text: item.str, x: item.transform[4] - left, y: top - item.transform[5], width: item.width, size: Math.abs(item.transform[3]) })),
    });
    page.cleanup();
  }
  return { pages };
}

void read()
  .catch((error) => ({ failed: error?.name === "PasswordException" ? "it is locked with a password" : "it is damaged, or no PDF" }))
  .then((answer) => parentPort.postMessage(answer));
