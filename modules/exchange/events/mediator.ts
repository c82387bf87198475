import { z } from "zod";
import { ask, command, query, systemActor, type World } from "../../../kernel/index.ts";
import { giveKey } from "../keys.ts";
import { exchangeOf } from "../settings.ts";

/** The exchange itself as a member: its key signs what it hands on for systems whose own keys are not here. */
const code = "mediator";

export const openMediator = command({
  name: "exchange.open-mediator",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async carryOut(context) {
    const { world, tx, now, newId } = context;
    const { instance, agencyClass, operator } = exchangeOf(world.government);
    const name = JSON.stringify({ id: "Penghubung pertukaran data", en: "Exchange mediator" });
    const [made] = await tx.query<{ id: string }>(
      `insert into exchange.system (id, instance, member_class, member, system, name, agency, contact, state, asked_at, decided_at)
       values ($1, $2, $3, $4, $5, $6, $4, $7, 'active', $8, $8)
       on conflict (instance, member_class, member, system) do nothing returning id`,
      [newId(), instance, agencyClass, operator, code, name, `data@${operator}.example`, now],
    );
    if (made)
      await giveKey(
        context,
        { id: made.id, instance, member_class: agencyClass, member: operator, system: code },
        null,
      );
    return { result: null, subject: made?.id ?? code };
  },
});

export const mediator = query({
  name: "exchange.mediator",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async answer({ world, tx }): Promise<string> {
    const { instance, agencyClass, operator } = exchangeOf(world.government);
    const [row] = await tx.query<{ id: string }>(
      "select id from exchange.system where (instance, member_class, member, system) = ($1, $2, $3, $4)",
      [instance, agencyClass, operator, code],
    );
    if (!row) throw new Error("The exchange has no key of its own yet: run the seed");
    return row.id;
  },
});

const known = new WeakMap<World, string>();
export async function mediatorOf(world: World): Promise<string> {
  const found = known.get(world) ?? (await ask(world, systemActor("exchange"), mediator, {}));
  known.set(world, found);
  return found;
}
