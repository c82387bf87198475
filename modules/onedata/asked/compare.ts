import { textIn, type WorkContext } from "../../../kernel/index.ts";
import { factsOf } from "../definition/facts.ts";
import { settingsOf } from "../definition/settings.ts";
import { origins } from "../queries/datasets.ts";
import { keepAsked } from "./commands.ts";
import { askedAgain, plain, reader } from "./meaning.ts";

const year = 366 * 86_400_000;

/** Gathers what all rooms ask people for, reads what it means, and keeps what is asked again. */
export async function compare({ world, act, ask }: WorkContext): Promise<{ found: number; gone: number }> {
  const since = new Date(world.clock.now().getTime() - year);
  const asked = (await Promise.all(world.modules.map((room) => room.asks?.({ ask }) ?? []))).flat();
  const own = new Set(settingsOf(world.government).ownQuestions.map(plain));
  const answered = (await Promise.all(world.modules.map((room) => room.answered?.({ ask }, since) ?? []))).flat();
  const people = new Map(answered.map((one) => [`${one.place}\n${one.field}`, one.people]));
  const read = reader(factsOf(world.government), await ask(origins, {}));
  const found = askedAgain(
    asked.filter(({ label }) => !own.has(plain(textIn(label, "id")))),
    read,
    (place, field) => people.get(`${place}\n${field.split(".")[0]}`) ?? 0,
  );
  return act(keepAsked, { found });
}
