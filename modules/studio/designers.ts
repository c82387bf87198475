import type { Context, Grant } from "../../kernel/index.ts";
import { drafting } from "../catalogue/index.ts";

/** Who works in the Studio. Whether they may see the draft at hand, the catalogue decides. */
export const designers = [{ hat: "officer", roles: ["designer", "approver"] }] as const satisfies readonly Grant<
  never,
  never
>[];

/** The draft that something in the Studio is about. */
export const draftShown = ({ ask }: Context, { draft }: { draft: string }) => ask(drafting.byId, { id: draft });
