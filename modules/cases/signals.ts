import { type Context, isId, refuse, type Text, type Tx, textIn } from "../../kernel/index.ts";
import { allServices, serviceByCode } from "../catalogue/index.ts";
import { graphs, hearing, workOf } from "../process/index.ts";
import { definitionOf } from "./case.ts";

/** A signal on its way to the cases that listened when it was sent. */
export interface SignalRow {
  id: string;
  name: string;
  /** One service, or all services of an office: one of the two. */
  service: string | null;
  agency: string;
  office: string | null;
  reason: string;
  /** The officer's name; null when the house itself sent it. */
  sent_by: string | null;
  state: "running" | "stopped" | "done";
  sent_at: Date;
  ended_at: Date | null;
}
export interface SignalCaseRow {
  signal: string;
  case_id: string;
  number: string;
  state: "waiting" | "heard" | "passed" | "failed";
  at: Date | null;
}

/** To whom a signal is said. */
export interface Target {
  service?: string | undefined;
  office?: string | undefined;
}

type Asking = Pick<Context, "tx" | "ask" | "world">;

/** The agency whose services are meant, which is who may send to them, and the services by code. */
export async function addressed(context: Asking, { service, office }: Target) {
  if (service !== undefined) {
    const found = await context.ask(serviceByCode, { code: service });
    return found && { agency: found.agency, services: [service] };
  }
  const [agency = "", place] = office!.split("/");
  const services = (await context.ask(allServices, {})).filter((one) => one.agency === agency && one.office === place);
  return services.length === 0 ? null : { agency, services: services.map(({ code }) => code) };
}

/** A version of a service that has open cases, and the places at which they would hear a signal, by its name. */
export interface Listening {
  service: string;
  version: number;
  places: Map<string, string[]>;
  /** What a place is called, for officers. */
  called(at: string): Text;
}
export async function listening(context: Asking, services: readonly string[]): Promise<Listening[]> {
  const versions = await context.tx.query<{ service: string; version: number }>(
    `select distinct service, version from cases.case where service = any ($1) and closed_at is null
     order by service, version desc`,
    [services],
  );
  return Promise.all(
    versions.map(async (one) => {
      const { process, called } = await definitionOf(context, one.service, one.version);
      return {
        ...one,
        places: hearing.listeningPlaces(process, called),
        called(at) {
          const step = graphs.stepAt(process, called, at);
          return ("reason" in step ? step.reason : undefined) ?? workOf(step)?.title ?? at;
        },
      };
    }),
  );
}

/** The open cases that listen to a signal, as a condition on `cases.case c`; `$1` are its services, versions and places. */
export const listeners = `exists (
  select from jsonb_to_recordset($1::jsonb) as l(service text, version int, places jsonb)
  where c.service = l.service and c.version = l.version and exists (
    select from jsonb_array_elements(c.process -> 'tokens') as t where l.places ? (t ->> 'at'))) and c.closed_at is null`;

/** What `listeners` is asked with; of versions in which nobody can hear it nothing is looked at. */
export const listenersOf = (all: readonly Listening[], signal: string): string =>
  JSON.stringify(
    all.flatMap(({ service, version, places }) => {
      const here = places.get(signal);
      return here ? [{ service, version, places: here }] : [];
    }),
  );

/** What cases wait for when they listen to a signal, each text once. */
export function textsOf(all: readonly Listening[], signal: string): Text[] {
  const texts = all.flatMap(({ places, called }) => (places.get(signal) ?? []).map(called));
  return texts
    .filter((text, i) => texts.findIndex((one) => textIn(one, "id") === textIn(text, "id")) === i)
    .slice(0, 5);
}

export async function signalHeld(tx: Tx, id: string, end = ""): Promise<SignalRow | null> {
  if (!isId(id)) return null;
  return (await tx.query<SignalRow>(`select * from cases.signal where id = $1${end}`, [id]))[0] ?? null;
}

/** Refuses to say a word that no process of these services knows. */
export function knownSignal(all: readonly Listening[], signal: string): void {
  if (!all.some(({ places }) => places.has(signal))) refuse("conflict", "cases.refusal.nobody-listens");
}
