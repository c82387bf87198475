import { type CommandContext, type Context, on } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import { type FormField, forms } from "../forms/index.ts";
import { actRow } from "./host.ts";
import type { ActRow, CasesTables, DraftRow } from "./tables.ts";

type World = Context["world"];
/** The answer as its proof knows it: another answer has another word. */
export const valueWord = (world: World, draft: string, field: string, value: unknown): Buffer =>
  world.secrets.blindIndex("cases.proof.value", `${draft} ${field} ${String(value)}`);

interface ToProve {
  page: string;
  field: FormField;
  /** When it was proved, for exactly the answer that stands there now; null while it is not. */
  at: Date | null;
}
/** The answered questions of a draft whose answer must be proved by a code, in the form's order. */
export async function toProve(
  { world, tx }: Pick<Context, "world" | "tx">,
  service: OnlineService,
  draft: Pick<DraftRow, "id" | "answers">,
  scope: object,
): Promise<ToProve[]> {
  const asked = forms
    .pagesToShow(service.form, draft.answers, scope as never)
    .flatMap((page) =>
      forms.fieldsToShow(page, draft.answers, scope as never).map((field) => ({ page: page.id, field })),
    )
    .filter(({ field }) => field.verify && (draft.answers[field.id] ?? "") !== "");
  if (asked.length === 0) return [];
  const rows = await on<CasesTables>(tx).selectFrom("cases.proof").selectAll().where("draft", "=", draft.id).execute();
  return asked.map(({ page, field }) => {
    const row = rows.find((one) => one.field === field.id);
    const same = row?.value.equals(valueWord(world, draft.id, field.id, draft.answers[field.id]));
    return { page, field, at: same ? (row?.proved_at ?? null) : null };
  });
}

/** The history's lines of what was proved: which question, when, by a code that came back. */
export const proofActs = (context: CommandContext, draft: string, proved: readonly ToProve[]): ActRow[] =>
  proved.map(({ field, at }) => ({
    ...actRow(context, draft, { kind: "proved", audience: "all", body: { field: field.id } }),
    at: at!,
  }));
