import { z } from "zod";
import { command, nextDay, refuse } from "../../../kernel/index.ts";
import { statistics as registers } from "../../registers/index.ts";
import { lookups, statistics as registry } from "../../registry/index.ts";
import { holdsOn, settingsOf } from "../definition/settings.ts";
import { holderOf } from "../duty.ts";
import { originsOf } from "../sources.ts";

const register = z.string().max(60);

/** Measures one register: completeness, types, code lists, freshness, duplicates and references, in raw counts. */
export const measureRegister = command({
  name: "onedata.measure-register",
  internal: true,
  input: z.object({ register }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId, askAsRoom }, { register: code }) {
    const today = world.calendar.today(now);
    const { freshDays } = holdsOn(settingsOf(world.government).quality, today);
    const freshSince = nextDay(today, -freshDays);
    const began = performance.now();
    const counted =
      code === "population" || code === "businesses"
        ? await askAsRoom(registry.quality, { register: code, freshSince })
        : await askAsRoom(registers.quality, { register: code, freshSince });
    const entries = new Map<string, Set<string>>();
    for (const { list } of counted.fields)
      if (list && !entries.has(list))
        entries.set(list, new Set((await askAsRoom(lookups.codesOfList, { list })).map((one) => one.code)));
    const id = newId();
    const { total, fresh, duplicates, referring, referred, fields } = counted;
    const millis = Math.round(performance.now() - began);
    tx.send(
      `insert into onedata.measurement (id, register, at, millis, total, fresh, duplicates, referring, referred)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, code, now, millis, total, fresh, duplicates, referring, referred],
    );
    for (const [place, { name, filled, typed, list, codes }] of fields.entries()) {
      const known = list ? entries.get(list)! : null;
      const hits = known && codes.reduce((sum, [one, n]) => sum + (known.has(one) ? n : 0), 0);
      tx.send(
        `insert into onedata.field_measurement (measurement, place, field, filled, typed, list, hits)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, place, name, filled, typed, list, hits],
      );
    }
    return {
      result: { total, millis },
      subject: id,
      facts: [{ name: "onedata.measured", subject: code, body: { total } }],
    };
  },
});

/** Asks for a measurement now: the steward of the whole, or whoever keeps the register. */
export const askMeasurement = command({
  name: "onedata.ask-measurement",
  input: z.object({ register }).strict(),
  async load(context, { register: code }) {
    const origin = (await originsOf(context)).find((one) => one.code === code);
    return origin ? { government: context.world.government, producer: origin.keeper } : null;
  },
  allow: [
    { hat: "officer", relation: holderOf("steward"), assurance: 2 },
    { hat: "officer", relation: holderOf("supporting"), assurance: 2 },
    { hat: "officer", relation: holderOf("producer"), assurance: 2 },
  ],
  async carryOut({ tx, now }, { register: code }) {
    const [recent] = await tx.query("select 1 from onedata.measurement where register = $1 and at > $2 limit 1", [
      code,
      new Date(now.getTime() - 60_000),
    ]);
    if (recent) refuse("too-many", "onedata.refusal.just-measured");
    return {
      result: null,
      subject: code,
      jobs: [{ name: "onedata.measure", payload: { register: code }, key: `onedata:measure:${code}` }],
    };
  },
});
