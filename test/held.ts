import type { Actor, Context, Held, Holding } from "../kernel/index.ts";
import { actors, type Stage } from "./stage.ts";

/** What a room holds of a person, as somebody sees it; and takes away as the house does on request. */
export function holdingIn(s: Pick<Stage, "world">, name: string) {
  const holding = s.world.modules.flatMap(({ holds = [] }) => holds).find((one) => one.name === name) as Holding;
  const within = <T>(actor: Actor, work: (context: Context) => Promise<T>): Promise<T> =>
    s.world.database.inTransaction(actor, true, (tx) =>
      work({ world: s.world, tx, actor, now: s.world.clock.now(), newId: s.world.newId } as Context),
    );
  const house = actors.system("rights");
  return {
    of: (actor: Actor, person: string): Promise<readonly Held[]> => within(actor, (c) => holding.of(c, person, 100)),
    ended: (moment: Date) => within(house, (c) => holding.endedBefore!(c, moment, 100, null)),
    remove: (ids: readonly string[]) => within(house, (c) => holding.remove!(c, ids)),
  };
}
