import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";

/**
 * Whom a call of an agency's own API is about, by the NIK that it names. Nothing is shown; the receipt is what it is for: who is
 * asked about through the gateway sees it, whatever system answers.
 */
export const relayed = query({
  name: "exchange.relayed",
  internal: true,
  input: z.object({ nik: z.string().max(40), service: z.string().max(300) }).strict(),
  load: async ({ askAsRoom }, { nik }) => {
    const { people } = await askAsRoom(lookups.holdersByNumber, { niks: [nik], nibs: [] });
    return { person: people[0]?.[1] ?? null };
  },
  allow: [
    {
      hat: "machine",
      relation: { name: "agreement with the keeper", holds: (actor) => actor.machine?.agreement?.serves === "http" },
      purpose: "exchange",
    },
  ],
  answer: async () => null,
  personal: {
    about: (_result, { person }) => [person],
    fields: ["record"],
    shown: (_input, _thing, actor) => {
      const fields = actor.machine?.agreement?.fields ?? [];
      return fields.length > 0 ? fields : ["record"];
    },
    note: ({ service }) => ({ service }),
  },
});
