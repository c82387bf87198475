import { act, systemActor, type World } from "../kernel/index.ts";
import { loadServices, publishService } from "../modules/catalogue/index.ts";
import { seedAccounts } from "../modules/identity/index.ts";
import { demoPeople, seedRegistry } from "../modules/registry/index.ts";

export interface SeedOptions {
  /** Size of the example's population; 0 leaves the register alone. */
  people: number;
  /** Open the demo's accounts. */
  demo: boolean;
  say(line: string): void;
}

/** Loads the government's files into the house, and for a demo its people and accounts. A second run does nothing. */
export async function seed(world: World, { people, demo, say }: SeedOptions): Promise<void> {
  for (const definition of loadServices(world.government)) {
    await act(world, systemActor("catalogue"), publishService, { definition }, { via: "cli" });
  }
  if (people > 0) await seedRegistry(world, { people, say });
  if (demo)
    await seedAccounts(world, new Map([...demoPeople(world.government)].map(([key, person]) => [key, person.id])));
}
