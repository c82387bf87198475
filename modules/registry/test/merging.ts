import type { TestContext } from "node:test";
import { type Actor, type Manifest, systemActor } from "../../../kernel/index.ts";
import { actors, type Stage } from "../../../test/stage.ts";
import { decideProposal } from "../commands/decide-proposal.ts";
import { enrolPeople } from "../commands/enrol-people.ts";
import { proposeMerge, proposeUndo } from "../commands/propose-merge.ts";
import type { MergeField } from "../merging/proposal.ts";
import { composeNik } from "../nik.ts";
import type { PersonRow } from "../tables.ts";
import { town } from "./town.ts";

/** Somebody who stands in the register a second time, unless said otherwise just as the first time. */
interface Second {
  id: string;
  nik: string;
}

let serial = 900;

type Known = (key: string) => ReturnType<Awaited<ReturnType<typeof town>>["person"]>;

/** The town with two keepers, and with ways to enter somebody twice, to merge and to part. */
export async function mergingTown(t: TestContext, more: readonly Manifest[] = []) {
  const s = await town(t, 60, more);
  const second = actors.officer(s.id("bayu"), "disdukcapil", "loket", ["steward"], { assurance: 3 });
  return { ...s, second, ...mergers(s, s.person, s.keeper, second) };
}

/** Ways to enter somebody twice, to merge and to part, by two keepers of the register. */
export function mergers(s: Stage, known: Known, keeper: Actor, second: Actor) {
  const row = async (id: string): Promise<PersonRow> =>
    (await s.asOwner<PersonRow>("select * from registry.person where id = $1", [id]))[0]!;
  return {
    row,
    /** Enters somebody a second time. */
    async again(
      key: string,
      as: Partial<{ name: string; birthDate: string; birthPlace: string; family: string }> = {},
    ): Promise<Second> {
      const person = known(key);
      const { sex, maritalStatus, street, rt, rw, village } = person;
      serial += 1;
      const id = s.world.newId();
      const family = as.family ?? s.world.newId();
      const birthDate = as.birthDate ?? person.birthDate;
      const nik = composeNik("99.01.02", birthDate, sex, serial);
      await s.act(systemActor("registry"), enrolPeople, {
        source: "second",
        first: serial,
        people: [
          {
            id,
            nik,
            name: as.name ?? person.name,
            birthDate,
            birthPlace: as.birthPlace ?? person.birthPlace,
            sex,
            maritalStatus,
            family,
            familyRole: as.family ? "other" : "head",
            ...(!as.family && { familyNumber: composeNik("99.01.02", "2020-01-01", "male", serial) }),
            street,
            rt,
            rw,
            village,
          },
        ],
      });
      return { id, nik };
    },
    async propose(person: string, other: string, takes: readonly MergeField[] = [], by = keeper) {
      const [into, from] = [await row(person), await row(other)];
      const { proposal } = await s.act(by, proposeMerge, {
        person,
        version: into.version,
        other,
        otherVersion: from.version,
        takes: [...takes],
        reason: "Dua kali terdaftar",
      });
      return proposal;
    },
    decide: (proposal: string, approve = true, by = second) => s.act(by, decideProposal, { proposal, approve }),
    async merged(person: string, other: string, takes: readonly MergeField[] = []) {
      const proposal = await this.propose(person, other, takes);
      await this.decide(proposal);
      return proposal;
    },
    async parted(merge: string) {
      const { proposal } = await s.act(keeper, proposeUndo, { merge, reason: "Ternyata dua orang" });
      await this.decide(proposal);
      return proposal;
    },
  };
}
