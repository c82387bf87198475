import { type Actor, type Government, type Relation, relation } from "../../kernel/index.ts";
import { type Duty, duties, settingsOf } from "./definition/settings.ts";
import { dutyFor, type MoveName } from "./workflow.ts";

/** Whether an officer holds a duty of One Data, for a dataset of that producer. */
export function holds(government: Government, { officer }: Actor, duty: Duty, producer: string): boolean {
  if (!officer) return false;
  return settingsOf(government).duties[duty].some(
    ({ role, agency }) => officer.roles.includes(role) && officer.agency === (agency ?? producer),
  );
}
export const dutiesOf = (government: Government, actor: Actor, producer: string): Duty[] =>
  duties.filter((duty) => holds(government, actor, duty, producer));

/** What the policy judges: the government's files, the agency whose data it is, and where the dataset stands. */
export interface Held {
  government: Government;
  producer: string;
}
export const holderOf = (duty: Duty): Relation<never, unknown> =>
  relation<Held>(`holds the duty: ${duty}`, (actor, { government, producer }) =>
    holds(government, actor, duty, producer),
  );
/** Anybody with some duty of One Data for this producer's data: they all read what is being prepared. */
export const partner: Relation<never, unknown> = relation<Held>(
  "takes part in One Data",
  (actor, { government, producer }) => dutiesOf(government, actor, producer).length > 0,
);
/** The duty that this step needs, from where the dataset stands. Where it is not possible at all, who takes part is told so. */
export const stepHolder: Relation<never, never> = relation<
  Held & { row: { state: Parameters<typeof dutyFor>[1] } },
  { move: MoveName }
>("holds the duty of this step", (actor, { government, producer, row }, { move }) => {
  const duty = dutyFor(move, row.state);
  return duty ? holds(government, actor, duty, producer) : dutiesOf(government, actor, producer).length > 0;
});
