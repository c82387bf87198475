import { type JobHandler, type Listener, Refusal } from "../../../kernel/index.ts";
import { turnDay } from "../commands/turn-day.ts";
import { followDocument } from "../commands/undo-measure.ts";
import { dueTurns } from "../queries/due-turns.ts";

/** Every hour rather than at midnight: a worker that was away then must not lose a day. */
export const turnJob: JobHandler = {
  name: "permits.turn-days",
  cron: "7 * * * *",
  async handle({ act, ask, world }) {
    const tried = new Set<string>();
    for (;;) {
      const due = (await ask(dueTurns, { limit: 500 })).filter((id) => !tried.has(id));
      if (due.length === 0) return;
      for (const permit of due) {
        tried.add(permit);
        await act(turnDay, { permit }).catch((error) => {
          // One that cannot be turned must not keep the others back; it is tried again in the next hour.
          if (!(error instanceof Refusal)) world.log.error({ err: error, permit }, "permit: will try again");
        });
      }
    }
  },
};

/** A document was revoked at its own page: the permit follows. */
export const onDocumentRevoked: Listener = {
  fact: "documents.revoked",
  name: "permits.follow-document",
  handle: async ({ act }, fact) =>
    void (await act(followDocument, { document: fact.subject }, { key: `${fact.id}:permit` })),
};
