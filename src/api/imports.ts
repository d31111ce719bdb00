import { createRoute, z } from "@hono/zod-openapi";
import { todayFor } from "../runs/clock.ts";
import { previewImport } from "../runs/import-preview.ts";
import { importUpload } from "../runs/import-upload.ts";
import { answers, jsonBody } from "./answers.ts";
import { creditorId } from "./decision.ts";
import { importPreview, importReport, upload } from "./import-file.ts";
import { addresses, type ServerContext } from "./server-context.ts";
import { Uploads } from "./uploads.ts";

const params = z.object({ upload: z.string().regex(/^[0-9a-f]{24}$/, "an upload is named by what the server answered to it") });
const mapping = z.record(z.string(), z.unknown()).optional().openapi({ description: "What a person says of the columns, as in a mapping file." });

const receive = createRoute({
  method: "post",
  path: "/",
  description: "A multipart form with the file as its part `file`, 250 MB at most. The body is streamed, and so not checked against a schema.",
  responses: answers(upload, "The file is here, for an hour, and nothing is stored of it yet."),
});

const preview = createRoute({
  method: "post",
  path: "/{upload}/preview",
  request: { params, body: jsonBody(z.object({ creditor: creditorId, mapping })) },
  responses: answers(importPreview, "What an import would read. Nothing is stored."),
});

const confirm = createRoute({
  method: "post",
  path: "/{upload}/confirmation",
  request: {
    params,
    body: jsonBody(
      z.object({
        creditor: creditorId,
        mapping,
        bankAccount: z.string().max(200).optional(),
        partial: z.boolean().optional().openapi({ description: "Leave out the lines with problems." }),
        confirmSettled: z.boolean().optional().openapi({ description: "The list is whole: settle what it leaves out, however much." }),
      }),
    ),
  },
  responses: answers(importReport, "Imported, or refused with the reasons; what was confirmed of the columns is kept."),
});

const drop = createRoute({
  method: "delete",
  path: "/{upload}",
  request: { params },
  responses: answers(z.object({ removed: z.boolean() }), "The file is thrown away."),
});

/** Files that are handed in: looked at first, then imported. */
export function imports({ store }: ServerContext) {
  const uploads = new Uploads();
  return addresses()
    .openapi(receive, async (context) => {
      const { body } = context.req.raw;
      const received = await uploads.receive(body ?? new ReadableStream(), context.req.header("content-type") ?? "", context.var.person.id);
      return context.json(received, 200);
    })
    .openapi(preview, async (context) => {
      const { creditor, mapping: said } = context.req.valid("json");
      const { path } = uploads.find(context.req.valid("param").upload, context.var.person.id);
      const shown = await previewImport(store, path, { creditor, asOf: await todayFor(store, creditor), ...(said && { mapping: said }) });
      return context.json(shown, 200);
    })
    .openapi(confirm, async (context) => {
      const { creditor, ...said } = context.req.valid("json");
      const { id, path, name } = uploads.find(context.req.valid("param").upload, context.var.person.id);
      const who = { by: context.var.person.name, asOf: await todayFor(store, creditor) };
      const report = await importUpload(store, { path, creditor, ...who, ...said });
      // Refused, it may be tried again with other words.
      if (!report.refused) await uploads.remove(id);
      return context.json({ ...report, files: report.files.map((file) => ({ ...file, file: name })) }, 200);
    })
    .openapi(drop, async (context) => {
      const { id } = uploads.find(context.req.valid("param").upload, context.var.person.id);
      await uploads.remove(id);
      return context.json({ removed: true }, 200);
    });
}
