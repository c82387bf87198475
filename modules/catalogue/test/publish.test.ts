import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import { publishService } from "../commands/publish-service.ts";
import { loadServices } from "../definition/load.ts";
import { searchServices, serviceByCode } from "../queries/services.ts";

const immutable = (error: unknown) => error instanceof Refusal && error.messageKey === "catalogue.refusal.immutable";

test("a published version never changes: the same content is no new version, another needs a new number", async (t) => {
  const s = await stage(t);
  const house = actors.system("catalogue");
  const licence = loadServices(s.world.government).find(({ code }) => code === "izin-usaha-mikro")!;
  const publish = (definition: typeof licence) => s.act(house, publishService, { definition });

  assert.deepEqual(await publish(licence), { published: true });
  assert.deepEqual(await publish(licence), { published: false });
  const other = { ...licence, title: "Lain", hash: "f".repeat(64) };
  await assert.rejects(publish(other), immutable);
  assert.deepEqual(await publish({ ...other, version: 2 }), { published: true });
  assert.deepEqual(await s.count("catalogue.service_version"), [2]);

  const [first, second] = await Promise.all(
    [1, 2].map((version) => s.ask(actors.stranger, serviceByCode, { code: licence.code, version })),
  );
  assert.deepEqual(first?.title, licence.title, "what is in progress still reads what it began with");
  assert.equal(second?.title, "Lain");
  assert.deepEqual(Object.keys(first!.decisions!), Object.keys(licence.decisions!), "decisions keep their order");
  assert.equal(
    (await s.ask(actors.stranger, serviceByCode, { code: licence.code }))?.version,
    2,
    "the newest is offered",
  );

  for (const change of ["update catalogue.service_version set hash = 'x'", "delete from catalogue.service_version"])
    await assert.rejects(
      s.world.database.inTransaction(house, true, (tx) => tx.query(change, [])),
      /permission denied|append/i,
      change,
    );
  await assert.rejects(
    s.act(actors.officer(s.world.newId(), "dpmptsp", "perizinan", ["administrator"]), publishService, {
      definition: licence,
    }),
    Refusal,
  );
});

test("two processes that publish the same at the same instant: one version, neither fails", async (t) => {
  const s = await stage(t);
  const house = actors.system("catalogue");
  for (const definition of loadServices(s.world.government)) {
    const tries = await Promise.all([1, 2, 3].map(() => s.act(house, publishService, { definition })));
    assert.equal(tries.filter(({ published }) => published).length, 1, definition.code);
  }
});

test("a service is found by what people call it, in both languages, past a slip of the finger", async (t) => {
  const s = await stage(t);
  for (const definition of loadServices(s.world.government))
    await s.act(actors.system("catalogue"), publishService, { definition });
  const first = async (words: string) => (await s.ask(actors.stranger, searchServices, { words }))[0]?.code;
  for (const words of ["izin warung", "micro-business licence", "WARNUG", "  usaha  mikro ", "stall permit"])
    assert.equal(await first(words), "izin-usaha-mikro", words);
  assert.equal(await first("akta lahir"), "akta-kelahiran");
  for (const words of ["", "%", "' or 1=1", "zzzzqqq", "\u0000", "😀".repeat(50)])
    await s.ask(actors.stranger, searchServices, { words });
  assert.equal(await first("zzzzqqq"), undefined);
});

test("what a process calls must be published before it, in that very version; a folder of services is read in that order", async (t) => {
  const s = await stage(t);
  const house = actors.system("catalogue");
  const licence = loadServices(s.world.government).find(({ code }) => code === "izin-usaha-mikro")!;
  const steps = {
    a: { call: "kunjungan", version: 3, next: "z", timers: [] },
    z: { end: "issued" },
  };
  const caller = { ...licence, hash: "c".repeat(64), process: { ...licence.process!, start: "a", steps } };
  const publish = (definition: object) => s.act(house, publishService, { definition: definition as never });
  const refused = (error: unknown) =>
    error instanceof Refusal && error.messageKey === "catalogue.refusal.calls-unpublished";
  await publish({ ...licence, code: "kunjungan", version: 2, hash: "a".repeat(64) });
  await assert.rejects(publish(caller), refused);
  await publish({ ...licence, code: "kunjungan", version: 3, hash: "b".repeat(64) });
  assert.deepEqual(await publish(caller), { published: true });
});
