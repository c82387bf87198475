import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadModules } from "../app/modules.ts";
import { servicesOf } from "../app/services.ts";
import { readGovernment } from "../kernel/government.ts";
import { officeOf } from "../kernel/index.ts";
import { demoCasesFile } from "../modules/cases/seed.ts";
import type { ServiceDefinition } from "../modules/catalogue/index.ts";
import { accountsFile } from "../modules/identity/seed.ts";
import { demoPeople } from "../modules/registry/index.ts";

const { government, calendar } = readGovernment(fileURLToPath(new URL("../government/example", import.meta.url)));
const services = servicesOf(await loadModules(), government, calendar);
const accounts = accountsFile.of(government);
const people = demoPeople(government);

/** Who in the demo has a duty at an office, by the keys of people/demo.yaml. */
const holders = ({ place, role }: Duty) =>
  accounts.filter(({ offices }) => offices[place]?.some((one) => one === role)).map(({ person }) => person);

interface Duty {
  place: string;
  role: string;
}

/** What the tasks of a service ask for. Offices that a case works out are those that its tables or its form can name. */
function dutiesOf({ process, decisions, form }: ServiceDefinition): Duty[] {
  const said = JSON.stringify([decisions, form]);
  const named = (over: string) =>
    government.agencies.flatMap(({ code, offices }) =>
      offices
        .filter((office) => {
          const place = `${code}/${office.code}`;
          const word = over.includes(`"${code}/"`) ? office.code : place;
          return new RegExp(`"${word}\\W*"`).test(said) || over.includes(`"${place}"`);
        })
        .map((office) => `${code}/${office.code}`),
    );
  return Object.values(process?.steps ?? {}).flatMap((step) => {
    if ("task" in step) return [{ place: `${step.task.agency}/${step.task.office}`, role: step.task.role }];
    if (!("each" in step) || !("task" in step.each)) return [];
    const { over, task } = step.each;
    const places = task.agency === "$item" ? named(over) : [`${task.agency}/${task.office}`];
    assert.ok(places.length > 0, `offices were found for ${over}`);
    return places.map((place) => ({ place, role: task.role }));
  });
}

/** Who answers an objection and then an appeal. */
const remediesOf = ({ remedies }: ServiceDefinition): Duty[] =>
  [remedies?.objection, remedies?.appeal].flatMap((one) =>
    one ? [{ place: `${one.agency}/${one.office}`, role: one.role }] : [],
  );

test("every task of every service has somebody in the demo who can do it", () => {
  const unheld = services.flatMap((service) =>
    [...dutiesOf(service), ...remediesOf(service)]
      .filter((duty) => holders(duty).length === 0)
      .map(({ place, role }) => `${service.code}: nobody is ${role} at ${place}`),
  );
  assert.deepEqual([...new Set(unheld)], []);
});

test("nobody in the demo decides what they prepared, nor answers an objection to their own decision", () => {
  for (const service of services) {
    const [decided, prepared] = [true, false].map((head) =>
      dutiesOf(service)
        .filter(({ role }) => (role === "head") === head)
        .flatMap(holders),
    ) as [string[], string[]];
    const answered = remediesOf(service).map(holders);
    const kept = [prepared, decided, ...answered].map((some) => [...new Set(some)]);
    assert.equal(new Set(kept.flat()).size, kept.flat().length, `${service.code}: ${JSON.stringify(kept)}`);
  }
});

test("whoever applies in the demo finds somebody of another household for every task", () => {
  const cases = demoCasesFile.of(government).map(({ service, person }) => ({ code: service, person }));
  const citizens = accounts.filter(({ offices }) => Object.keys(offices).length === 0);
  const all = citizens.flatMap(({ person }) => services.map(({ code }) => ({ code, person })));
  for (const { code, person } of [...cases, ...all]) {
    const service = services.find((one) => one.code === code);
    assert.ok(service, code);
    for (const duty of dutiesOf(service)) {
      const others = holders(duty).filter((key) => people.get(key)!.family !== people.get(person)!.family);
      assert.ok(others.length > 0, `${code} of ${person}: ${duty.role} at ${duty.place}`);
    }
  }
});

test("each demo account is of a known person, and its offices are offices", () => {
  for (const { key, person, offices } of accounts) {
    assert.ok(people.has(person), key);
    for (const place of Object.keys(offices)) {
      const [agency, office] = place.split("/") as [string, string];
      assert.ok(officeOf(government, agency, office), `${key}: ${place}`);
    }
  }
});
