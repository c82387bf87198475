import type { Context, Held, Holding, World } from "../../kernel/index.ts";
import type { Edition } from "./edition.ts";

/** The most records of one kind that a copy holds. */
export const mostOfAKind = 2000;

/** Everything that the rooms hold of people, by kind. */
export const holdingsOf = ({ modules }: World): Holding[] => modules.flatMap(({ holds }) => holds ?? []);

type Rule = Edition["keeps"][string] | undefined;
const never = new Date(8.64e15);

/** Until when a law wants this record: so many years after its use ended. What no rule names is kept. */
export function keptUntil({ ended }: Pick<Held, "ended">, rule: Rule): Date {
  if (rule?.years === undefined || ended === null) return never;
  const until = new Date(ended);
  until.setUTCFullYear(until.getUTCFullYear() + rule.years);
  return until;
}

/** Whether its person may have it taken away: nobody uses it, and no law keeps it against their will. */
export const mayGo = (record: Pick<Held, "ended">, rule: Rule, now: Date): boolean =>
  record.ended !== null && (rule?.onRequest === true || keptUntil(record, rule) <= now);

/** What stands in the way of destroying a person's key: kinds of records under it that a law still wants, and how many. */
export async function keptByLaw(context: Context, edition: Edition, person: string): Promise<Record<string, number>> {
  const kept: Record<string, number> = {};
  for (const holding of holdingsOf(context.world).filter(({ personKey }) => personKey)) {
    const records = await holding.of(context, person, mostOfAKind);
    const wanted = records.filter((record) => !mayGo(record, edition.keeps[holding.name], context.now));
    if (wanted.length > 0) kept[holding.name] = wanted.length;
  }
  return kept;
}
