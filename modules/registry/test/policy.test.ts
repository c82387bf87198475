import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { actors, stage } from "../../../test/stage.ts";
import { enrolPeople } from "../commands/enrol-people.ts";
import { manifest } from "../module.ts";
import { personById } from "../queries/person-by-id.ts";

test("a person sees their own record whole", async (t) => {
  const { act, ask } = await stage(t, { modules: [manifest] });
  const id = randomUUID();
  await act(actors.system("registry"), enrolPeople, {
    source: "x",
    first: 1,
    people: [
      {
        id,
        nik: "9901014508800001",
        name: "Narti Suryani",
        birthDate: "1980-08-05",
        birthPlace: "Tirtasari",
        sex: "female",
        maritalStatus: "married",
        family: randomUUID(),
        familyRole: "head",
        familyNumber: "9901010101010001",
        street: "Jalan Melati 1",
        rt: "001",
        rw: "002",
        village: "99.01.01.1001",
        businesses: [
          {
            id: randomUUID(),
            nib: "9901000000018",
            name: "Warung",
            kbli: ["56103"],
            street: "Jalan Melati 1",
            rt: "001",
            rw: "002",
            village: "99.01.01.1001",
            foundedOn: "2020-01-01",
          },
        ],
      },
    ],
  });
  const person = await ask(actors.citizen(id), personById, { id });
  console.log(person);
  assert.equal(person.nik, "9901014508800001");
});
