import type { TestContext } from "node:test";
import { loadModules } from "../app/modules.ts";
import { type Actor, nextDay } from "../kernel/index.ts";
import { book } from "../modules/appointments/commands/book.ts";
import { beginDraft } from "../modules/cases/commands/begin-draft.ts";
import { completeTask } from "../modules/cases/commands/complete-task.ts";
import { recordPayment } from "../modules/cases/commands/record-payment.ts";
import { savePage } from "../modules/cases/commands/save-page.ts";
import { submitApplication } from "../modules/cases/commands/submit-application.ts";
import { issueJob } from "../modules/cases/jobs/index.ts";
import { caseById } from "../modules/cases/queries/case-by-id.ts";
import { workContext } from "../modules/cases/work.ts";
import { openVisit } from "../modules/counter/commands/open-visit.ts";
import { officersOf } from "../modules/identity/index.ts";
import { businessesOfPerson, demoPeople } from "../modules/registry/index.ts";
import { actors, stage } from "./stage.ts";

/** What an application says: the floor and the cooking decide its risk. */
export interface Wish {
  floorArea?: string;
  cooks?: boolean;
}

/** The whole house with its people, and the steps of a licence's life as single calls. */
export async function scene(
  t: TestContext,
  more: Omit<NonNullable<Parameters<typeof stage>[1]>, "modules" | "people"> = {},
) {
  const s = await stage(t, { modules: await loadModules(), people: 60, ...more });
  const people = demoPeople(s.world.government);
  const id = (key: string) => people.get(key)!.id;
  const owner = actors.citizen(id("narti"), { name: "Narti Suryani" });
  const [business] = await s.ask(owner, businessesOfPerson, { person: id("narti") });
  const officer = async (
    agency: string,
    office: string,
    role: "reviewer" | "opinion-giver" | "head" | "front-desk",
    more: Partial<Actor> = {},
  ) => {
    const [found] = await s.ask(actors.system("test"), officersOf, { agency, office, role });
    if (!found) throw new Error(`nobody is ${role} at ${agency}/${office}`);
    return actors.officer(found.id, agency, office, [role], { name: found.name, ...more });
  };
  const reviewer = await officer("dpmptsp", "perizinan", "reviewer");
  const head = await officer("dpmptsp", "pimpinan", "head", { assurance: 3 });
  const health = await officer("dinkes", "kesehatan-lingkungan", "opinion-giver");
  const fire = await officer("damkar", "pencegahan", "opinion-giver");
  const photo = () => ({
    id: s.world.newId(),
    store: "cases/test.jpg",
    name: "lapak.jpg",
    type: "image/jpeg",
    bytes: 10,
    sha256: "0".repeat(64),
  });

  const scene = {
    ...s,
    id,
    officer,
    owner,
    business: business!,
    stranger: actors.stranger,
    joko: actors.citizen(id("joko"), { name: "Joko Prasetyo" }),
    reviewer,
    head,
    health,
    fire,
    /** A draft with every page filled in. */
    async filled(wish: Wish = {}, who: Actor = owner): Promise<string> {
      const { draft } = await s.act(who, beginDraft, { service: "izin-usaha-mikro" });
      return scene.fillIn(draft, wish, who);
    },
    /** Fills in every page of a draft that is there. */
    async fillIn(draft: string, { floorArea = "60", cooks = true }: Wish = {}, who: Actor = owner): Promise<string> {
      const pages: [page: string, posted: Record<string, string>, files?: object][] = [
        ["pemohon", { phone: "081234567890" }],
        ["usaha", { workers: "2" }],
        ["tempat", { floorArea, ownership: "market", hazardous: "no" }, { photo: photo() }],
        ["pangan", { cooksOnSite: cooks ? "yes" : "no", ...(cooks && { water: "piped" }) }],
        ["produk", { "products.0.name": "Nasi rames", "products.0.monthly": "4.500.000" }],
      ];
      for (const [page, posted, files] of pages) {
        const { faults } = await s.act(who, savePage, { draft, page, posted, ...(files && { files: files as never }) });
        if (faults.length > 0) throw new Error(`${page}: ${JSON.stringify(faults)}`);
      }
      return draft;
    },
    /** An hour at the counter, two days from now. */
    async booked(who: Actor = owner): Promise<string> {
      const day = nextDay(s.world.calendar.today(s.world.clock.now()), 2);
      return (await s.act(who, book, { place: "mpp", errand: "izin-usaha", day, slot: "09:00" })).ticket;
    },
    /** Narti stands at the counter; she has not agreed to anything yet. */
    async helped(): Promise<string> {
      const desk = await officer("dpmptsp", "loket", "front-desk");
      return (await s.act(desk, openVisit, { person: id("narti"), service: "izin-usaha-mikro" })).visit;
    },
    handIn: (draft: string, who: Actor = owner) => s.act(who, submitApplication, { draft, declaration: true }),
    /** Hands a filled draft in. */
    async submitted(wish: Wish = {}, who: Actor = owner): Promise<string> {
      const draft = await scene.filled(wish, who);
      await s.act(who, submitApplication, { draft, declaration: true });
      return draft;
    },
    look: (id: string) => s.ask(actors.system("test"), caseById, { id }),
    /** The open task of an office on a case. */
    async task(id: string, agency: string) {
      const { tasks } = await scene.look(id);
      const task = tasks.find((one) => !one.closed_at && one.agency === agency);
      if (!task) throw new Error(`${agency} has nothing to do on ${id}`);
      return task.id;
    },
    async does(
      officer: Actor,
      id: string,
      outcome: string,
      more: { note?: string; field?: string; reason?: string } = {},
    ) {
      return s.act(officer, completeTask, { task: await scene.task(id, officer.officer!.agency), outcome, ...more });
    },
    /** From review to the head's approval. */
    async approved(id: string): Promise<void> {
      await scene.does(reviewer, id, "ask-opinions");
      await scene.does(health, id, "agree");
      await scene.does(fire, id, "agree");
      await scene.does(reviewer, id, "forward");
      await scene.does(head, id, "approve");
    },
    /** The money has come: a job waits that makes the document. */
    paid: (id: string) => s.act(actors.system("test"), recordPayment, { case: id }),
    /** One run of that job, as a worker would do it; two workers may. */
    issue: (id: string) => issueJob.handle({ world: s.world, ...workContext(s.world) }, { case: id }),
  };
  return scene;
}
