import { refuse, route } from "../../../kernel/index.ts";
import { writeArchive } from "../archive/write.ts";
import { draftById } from "../queries/drafts.ts";
import { serviceByCode } from "../queries/services.ts";
import { publishedFiles } from "../queries/versions.ts";

/** The files of a published version, as they were written, for anybody: the one in force, or `?versi=N`. */
export const filesRoute = route({
  method: "GET",
  path: "/layanan/:code/berkas",
  async handle({ ask, params, query }) {
    const code = params.code ?? "";
    const asked = Number(query.versi ?? (await ask(serviceByCode, { code }))?.version ?? 0);
    const files =
      Number.isInteger(asked) && asked > 0 && asked < 100_000
        ? await ask(publishedFiles, { code, version: asked })
        : null;
    if (!files) refuse("not-found", "catalogue.refusal.no-such-service");
    return { body: writeArchive(files), type: "application/zip", filename: `${code}-${asked}.zip`, keepSeconds: 60 };
  },
});

/** The files of a draft, for those who work on it. */
export const draftFilesRoute = route({
  method: "GET",
  path: "/petugas/layanan/:id/berkas",
  async handle({ ask, params }) {
    const { code, files, revision } = await ask(draftById, { id: params.id ?? "" });
    return { body: writeArchive(files), type: "application/zip", filename: `${code}-r${revision}.zip` };
  },
});
