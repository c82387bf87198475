import { z } from "zod";
import { type GovernmentFile, textSchema } from "../../../kernel/index.ts";
import { type Form, FormFile } from "../../forms/index.ts";
import { clocks, ProcessGraph } from "../../process/index.ts";
import { Decisions } from "../../rules/index.ts";
import { DpiaFile } from "./dpia.ts";
import { PermitFile } from "./permit.ts";
import { RemediesFile } from "./remedies.ts";
import { TrialsFile } from "./trials-file.ts";

const word = z.string().regex(/^[a-z][a-z0-9-]*$/);
const law = z.string().min(2);
const cited = z.object({ text: textSchema, law }).strict();

/** What every service says of itself: the fourteen components of the service standard (Permenpan 15/2014). */
const Standard = z
  .object({
    requirements: z.array(cited).min(1),
    procedure: z.array(textSchema).min(1),
    time: z.object({ text: textSchema, law, workingDays: clocks.daysUpTo(365, 0) }).strict(),
    cost: z.object({ text: textSchema, law }).strict(),
    product: textSchema,
    complaints: textSchema,
    legalBasis: z.array(z.object({ code: law, title: textSchema }).strict()).min(1),
    facilities: textSchema,
    competence: textSchema,
    internalControl: textSchema,
    staff: textSchema,
    serviceGuarantee: textSchema,
    safetyGuarantee: textSchema,
    evaluation: textSchema,
  })
  .strict();

/** The ways to a service; "online" is this program, the others are places and paper. */
export const channels = ["online", "counter", "village", "paper"] as const;

const Message = z.object({ title: textSchema, body: textSchema }).strict();

/** service.yaml: what stands in front of the service. */
export const ServiceFile = z
  .object({
    $schema: z.string().optional(),
    code: word,
    version: z.number().int().min(1).max(10_000),
    title: textSchema,
    summary: textSchema,
    keywords: z.object({ id: z.array(z.string()), en: z.array(z.string()) }).strict(),
    lifeEvents: z.array(word).min(1),
    audience: z.array(z.enum(["citizen", "business"])).min(1),
    agency: word,
    office: word,
    channels: z.array(z.enum(channels)).min(1),
    /** What a list shows: how long, how much. */
    short: z.object({ time: textSchema, cost: textSchema }).strict(),
    standard: Standard,
    /** The pattern of a case's number: "TRT-{year}-{seq:6}". */
    numbers: z.object({ case: z.string() }).strict().optional(),
    appeal: z
      .object({ text: textSchema, law, workingDays: z.number().int().min(1) })
      .strict()
      .optional(),
    refusals: z.array(z.object({ code: word, text: textSchema, law }).strict()).default([]),
    /** What happens when the service is late, told to the citizen beforehand. */
    guarantee: cited.optional(),
    /** Until which day drafts of earlier versions are still taken as they are; without it, always. */
    previous: z.object({ until: z.iso.date(), law }).strict().optional(),
    messages: z.record(word, Message).default({}),
  })
  .strict();

export const DecisionsFile = Decisions;
export const FeeFile = z
  .object({
    /** The decision table that gives the amount, and its output in whole currency units. */
    decision: z.string(),
    output: z.string(),
    title: textSchema,
    code: z.string(),
    /** Days that a bill may stand open. */
    payWithinDays: clocks.daysUpTo(365),
    law,
  })
  .strict();

/** documents.yaml: the papers that a case can end in, each by the kind under which it is numbered and registered. */
export const DocumentsFile = z.record(
  word,
  z
    .object({
      kind: z.enum(["certificate", "decision", "refusal", "receipt"]),
      title: textSchema,
      /** A folder in `letters/`. */
      template: word,
      /** "IUM/{seq:6}/DPMPTSP/{year}" */
      number: z.string(),
      /** How long it has force, in years or in months; what attests something for good says neither. */
      validYears: z.number().int().min(1).max(50).optional(),
      validMonths: z.number().int().min(1).max(600).optional(),
      legalBasis: z.array(z.string()),
      /** What the page prints about the case, in this order: an expression that gives a text or a number. */
      rows: z.array(z.object({ label: textSchema, value: z.string(), unit: z.string().optional() }).strict()).min(1),
    })
    .strict(),
);

/** eligibility.yaml: who may apply, told before anything is filled in. Conditions read only what registers know. */
export const EligibilityFile = z
  .array(z.object({ when: z.string(), yes: textSchema, no: textSchema, law }).strict())
  .min(1)
  .max(20);

/** effects.yaml: what an ending writes into which register, in this order. */
export const EffectsFile = z
  .array(
    z
      .object({
        /** The end of the process that does it. */
        on: word,
        register: word,
        /** A life event of the population register; of others "create", "update", "put" (either of the two) or "end". */
        change: word,
        /** Only then. */
        when: z.string().optional(),
        /** Once for each of a list; `item` is the one in hand. */
        each: z.string().optional(),
        /** The number of the record that it changes. Without it: the one of whom the application is about. */
        record: z.string().optional(),
        /** Whom a record is about, by NIK or NIB, when that is not who applied. */
        holder: z.string().optional(),
        /** Since when it is so in the world; without it, since the application ended. */
        since: z.string().optional(),
        /** The record's own fields, each with the expression that fills it. Null leaves a field as it was. */
        sets: z.record(z.string().regex(/^[a-z][a-zA-Z0-9]*$/), z.string()).default({}),
        law,
      })
      .strict(),
  )
  .min(1)
  .max(20);

/** The files beside service.yaml. Each may be missing: a service has what it needs. */
export const parts = {
  form: FormFile,
  decisions: DecisionsFile,
  process: ProcessGraph,
  fee: FeeFile,
  documents: DocumentsFile,
  eligibility: EligibilityFile,
  effects: EffectsFile,
  tests: TrialsFile,
  permit: PermitFile,
  remedies: RemediesFile,
  dpia: DpiaFile,
} as const;
export type Part = keyof typeof parts;

/** The files of a service's folder. They are read when the services are published, not at each start. */
export const serviceFiles: readonly GovernmentFile[] = Object.entries({ service: ServiceFile, ...parts }).map(
  ([name, schema]) => ({ file: `services/*/${name}.yaml`, schema, optional: true }),
);

export type ServiceFile = z.output<typeof ServiceFile>;
export type DocumentOrder = z.output<typeof DocumentsFile>[string];

/** A whole service: what its files say, with the hash of what they hold. What may be many or none is never missing. */
export interface ServiceDefinition extends ServiceFile {
  hash: string;
  form?: Form;
  decisions: z.output<typeof DecisionsFile>;
  process?: ProcessGraph;
  fee?: z.output<typeof FeeFile>;
  documents: z.output<typeof DocumentsFile>;
  eligibility: z.output<typeof EligibilityFile>;
  effects: z.output<typeof EffectsFile>;
  tests: TrialsFile;
  permit?: PermitFile;
  remedies?: RemediesFile;
  dpia?: DpiaFile;
}

/** The processes that this service's own one calls: each must be published before it. */
export const callsOf = ({ process }: Pick<ServiceDefinition, "process">): { code: string; version: number }[] =>
  Object.values(process?.steps ?? {}).flatMap((step) =>
    "call" in step ? [{ code: step.call, version: step.version }] : [],
  );

/** A service that can be applied for here: it asks something, and something happens then. All else may be missing. */
export type OnlineService = ServiceDefinition & Required<Pick<ServiceDefinition, "form" | "process" | "numbers">>;
export const isOnline = (service: ServiceDefinition): service is OnlineService =>
  service.channels.includes("online") && Boolean(service.form && service.process && service.numbers);
