import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { partShape } from "../identifier.ts";
import type { Endpoint } from "../tables.ts";

const part = z.string().regex(partShape);

/** What a system may use today. Agreements between agencies are public. */
export const agreedServices = query({
  name: "exchange.agreed-services",
  input: z.object({ instance: part, memberClass: part, member: part, system: part }).strict(),
  allow: [{ hat: "anyone" }],
  async answer({ tx, world, now }, { instance, memberClass, member, system }) {
    return tx.query<{ service: string; endpoints: Endpoint[]; fields: string[] }>(
      `select a.service, a.endpoints, a.fields from exchange.agreement a
       join exchange.system s on s.id = a.consumer
       where (s.instance, s.member_class, s.member, s.system) = ($1, $2, $3, $4) and a.state = 'active'
         and $5::date between a.starts_on and a.expires_on`,
      [instance, memberClass, member, system, world.calendar.today(now)],
    );
  },
});
