import { createHash } from "node:crypto";
import sharp from "sharp";
import { z } from "zod";
import {
  type Actor,
  act,
  ask,
  governmentFile,
  nextDay,
  Refusal,
  stranger,
  systemActor,
  type World,
} from "../../kernel/index.ts";
import { isOnline, type OnlineService, serviceByCode } from "../catalogue/index.ts";
import { type Answers, type FormPage, forms, isLater } from "../forms/index.ts";
import { officersOf } from "../identity/index.ts";
import { businessesOfPerson } from "../registry/index.ts";
import { beginDraft } from "./commands/begin-draft.ts";
import { completeTask } from "./commands/complete-task.ts";
import { savePage } from "./commands/save-page.ts";
import { submitApplication } from "./commands/submit-application.ts";
import { given } from "./facts.ts";
import { caseById } from "./queries/case-by-id.ts";
import { draftById } from "./queries/drafts.ts";
import { anyDraft } from "./queries/past-cases.ts";
import { takesFiles } from "./reading.ts";
import type { TaskRow } from "./tables.ts";
import type { TakenFile } from "./upload.ts";

const DemoCases = z
  .array(
    z
      .object({
        service: z.string().max(60),
        /** The key of one of the example's people. */
        person: z.string().max(60),
        /** The title of the service's test that says what is answered and what happens. */
        test: z.string().max(200),
        /** How many of its happenings have come about. */
        happens: z.number().int().min(0).max(100).optional(),
        /** A draft with so many pages filled in, and not handed in. */
        pages: z.number().int().min(1).max(40).optional(),
        /** Said by an officer who returns an answer or refuses. */
        note: z.string().max(300).optional(),
      })
      .strict(),
  )
  .max(200);
type DemoCase = z.output<typeof DemoCases>[number];

/** Of use to the example alone. */
export const demoCasesFile = { ...governmentFile("cases.yaml", DemoCases), optional: true };

const house = systemActor("cases");

/**
 * Applications of the example's people, in several states: by the same acts as everybody's. A second run does nothing.
 * Gives what could not be made, and why.
 */
export async function seedCases(
  world: World,
  people: ReadonlyMap<string, string>,
  say: (line: string) => void,
): Promise<string[]> {
  const wanted = demoCasesFile.of(world.government);
  if (wanted.length === 0 || (await ask(world, house, anyDraft, {}))) return [];
  const faults: string[] = [];
  const picture = await exampleFile(world);
  for (const [i, one] of wanted.entries()) {
    try {
      await make(world, one, people.get(one.person), picture);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const why = error.faults.map(({ path, messageKey }) => `${path} ${messageKey}`).join(", ") || error.messageKey;
      faults.push(`cases.yaml: ${one.service}, "${one.test}": ${why}`);
    }
    say(`${i + 1} of ${wanted.length} applications`);
  }
  return faults;
}

async function make(world: World, wanted: DemoCase, person: string | undefined, picture: FileMaker): Promise<void> {
  const service = await ask(world, house, serviceByCode, { code: wanted.service });
  const trial = service?.tests.find(({ title }) => title === wanted.test);
  if (!person || !service || !isOnline(service) || !trial)
    throw new Refusal("not-found", "cases.refusal.no-such-service");
  const citizen: Actor = { ...stranger, hat: "citizen", person, assurance: 2 };
  const [business] = service.audience.includes("business")
    ? await ask(world, citizen, businessesOfPerson, { person })
    : [];
  const { draft } = await act(world, citizen, beginDraft, {
    service: service.code,
    ...(business && { business: business.id }),
  });
  const today = world.calendar.today(world.clock.now());
  const answers = movedTo(today, trial.day, trial.answers) as Answers;
  await fillIn({ world, service, citizen, draft, answers, today, picture }, wanted.pages);
  if (wanted.pages) return;
  await act(world, citizen, submitApplication, { draft, declaration: true });
  for (const happening of trial.happens.slice(0, wanted.happens ?? trial.happens.length))
    if (!("chooses" in happening) || !(await decide(world, service, draft, happening, wanted.note))) return;
}

