import type { Context, Grant } from "../../kernel/index.ts";
import { definitionDraft } from "../catalogue/index.ts";
import { definitionOf } from "./draft.ts";

/** Who works in the Studio: officers with the duty to make services, and those who look over what they made. */
export const designers = [{ hat: "officer", roles: ["designer", "approver"], purpose: "planning" }] as const satisfies readonly Grant<never, never>[];

/** The draft that something in the Studio is about; null for who may not see it, or when there is none. */
export async function draftShown({ ask }: Context, { draft }: { draft: string }) {
  const kept = await ask(definitionDraft, { id: draft });
  return kept && { ...kept, definition: definitionOf(kept.files) };
}
