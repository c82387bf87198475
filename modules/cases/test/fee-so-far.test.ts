import assert from "node:assert/strict";
import { test } from "node:test";
import { render } from "preact-render-to-string";
import { scene } from "../../../test/scene.ts";
import { type FormPage, Questions } from "../../forms/index.ts";
import { drawingOf } from "../pages/fields.tsx";
import type { DraftRow } from "../tables.ts";
import { nextEdition } from "./editions.ts";

const page = {
  id: "biaya",
  title: "Biaya",
  fields: [
    { id: "feeSoFar", type: "payment", label: "Retribusi" },
    { id: "promise", type: "declaration", label: "Saya sanggup" },
  ],
} as unknown as FormPage;

test("the fee is told as a sum, as known later, or as nothing to pay once all is answered and no rule asks for money", async (t) => {
  const s = await scene(t);
  const service = await nextEdition(s, ({ form, decisions }) => {
    form.pages.push({ ...page, fields: page.fields.map((field) => ({ ...field, required: true })) });
    for (const period of decisions.fee!.periods) period.rules = period.rules.filter(({ when }) => when[0] !== '"low"');
  });
  const shown = async (draft: string, without?: string) => {
    const [row] = await s.asOwner<DraftRow>("select * from cases.draft where id = $1", [draft]);
    const { [without ?? ""]: _, ...answers } = row!.answers;
    const context = {
      ask: (query: never, input: never) => s.ask(s.owner, query, input),
      say: s.world.words.say("id"),
      locale: "id",
      world: s.world,
    };
    const drawing = await drawingOf(context as never, service, page, {
      answers,
      facts: row!.facts,
      day: s.world.calendar.today(s.clock.now()),
      faults: [],
    });
    return render(Questions({ page, answers, drawing }) as never);
  };
  const small = await s.filled({ floorArea: "12", cooks: false });
  assert.match(await shown(small), /Gratis: tidak ada yang harus dibayar/);
  assert.match(await shown(small, "phone"), /diketahui setelah semua pertanyaan dijawab/);
  assert.match(await shown(await s.filled()), /Rp\s?75\.000/);
});
