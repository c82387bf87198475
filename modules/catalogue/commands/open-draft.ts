import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { Files, revisionRow } from "../draft.ts";
import { filesOf, newestVersion } from "../shelf.ts";
import type { CatalogueTables } from "../tables.ts";

const most = 50;

/**
 * Begins a draft: from the files of the newest version, its number raised by one, or from files that are handed over. It
 * belongs to the designer's own agency; several may be open for one service.
 */
export const openDraft = command({
  name: "catalogue.open-draft",
  input: z
    .object({ code: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, "kernel.fault.format"), files: Files.optional() })
    .strict(),
  allow: [{ hat: "officer", roles: ["designer"], assurance: 2 }],
  async carryOut(context, { code, files }) {
    const { tx, actor, now, newId } = context;
    const { agency } = actor.officer!;
    const published = await newestVersion(tx, code);
    if (published && published.agency !== agency) refuse("not-allowed", "catalogue.refusal.other-agency");
    if (!published && !files) refuse("not-found", "catalogue.refusal.no-such-service");
    const [open] = await tx.query<{ n: number }>(
      "select count(*)::int as n from catalogue.draft where agency = $1 and state not in ('published', 'dropped')",
      [agency],
    );
    if (open!.n >= most) refuse("conflict", "catalogue.refusal.too-many-drafts", { most });
    const id = newId();
    const rows = on<CatalogueTables>(tx);
    await rows
      .insertInto("catalogue.draft")
      .values({
        id,
        code,
        agency,
        state: "draft",
        revision: 1,
        based_on: published?.version ?? null,
        opened_at: now,
        changed_at: now,
      })
      .execute();
    const first = files ?? raised(await filesOf(tx, code, published!.version), published!.version);
    await rows
      .insertInto("catalogue.revision")
      .values(revisionRow(context, id, 1, first, ""))
      .execute();
    return {
      result: { draft: id },
      facts: [{ name: "catalogue.draft-opened", subject: id, body: { code, agency } }],
    };
  },
});

/** The same files under the next number; all else stays as it was written. */
const raised = (files: Record<string, string>, version: number): Record<string, string> => ({
  ...files,
  "service.yaml": (files["service.yaml"] ?? "").replace(/^version: *\d+ *$/m, `version: ${version + 1}`),
});
