import { type Following, followIn } from "../../kernel/index.ts";

/**
 * The account of a person whose record is merged signs in as the one that stands. Where that one has an account of its
 * own, nobody is to have two: the other is suspended, until the records are parted.
 */
const account: Following = {
  name: "identity.account",
  async move({ tx }, from, to, chosen) {
    const rows = chosen
      ? await tx.query<{ id: string }>(
          `update identity.account set person = $2, state = case when state = 'suspended' then 'active' else state end
           where id = any($1::text[]::uuid[]) returning id`,
          [chosen, to],
        )
      : await tx.query<{ id: string }>(
          `with theirs as (select true from identity.account where person = $2)
           update identity.account a set person = case when exists (select from theirs) then a.person else $2 end,
             state = case when exists (select from theirs) and a.state = 'active' then 'suspended' else a.state end
           where a.person = $1 returning a.id`,
          [from, to],
        );
    return rows.map(({ id }) => id);
  },
};

export const follows: readonly Following[] = [
  account,
  followIn({ table: "identity.mandate", once: ["business"], onceWhile: "r.revoked_at is null" }),
];
