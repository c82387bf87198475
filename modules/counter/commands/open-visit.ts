import { z } from "zod";
import { command, isId, on, refuse } from "../../../kernel/index.ts";
import { isOnline, serviceByCode } from "../../catalogue/index.ts";
import { ownInterest } from "../../registry/index.ts";
import type { CounterTables } from "../tables.ts";

/** Somebody came and wants a service. Nothing can be done for them yet: they have to agree first. */
export const openVisit = command({
  name: "counter.open-visit",
  input: z.object({ person: z.string().refine(isId, "kernel.fault.format"), service: z.string().max(60) }).strict(),
  allow: [{ hat: "officer", roles: ["front-desk"], assurance: 2, purpose: "counter" }],
  async carryOut({ ask, tx, actor, now, newId }, { person, service: code }) {
    if (await ask(ownInterest.inOne, { person, business: null })) refuse("not-allowed", "counter.refusal.own");
    const service = await ask(serviceByCode, { code });
    if (!service || !isOnline(service)) refuse("not-found", "counter.refusal.no-such-service");
    const id = newId();
    const { agency, office } = actor.officer!;
    await on<CounterTables>(tx)
      .insertInto("counter.visit")
      .values({
        id,
        person,
        officer: actor.officer!.id,
        officer_name: actor.name ?? "",
        agency,
        office,
        service: code,
        title: JSON.stringify(service.title) as never,
        state: "opened",
        means: null,
        code_hash: null,
        code_until: null,
        tries: 0,
        paper: null,
        opened_at: now,
        confirmed_at: null,
        until: null,
        draft: null,
        assistance: null,
        objected_at: null,
        objection: null,
      })
      .execute();
    return { result: { visit: id }, subject: id, about: [person] };
  },
});
