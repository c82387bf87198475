import { act, Refusal, systemActor, type World } from "../kernel/index.ts";
import { seedCases } from "../modules/cases/index.ts";
import { publishService, reportFaults } from "../modules/catalogue/index.ts";
import { offerRegisters } from "../modules/exchange/index.ts";
import { seedAccounts } from "../modules/identity/index.ts";
import { publishRegister, registersOf, seedRegisters } from "../modules/registers/index.ts";
import { demoPeople, lookups, seedRegistry } from "../modules/registry/index.ts";
import { foldersOf } from "./services.ts";

export interface SeedOptions {
  /** Size of the example's population; 0 leaves the register alone. */
  people: number;
  /** Open the demo's accounts. */
  demo: boolean;
  /** Begin with the example's applications. */
  cases?: boolean;
  /** Fill the other registers with what belongs to these people. */
  registers?: boolean;
  say(line: string): void;
}

/**
 * Loads the government's files into the house, and for a demo its people and accounts. A second run does nothing. A
 * service with faults keeps no other from being published: its faults are given back.
 */
export async function seed(
  world: World,
  { people, demo, cases = false, registers = false, say }: SeedOptions,
): Promise<{ faults: string[] }> {
  for (const register of registersOf(world.government))
    await act(world, systemActor("registers"), publishRegister, { register }, { via: "cli" });
  await offerRegisters(world);
  const broken: { folder: string; faults: string[] }[] = [];
  const catalogue = systemActor("catalogue");
  for (const { code, service, files, faults: found } of foldersOf(world.modules, world.government, world.calendar)) {
    const own = [...found];
    if (service) {
      const publish = act(world, catalogue, publishService, { definition: service, files }, { via: "cli" });
      await publish.catch((error) => own.push(explained(world, error)));
    }
    if (own.length > 0) broken.push({ folder: code, faults: own });
  }
  // The administrator sees them too, until a later run finds them mended.
  await act(world, catalogue, reportFaults, { faults: broken }, { via: "cli" });
  await act(world, systemActor("registry"), lookups.loadCodeLists, {}, { via: "cli" });
  if (people > 0) await seedRegistry(world, { people, say });
  if (registers) await seedRegisters(world, { people, say });
  const unpublished = broken.flatMap(({ faults }) => faults);
  if (!demo) return { faults: unpublished };
  const keys = new Map([...demoPeople(world.government)].map(([key, person]) => [key, person.id]));
  await seedAccounts(world, keys);
  return { faults: cases ? [...unpublished, ...(await seedCases(world, keys, say))] : unpublished };
}

/** A published version never changes: whoever changed its files raises the version. */
function explained({ words }: World, error: unknown): string {
  if (error instanceof Refusal) return words.say("en")(error.messageKey, error.values);
  throw error;
}
