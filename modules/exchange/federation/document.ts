import { z } from "zod";
import { textSchema } from "../../../kernel/index.ts";
import { partShape } from "../identifier.ts";
import { algorithms } from "../signature/algorithms.ts";

const part = z.string().regex(partShape);
const pem = z.string().max(4000);

const Service = z.object({
  code: part,
  title: textSchema,
  fields: z.array(z.string().max(60)).max(200),
  endpoints: z
    .array(z.object({ method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]), path: z.string().max(220) }))
    .max(200),
  timeoutMs: z.number().int().min(100).max(60_000),
});

const System = z.object({
  code: part,
  name: textSchema,
  keys: z.array(z.object({ id: z.string().max(300), algorithm: z.enum(algorithms), public: pem })).max(20),
  services: z.array(Service).max(500),
});

const Member = z.object({
  class: part,
  code: part,
  name: textSchema,
  /** The key of its seal (SPKI, base64): what it signs agreements with. None for a business. */
  seal: z.string().max(1000).nullable(),
  systems: z.array(System).max(500),
});
export type Member = z.output<typeof Member>;

/** What a government publishes of itself: who takes part in its exchange, what they offer and by which keys they sign. */
export const DirectoryDocument = z.object({
  instance: part,
  name: textSchema,
  /** Only ever rises. */
  sequence: z.number().int().min(1),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** The house's key from now on. */
  key: z.object({ id: z.string().max(80), public: pem }),
  members: z.array(Member).max(5000),
});
export type DirectoryDocument = z.output<typeof DirectoryDocument>;

/** What the signature of a directory covers. */
export const directoryComponents = ["@status", "content-type", "content-digest"];
export const directoryType = "application/json; charset=utf-8";
