import { z } from "zod";
import { type GovernmentFile, textSchema } from "../../../kernel/index.ts";
import { Form } from "../../forms/index.ts";
import { ProcessGraph } from "../../process/index.ts";
import { DecisionTable } from "../../rules/index.ts";

const word = z.string().regex(/^[a-z][a-z0-9-]*$/);
const law = z.string().min(2);
const cited = z.object({ text: textSchema, law }).strict();

/** What every service says of itself: the fourteen components of the service standard (Permenpan 15/2014). */
const Standard = z
  .object({
    requirements: z.array(cited).min(1),
    procedure: z.array(textSchema).min(1),
    time: z.object({ text: textSchema, law, workingDays: z.number().int().min(0).max(365) }).strict(),
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
    channel: z.enum(["online", "counter"]),
    /** What a list shows: how long, how much. */
    short: z.object({ time: textSchema, cost: textSchema }).strict(),
    standard: Standard,
    numbers: z.object({ case: z.string(), certificate: z.string() }).strict().optional(),
    appeal: z
      .object({ text: textSchema, law, workingDays: z.number().int().min(1) })
      .strict()
      .optional(),
    refusals: z.array(z.object({ code: word, text: textSchema, law }).strict()).optional(),
    document: z
      .object({
        kind: word,
        title: textSchema,
        template: word,
        validYears: z.number().int().min(1).max(50),
        legalBasis: z.array(z.string()),
        /** What the page prints about the case, in this order: an expression that gives a text or a number. */
        rows: z.array(z.object({ label: textSchema, value: z.string(), unit: z.string().optional() }).strict()).min(1),
      })
      .strict()
      .optional(),
    messages: z.record(word, Message).optional(),
  })
  .strict();

export const DecisionsFile = z.record(z.string().regex(/^[a-z][a-zA-Z0-9]*$/), DecisionTable);
export const FeeFile = z
  .object({
    /** The decision table that gives the amount, and its output in whole currency units. */
    decision: z.string(),
    output: z.string(),
    title: textSchema,
    code: z.string(),
    /** Days that a bill may stand open. */
    payWithinDays: z.number().int().min(1).max(365),
    law,
  })
  .strict();

export const parts = { form: Form, decisions: DecisionsFile, process: ProcessGraph, fee: FeeFile } as const;

/** The files of a service's folder. They are read when the services are published, not at each start. */
export const serviceFiles: readonly GovernmentFile[] = Object.entries({ service: ServiceFile, ...parts }).map(
  ([name, schema]) => ({ file: `services/*/${name}.yaml`, schema, optional: true }),
);

export type ServiceFile = z.output<typeof ServiceFile>;

/** A whole service: what its files say, with the hash of what they hold. */
export interface ServiceDefinition extends ServiceFile {
  hash: string;
  form?: z.output<typeof Form>;
  decisions?: z.output<typeof DecisionsFile>;
  process?: z.output<typeof ProcessGraph>;
  fee?: z.output<typeof FeeFile>;
}

/** The processes that this service's own one calls: each must be published before it. */
export const callsOf = ({ process }: ServiceDefinition): { code: string; version: number }[] =>
  Object.values(process?.steps ?? {}).flatMap((step) =>
    "call" in step ? [{ code: step.call, version: step.version }] : [],
  );

/** A service that can be applied for here. */
export type OnlineService = ServiceDefinition &
  Required<
    Pick<
      ServiceDefinition,
      "form" | "decisions" | "process" | "fee" | "document" | "numbers" | "appeal" | "refusals" | "messages"
    >
  >;
export const isOnline = (service: ServiceDefinition): service is OnlineService =>
  service.channel === "online" &&
  Boolean(
    service.form &&
      service.decisions &&
      service.process &&
      service.fee &&
      service.document &&
      service.numbers &&
      service.appeal &&
      service.refusals &&
      service.messages,
  );
