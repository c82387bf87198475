import { z } from "zod";
import { type Actor, governmentFile, roles, textSchema, type World } from "../../kernel/index.ts";

const word = z.string().max(60);

/** What a queue is narrowed to: in the government's file, in an officer's own, and in an address. */
export const Narrowing = z
  .object({
    /** Open tasks, cases that wait for the applicant, notes that name me, or questions from other offices. */
    of: z.enum(["tasks", "waiting", "mentions", "requests"]).default("tasks"),
    whose: z.enum(["office", "mine", "free"]).default("office"),
    /** At which step of the process; by its name in the service's file. */
    step: word.optional(),
    /** Past its day, or to be done by the end of the next working day. */
    due: z.enum(["late", "soon"]).optional(),
    service: word.optional(),
    words: z.string().trim().max(60).optional(),
  })
  .strict();
export type Narrowing = z.output<typeof Narrowing>;

/** The columns that a row may tell beside its name and its day. */
const columns = ["number", "step", "service", "assignee", "opened"] as const;

const Queue = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9-]*$/),
    title: textSchema,
    roles: z.array(z.enum(roles)).min(1),
    /** Only for these, as "agency/office"; without it for every office. */
    offices: z.array(z.string()).optional(),
    filter: Narrowing.prefault({}),
    order: z.enum(["due", "opened"]).default("due"),
    columns: z.array(z.enum(columns)).min(1).default(["number", "step", "assignee"]),
    /** The one thing to do with a row where it stands. */
    act: z.enum(["open", "take", "remind", "seen"]).default("open"),
  })
  .strict();
export type Queue = z.output<typeof Queue>;

/** The queues of a government's offices, in the order in which they are shown; the first is where one comes in. */
export const queuesFile = governmentFile(
  "queues.yaml",
  z
    .array(Queue)
    .min(1)
    .max(30)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, "two queues have the same code"),
);

/** The queues that an officer's duties and office call for. */
export const queuesFor = ({ government }: World, { officer }: Actor): Queue[] =>
  queuesFile
    .of(government)
    .filter(
      (one) =>
        officer &&
        one.roles.some((role) => officer.roles.includes(role)) &&
        (!one.offices || one.offices.includes(`${officer.agency}/${officer.office}`)),
    );
