import { act, ask, systemActor, type World } from "../../kernel/index.ts";
import { allRegisters } from "../registers/index.ts";
import { lookups } from "../registry/index.ts";
import { offerRegister } from "./commands/services.ts";
import { openMediator } from "./events/mediator.ts";
import { directory } from "./queries/directory.ts";
import { exchangeOf } from "./settings.ts";

const room = systemActor("exchange");

/** Offers every register of this house by the agency that keeps it, and the sandbox, so that others can begin in the first minute. */
export async function offerRegisters(world: World): Promise<void> {
  await act(world, room, openMediator, {}, { via: "cli" });
  const registers = await ask(world, room, allRegisters, {});
  const keepers = lookups.keepersOf(world.government);
  const owned = [
    {
      agency: keepers.population,
      register: "population",
      title: { id: "Data kependudukan", en: "Population register" },
      fields: [...lookups.agreeable.population] as string[],
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
  ].map((one) => ({ ...one, member: one.agency, name: { id: "Register", en: "Registers" } }));
  const tried = exchangeOf(world.government).sandbox.map(({ member, name, service, title, records }) => ({
    agency: null,
    member,
    name,
    register: service,
    title,
    fields: Object.keys(records[0]!),
  }));
  const known = (await ask(world, room, directory, {})).flatMap(({ member, services }) =>
    services.map((one) => ({ ...one, member })),
  );
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  for (const offer of [...owned, ...tried]) {
    const there = known.find((one) => one.register === offer.register && one.member === offer.member);
    if (there && same(there.fields, offer.fields) && same(there.title, offer.title)) continue;
    await act(world, room, offerRegister, offer, { via: "cli" });
  }
}
