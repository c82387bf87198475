import type { TestContext } from "node:test";
import { loadModules } from "../../../app/modules.ts";
import type { Actor, Role } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import { demoPeople } from "../../registry/index.ts";
import { describeMetadata, describeVariables } from "../commands/describe.ts";
import { handIn } from "../commands/hand-in.ts";
import { moveDataset } from "../commands/move.ts";
import { proposeDataset } from "../commands/plan.ts";
import { publishDataset } from "../commands/publish.ts";
import { formKinds, metadataForms } from "../definition/metadata.ts";
import { datasetWhole } from "../queries/datasets.ts";
import type { MoveName } from "../workflow.ts";

export const plan = {
  title: { id: "Kios pasar menurut pasar", en: "Market stalls by market" },
  about: { id: "Berapa kios yang dipakai di tiap pasar.", en: "How many stalls are used." },
  topic: "economy",
  licence: "cc-by-4.0",
  frequency: "year",
  releaseOn: "2027-01-31",
  aboutPeople: false,
  source: { kind: "figures", register: "market-stalls", by: ["kind"], measures: [{ does: "count" }] },
} as const;

/** The house with everybody who takes part in One Data, and the steps of a dataset's life as single calls. */
export async function desk(t: TestContext, people = 60) {
  const s = await stage(t, { modules: await loadModules(), people });
  const known = demoPeople(s.world.government);
  const officer = (key: string, agency: string, role: Role, office = "x"): Actor =>
    actors.officer(known.get(key)!.id, agency, office, [role], { assurance: 2 });
  const of = (agency: string) => ({
    producer: officer("zainal", agency, "head"),
    supporting: officer("kinanti", agency, "steward"),
    steward: officer("pramono", "diskominfo", "steward"),
    publisher: officer("agus", "diskominfo", "head"),
    supervisor: officer("asep", "bps", "head"),
    forum: officer("maria", "bappeda", "head"),
  });
  const who = of("disdag");
  const whole = async (code: string) => s.ask(actors.system("onedata"), datasetWhole, { code });
  const rev = async (code: string) => (await whole(code)).row.rev;
  const desk = {
    ...s,
    who,
    of,
    officer,
    whole,
    rev,
    propose: (code: string, more: object = {}, by: Actor = who.producer, columns: string[] = []) =>
      s.act(by, proposeDataset, {
        code,
        producer: by.officer!.agency,
        plan: { ...plan, ...more } as never,
        columns,
      }),
    async move(by: Actor, code: string, move: Exclude<MoveName, "propose" | "hand-in" | "publish">, more: object = {}) {
      return s.act(by, moveDataset, { dataset: code, rev: await rev(code), move, ...more });
    },
    async describe(code: string, by: Actor = who.producer, units: Record<string, object> = {}) {
      const { row } = await whole(code);
      await s.act(by, describeVariables, {
        dataset: code,
        rev: row.rev,
        variables: row.variables.map((one) => ({
          ...one,
          label: one.label || one.name,
          concept: "konsep",
          definition: "definisi",
          unit: one.unit || "unit",
          ...units[one.name],
        })),
      });
      for (const form of formKinds) {
        const answers = Object.fromEntries(
          metadataForms(s.world.government)
            [form].parts.flatMap(({ fields }) => fields)
            .filter(({ required }) => required)
            .map(({ code: field, options, type }) => [
              field,
              options?.[0]?.value ?? (type === "number" ? "2026" : "isi"),
            ]),
        );
        await s.act(by, describeMetadata, { dataset: code, rev: await rev(code), form, answers });
      }
    },
    async handIn(code: string, more: object = {}, by: Actor = who.producer) {
      return s.act(by, handIn, { dataset: code, rev: await rev(code), ...more });
    },
    async publish(code: string, by: Actor = who.publisher) {
      return s.act(by, publishDataset, { dataset: code, rev: await rev(code) });
    },
    /** From the proposal to the published version, each step by whoever's it is. */
    async published(
      code: string,
      more: object = {},
      roles = who,
      file: { columns?: string[]; content?: string; units?: Record<string, object> } = {},
    ) {
      await desk.propose(code, more, roles.producer, file.columns ?? []);
      await desk.move(roles.forum, code, "agree");
      await desk.describe(code, roles.producer, file.units ?? {});
      await desk.handIn(code, file.content === undefined ? {} : { content: file.content }, roles.producer);
      await desk.move(roles.supporting, code, "review");
      await desk.move(roles.steward, code, "check");
      return desk.publish(code, roles.publisher);
    },
  };
  return desk;
}
