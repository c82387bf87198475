import { createHash } from "node:crypto";
import { z } from "zod";
import { command, on, refuse, type World } from "../../../kernel/index.ts";
import { factOf, lockedDataset, takeStep } from "../dataset.ts";
import { releaseAfter } from "../definition/dataset.ts";
import { settingsOf } from "../definition/settings.ts";
import { stepHolder } from "../duty.ts";
import { tableSchema } from "../table/schema.ts";
import type { DatasetRow, DeliveryRow, OnedataTables } from "../tables.ts";

/** What is published beside the table: everything a catalogue asks about it. */
function describe({ government }: World, row: DatasetRow, delivery: DeliveryRow, number: number, day: string) {
  const { plan } = row;
  const { licences, topics } = settingsOf(government);
  return {
    code: row.code,
    version: number,
    title: plan.title,
    about: plan.about,
    publisher: {
      code: row.producer,
      name: government.agencies.find(({ code }) => code === row.producer)?.name ?? row.producer,
    },
    topic: topics.find(({ code }) => code === plan.topic) ?? { code: plan.topic },
    licence: licences.find(({ code }) => code === plan.licence) ?? { code: plan.licence },
    frequency: plan.frequency,
    priority: row.priority,
    promised: row.release_on,
    published: day,
    aboutPeople: plan.aboutPeople,
    rows: delivery.rows,
    hidden: delivery.hidden,
    source: plan.source.kind === "file" ? { kind: "file" } : plan.source,
    metadata: row.metadata,
  };
}

/** A second person publishes what was checked, as a version that never changes; its hash goes into the public log. */
export const publishDataset = command({
  name: "onedata.publish-dataset",
  input: z
    .object({ dataset: z.string().max(80), rev: z.number().int(), move: z.literal("publish").default("publish") })
    .strict(),
  load: lockedDataset,
  allow: [{ hat: "officer", relation: stepHolder, assurance: 2 }],
  async carryOut(context, { rev }, held) {
    const { tx, now, world } = context;
    const { row } = held;
    const day = world.calendar.today(now);
    const [delivery] = await tx.query<DeliveryRow>(
      "select * from onedata.delivery where dataset = $1 and round = $2 order by id desc limit 1",
      [row.id, row.round],
    );
    if (!delivery) refuse("conflict", "onedata.refusal.moved-on");
    const [last] = await tx.query<{ number: number }>(
      "select number from onedata.version where dataset = $1 order by number desc limit 1",
      [row.id],
    );
    const number = (last?.number ?? 0) + 1;
    const schema = JSON.stringify(tableSchema(row.variables));
    const description = JSON.stringify(describe(world, row, delivery, number, day));
    const hash = createHash("sha256")
      .update(delivery.content)
      .update("\n")
      .update(schema)
      .update("\n")
      .update(description)
      .digest("hex");
    const following = releaseAfter(row.release_on, row.plan.frequency);
    const next = await takeStep(context, held, "publish", { rev, ...(following && { release_on: following }) });
    await on<OnedataTables>(tx)
      .insertInto("onedata.version")
      .values({
        dataset: row.id,
        number,
        code: row.code,
        hash,
        content: delivery.content,
        schema: schema as never,
        description: description as never,
        rows: delivery.rows,
        hidden: delivery.hidden,
        promised_on: row.release_on,
        published_on: day,
        published_at: now,
      })
      .execute();
    return { result: { version: number, hash }, facts: [factOf("published", next, { version: number, hash })] };
  },
});