interface Filling {
  world: World;
  service: OnlineService;
  citizen: Actor;
  draft: string;
  answers: Answers;
  today: string;
  picture: FileMaker;
}

/** Page by page, as the answers so far ask for them. */
async function fillIn({ world, service, citizen, draft, answers, today, picture }: Filling, most = 99): Promise<void> {
  const done = new Set<string>();
  while (done.size < most) {
    const held = await ask(world, citizen, draftById, { id: draft });
    const scope = given(held.facts, today, service);
    const page = forms.pagesToShow(service.form, held.answers, scope).find(({ id }) => !done.has(id));
    if (!page) return;
    done.add(page.id);
    const posted = forms.postedOf(page.fields, answers);
    const { faults } = await act(world, citizen, savePage, {
      draft,
      page: page.id,
      posted,
      files: await filesOf(page, answers, picture),
    });
    const shown = forms.fieldsToShow(page, { ...held.answers, ...answers }, scope).map(({ id }) => id);
    const wrong = faults.filter(({ path }) => shown.includes(path.split(".")[0]!));
    if (wrong.length > 0) throw new Refusal("invalid", "kernel.refusal.invalid", { faults: wrong });
  }
}

type Chosen = { at: string; chooses: string; item?: string | undefined };

/** An officer who works there finishes the task. False when nobody does, or when it takes more than a word. */
async function decide(world: World, service: OnlineService, id: string, { at, chooses, item }: Chosen, note?: string) {
  const { tasks, row } = await ask(world, house, caseById, { id });
  const task = tasks.find(
    (one) => !one.closed_at && one.step === at && (!item || `${one.agency}/${one.office}` === item),
  );
  const officer = task && (await officerFor(world, task));
  if (!task || !officer) return false;
  const [field] = Object.keys(row.answers);
  try {
    await act(world, officer, completeTask, {
      task: task.id,
      outcome: chooses,
      ...(note && { note }),
      ...(chooses === "return" && { field }),
      ...(chooses === "refuse" && { reason: service.refusals[0]?.code }),
    });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

async function officerFor(world: World, { agency, office, role }: TaskRow): Promise<Actor | null> {
  const [found] = await ask(world, house, officersOf, { agency, office, role });
  if (!found) return null;
  const officer = { id: found.id, agency, office, roles: [role as never] };
  return { ...stranger, hat: "officer", account: found.id, name: found.name, officer, assurance: 3 };
}

/** The test's day becomes today: every day and month that is named in an answer moves along. */
function movedTo(today: string, day: string, value: unknown): unknown {
  const by = (Date.parse(today) - Date.parse(day)) / 86_400_000;
  if (typeof value === "string") {
    if (/^\d{4}-\d{2}$/.test(value)) return nextDay(`${value}-15`, by).slice(0, 7);
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? nextDay(value, by) : value;
  }
  if (Array.isArray(value)) return value.map((one) => movedTo(today, day, one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, movedTo(today, day, one)]));
}

type FileMaker = (name: string) => TakenFile;

/** One picture serves wherever a file is asked for: it says that it is an example. */
async function exampleFile(world: World): Promise<FileMaker> {
  const words = '<text x="60" y="320" font-size="88" font-family="sans-serif" fill="#444">CONTOH</text>';
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640"><rect width="640" height="640" fill="#ddd"/>${words}</svg>`;
  const body = await sharp(Buffer.from(drawn)).jpeg().toBuffer();
  const sha256 = createHash("sha256").update(body).digest("hex");
  const store = `cases/example/${sha256.slice(0, 16)}.jpg`;
  await world.files.put(store, body, "image/jpeg");
  return (name) => ({ id: world.newId(), store, name: `${name}.jpg`, type: "image/jpeg", bytes: body.length, sha256 });
}

async function filesOf(page: FormPage, answers: Answers, picture: FileMaker) {
  const asked = page.fields.filter((field) => takesFiles(field) && answers[field.id] && !isLater(answers[field.id]));
  return Object.fromEntries(asked.map(({ id }) => [id, [picture(id)]]));
}
