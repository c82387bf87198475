import { act, ask, systemActor, type World } from "../../kernel/index.ts";
import { allRegisters } from "../registers/index.ts";
import { lookups } from "../registry/index.ts";
import { offerRegister } from "./commands/services.ts";
import { openMediator } from "./events/mediator.ts";
import { directory } from "./queries/directory.ts";

const room = systemActor("exchange");

/** Offers every register of this house by the agency that keeps it, so that others can agree on it from the first minute. */
export async function offerRegisters(world: World): Promise<void> {
  await act(world, room, openMediator, {}, { via: "cli" });
  const registers = await ask(world, room, allRegisters, {});
  const keepers = lookups.keepersOf(world.government);
  const offers = [
    {
      agency: keepers.population,
      register: "population",
      title: { id: "Data kependudukan", en: "Population register" },
      fields: [...lookups.agreeable.population],
    },
    {
      agency: keepers.businesses,
      register: "businesses",
      title: { id: "Data pelaku usaha", en: "Business register" },
      fields: [...lookups.agreeable.businesses],
    },
    ...registers.map(({ keeper, code, title, fields }) => ({
      agency: keeper,
      register: code,
      title,
      fields: Object.keys(fields),
    })),
  ];
  const known = (await ask(world, room, directory, {})).flatMap(({ services }) => services);
  for (const offer of offers) {
    const there = known.find(({ register, state }) => register === offer.register && state === "offered");
    const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
    if (there && same(there.fields, offer.fields) && same(there.title, offer.title)) continue;
    await act(world, room, offerRegister, offer, { via: "cli" });
  }
}
