import { refuse, route } from "../../../kernel/index.ts";
import { paperOf } from "../queries/visits.ts";

/** The signed paper of a visit. */
export const paperRoute = route({
  method: "GET",
  path: "/dibantu/:visit/surat",
  async handle({ ask, params, world }) {
    const paper = await ask(paperOf, { visit: params.visit ?? "" });
    const body = paper && (await world.files.get(paper.store));
    if (!body) refuse("not-found", "kernel.refusal.not-found");
    return { body, type: paper.type };
  },
});
