import { createHash } from "node:crypto";
import { type CommandContext, type Context, on, type Relation, refuse, relation, type Tx } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import { type Answers, type FormField, forms } from "../forms/index.ts";
import { evaluate } from "../rules/index.ts";
import { canonical } from "./canonical.ts";
import { actRow } from "./host.ts";
import type { ActRow, CasesTables, CosignRow, DraftRow } from "./tables.ts";

export type Cosign = NonNullable<OnlineService["form"]["cosign"]>[number];

/** Who must agree to this application, by its answers. */
export function cosignersOf(service: OnlineService, answers: Answers, scope: object): Cosign[] {
  const all = service.form.cosign ?? [];
  const known = forms.scopeOf(answers, scope as never);
  return all.filter(({ when }) => when === undefined || evaluate(when, known) === true);
}

/** What one who is asked to agree sees of an application: what the form says concerns them, and nothing else. */
export function shownTo(
  { id, text, shows }: Cosign,
  service: OnlineService,
  draft: Pick<DraftRow, "answers" | "facts" | "service" | "version">,
) {
  const asked = new Map(service.form.pages.flatMap(({ fields }) => fields).map((field) => [field.id, field]));
  const rows = shows.map((field) => ({ field: asked.get(field) as FormField, value: draft.answers[field] ?? null }));
  const applicant = String(draft.facts.applicant.name ?? "");
  const said = {
    service: draft.service,
    version: draft.version,
    id,
    text,
    applicant,
    answers: rows.map((one) => one.value),
  };
  return { rows, applicant, content: createHash("sha256").update(canonical(said)).digest("hex") };
}

export const cosignsOf = (tx: Tx, draft: string): Promise<CosignRow[]> =>
  on<CasesTables>(tx)
    .selectFrom("cases.cosign")
    .selectAll()
    .where("draft", "=", draft)
    .orderBy("id", "desc")
    .limit(100)
    .execute();

/** The latest word of each who must agree; one that was given to other content, or by somebody else since, is none. */
export function standing(rows: readonly CosignRow[], one: Cosign, content: string): CosignRow | undefined {
  return rows.find((row) => row.role === one.id && (row.state !== "agreed" || row.content === content));
}

/** Refuses a hand-in while somebody who must agree has not agreed to exactly this; gives the history's lines of those who have. */
export async function cosigned(
  context: CommandContext,
  service: OnlineService,
  draft: DraftRow,
  scope: object,
): Promise<ActRow[]> {
  const asked = cosignersOf(service, draft.answers, scope);
  if (asked.length === 0) return [];
  const rows = await cosignsOf(context.tx, draft.id);
  return asked.map((one) => {
    const { content } = shownTo(one, service, draft);
    const row = rows.find(
      ({ role, state, content: agreed }) => role === one.id && state === "agreed" && agreed === content,
    );
    if (!row) refuse("conflict", "cases.refusal.cosign-missing");
    return {
      ...actRow(context, draft.id, { kind: "cosigned", audience: "all", body: { role: one.id, content } }),
      at: row.answered_at!,
      hat: "citizen",
    };
  });
}

export async function cosignHeld({ tx }: Pick<Context, "tx">, id: string, end = ""): Promise<CosignRow | null> {
  const [row] = await tx.query<CosignRow>(`select * from cases.cosign where id = $1${end}`, [id]);
  return row ?? null;
}
export const signer: Relation<CosignRow, unknown> = relation<CosignRow>(
  "person who is asked to sign too",
  (actor, row) => row.signer === actor.person,
);
