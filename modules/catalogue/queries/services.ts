import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { search } from "../search.ts";
import { offeredServices, versionOf } from "../shelf.ts";

/** Every service that is offered now. */
export const allServices = query({
  name: "catalogue.services",
  input: z.object({}),
  allow: [{ hat: "anyone" }],
  answer: async (context) => offeredServices(context),
});

/** One service: the version that is offered now, or the one asked for. Null when there is none. */
export const serviceByCode = query({
  name: "catalogue.service",
  input: z.object({ code: z.string().max(60), version: z.coerce.number().int().min(1).optional() }),
  allow: [{ hat: "anyone" }],
  async answer(context, { code, version }) {
    if (version !== undefined) return versionOf(context, code, version);
    return (await offeredServices(context)).find((service) => service.code === code) ?? null;
  },
});

/** Services that fit some words, best first; forgives a wrong letter. */
export const searchServices = query({
  name: "catalogue.search",
  input: z.object({ words: z.string().max(100) }),
  allow: [{ hat: "anyone" }],
  answer: async (context, { words }) => search(await offeredServices(context), words),
});
