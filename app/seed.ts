import { act, Refusal, systemActor, type World } from "../kernel/index.ts";
import { publishService } from "../modules/catalogue/index.ts";
import { seedAccounts } from "../modules/identity/index.ts";
import { demoPeople, seedRegistry } from "../modules/registry/index.ts";
import { servicesOf } from "./services.ts";
import { UsageFault } from "./verbs/usage.ts";

export interface SeedOptions {
  /** Size of the example's population; 0 leaves the register alone. */
  people: number;
  /** Open the demo's accounts. */
  demo: boolean;
  say(line: string): void;
}

/** Loads the government's files into the house, and for a demo its people and accounts. A second run does nothing. */
export async function seed(world: World, { people, demo, say }: SeedOptions): Promise<void> {
  for (const definition of servicesOf(world.government)) {
    await act(world, systemActor("catalogue"), publishService, { definition }, { via: "cli" }).catch(explain(world));
  }
  if (people > 0) await seedRegistry(world, { people, say });
  if (demo)
    await seedAccounts(world, new Map([...demoPeople(world.government)].map(([key, person]) => [key, person.id])));
}

/** A published version never changes: whoever changed its files raises the version. */
const explain =
  ({ words }: World) =>
  (error: unknown): never => {
    if (error instanceof Refusal) throw new UsageFault(words.say("en")(error.messageKey, error.values));
    throw error;
  };
