import { isId, type Route, refuse, route, textIn } from "../../../kernel/index.ts";
import { writeRecord } from "../commands/write-record.ts";
import type { Register } from "../definition/schema.ts";
import { allRegisters, registerByCode } from "../queries/records.ts";
import { dataUsage } from "../queries/usage.ts";
import { dropDraft, openDraft, saveDraft } from "../steward/commands.ts";
import { draftById } from "../steward/queries.ts";
import { type ApiRecord, readRecord, recordExists, searchRecords } from "./ask.ts";
import { databaseOf, fileOf } from "./databases.ts";
import { answer, bodyOf, keyOf, patience } from "./routes.ts";

// The face of the GovStack building block "digital registries" (data and database API 1.3.0) over the same questions and
// commands. Its suite and its files spell some paths differently: both are served.
type Call = Parameters<Route["handle"]>[0];
type Content = Record<string, unknown>;
const data = "/api/govstack/digital-registries/data";
const databases = "/api/govstack/digital-registries";
const why = "GovStack digital registries";

/** A published version of a register: "1" and "1.0" are the first one. Records are read under the newest. */
async function registerAt({ ask, params }: Call): Promise<Register> {
  const register = await ask(registerByCode, { code: params.registry ?? "" });
  const version = Number(/^(\d{1,3})(\.0)?$/.exec(params.version ?? "")?.[1]);
  if (!(version >= 1 && version <= register.version)) refuse("not-found", "kernel.refusal.not-found");
  return register;
}

const asObject = (value: unknown): Content =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Content) : {};
const contentIn = (body: Content, part: "query" | "write"): Content => asObject(asObject(body[part]).content);
/** A record as this face shows it: flat, with its id. */
const flat = ({ id, number, fields }: ApiRecord): Content => ({ id, number, ...fields });

/** The first record that a `query` names: by its id, by its number, else by its search fields. */
async function named({ ask }: Call, register: Register, content: Content): Promise<ApiRecord | null> {
  const { id, number, ...fields } = content;
  const own = typeof register.number === "object" && "field" in register.number ? content[register.number.field] : null;
  const by = typeof id === "string" && isId(id) ? { id } : number || own ? { number: String(number ?? own) } : null;
  if (by) {
    const { exists } = await ask(recordExists, { register: register.code, ...by });
    return exists ? ask(readRecord, { register: register.code, ...by }) : null;
  }
  const [first] = (await many({ ask }, register, fields, 1)).rows;
  return first ? ask(readRecord, { register: register.code, id: first.id }) : null;
}

const many = ({ ask }: Pick<Call, "ask">, register: Register, fields: Content, limit: number, words = "") =>
  ask(searchRecords, { register: register.code, fields, words, reason: "application", limit });

const written = ({ id: _id, number: _number, ...fields }: Content): Content => fields;

function change(call: Call, register: Register, record: ApiRecord, sets: Content, turn = 0) {
  const key = keyOf(call);
  return call.act(
    writeRecord,
    {
      register: register.code,
      change: "update",
      number: record.number,
      person: record.person,
      business: record.business,
      sets: written(sets),
      reason: why,
    },
    key === undefined ? {} : { key: `govstack:${key}:${turn}` },
  );
}

async function create(call: Call, register: Register, content: Content, turn = 0): Promise<ApiRecord> {
  const { about, ...fields } = written(content);
  const key = keyOf(call);
  const made = await call.act(
    writeRecord,
    {
      register: register.code,
      change: "create",
      sets: fields,
      reason: why,
      ...(typeof about === "string" && { about }),
    },
    key === undefined ? {} : { key: `govstack:${key}:${turn}` },
  );
  return call.ask(readRecord, { register: register.code, id: made.id });
}

const notFound = () => answer({ detail: "no record found" }, 404);
const empty = (status: number) => ({ body: "", type: "application/json", status });

type Handle = (call: Call, register: Register) => ReturnType<Route["handle"]>;
const onData = (method: Route["method"], path: string, handle: Handle): Route =>
  route({
    method,
    path: `${data}/:registry/:version${path}`,
    async handle(call) {
      await patience(call);
      return handle(call, await registerAt(call));
    },
  });

const list: Handle = async (call, register) => {
  const { search = "", pageSize = "20", page = "1" } = call.query;
  const size = Math.min(Math.max(Number(pageSize) || 20, 1), 100);
  // Only the first page has a number: further ones are reached by narrowing the search.
  if (page !== "1") return answer({ count: 0, results: [] });
  const fields = Object.fromEntries(
    Object.entries(call.query).flatMap(([name, value]) => (name.startsWith("query.") ? [[name.slice(6), value]] : [])),
  );
  const { rows } = await many(call, register, fields, size, search.slice(0, 100));
  return answer({ count: rows.length, results: rows.map(flat) });
};
const readOne: Handle = async (call, register) => {
  const record = await named(call, register, contentIn(bodyOf(call), "query"));
  return record ? answer({ content: flat(record) }) : notFound();
};
const exists: Handle = async (call, register) => {
  const record = await named(call, register, contentIn(bodyOf(call), "query"));
  return answer({
    answer: { status: record !== null, message: record ? "Object found from database" : "no record found" },
  });
};
const createOne: Handle = async (call, register) =>
  answer({ content: flat(await create(call, register, contentIn(bodyOf(call), "write"))) });
const updateOne: Handle = async (call, register) => {
  const body = bodyOf(call);
  const record = await named(call, register, contentIn(body, "query"));
  if (!record) return notFound();
  await change(call, register, record, contentIn(body, "write"));
  return empty(200);
};
/** One after the other: the first that is refused ends it, and those before it are changed. */
const updateMany: Handle = async (call, register) => {
  const body = bodyOf(call);
  const content = contentIn(body, "query");
  const one = content.id || content.number ? await named(call, register, content) : null;
  const rows = one ? [one] : (await many(call, register, content, 100)).rows;
  if (rows.length === 0) return notFound();
  for (const [turn, row] of rows.entries()) await change(call, register, row, contentIn(body, "write"), turn);
  return empty(200);
};
const updateOrCreate: Handle = async (call, register) => {
  const body = bodyOf(call);
  const record = await named(call, register, contentIn(body, "query"));
  if (!record) return answer({ content: flat(await create(call, register, contentIn(body, "write"))) });
  await change(call, register, record, contentIn(body, "write"));
  return answer({ content: flat(await call.ask(readRecord, { register: register.code, id: record.id })) });
};
const readValue: Handle = async (call, register) => {
  const { id = "", file = "" } = call.params;
  const [, name = ""] = /^([A-Za-z0-9]+)\.[a-z]{1,8}$/.exec(file) ?? [];
  if (!isId(id) || !register.fields[name]) return notFound();
  const { fields } = await call.ask(readRecord, { register: register.code, id });
  return fields[name] === undefined ? notFound() : answer({ value: fields[name] });
};
const createMany = route({
  method: "POST",
  path: `${data}/:registry/createEntries`,
  async handle(call) {
    await patience(call);
    const register = await call.ask(registerByCode, { code: call.params.registry ?? "" });
    const { write } = bodyOf(call);
    const receive = [];
    for (const one of Array.isArray(write) ? write.slice(0, 100) : [])
      receive.push({ content: flat(await create(call, register, asObject(asObject(one).content), receive.length)) });
    return answer({ receive }, 201);
  },
});
/** Nothing is deleted: the record ends, and what it held stays in its history. */
const remove: Handle = async (call, register) => {
  const { id = "" } = call.params;
  if (!isId(id)) return notFound();
  const record = await call.ask(readRecord, { register: register.code, id });
  await call.act(writeRecord, {
    register: register.code,
    change: "end",
    number: record.number,
    person: record.person,
    business: record.business,
    reason: why,
  });
  return empty(204);
};

const usage = (path: string) =>
  route({
    method: "GET",
    path: `${data}/${path}`,
    async handle(call) {
      await patience(call);
      const rows = await call.ask(dataUsage, { register: (call.query.databaseId ?? "").slice(0, 60) });
      const { agencies } = call.world.government;
      return answer(
        rows.map(({ id, at, agency, name }) => ({
          id,
          // The office answers for its officers: their names stand with it, not here.
          readerId: agency ?? "pendopo",
          readerInitials: "",
          readerInstitutionId: agency ?? "pendopo",
          readerInstitutionName: textIn(
            agencies.find(({ code }) => code === agency)?.name ?? agency ?? "Pendopo",
            call.locale,
          ),
          readerApplicationName: name,
          searchDateTime: at,
          refrences: [],
        })),
      );
    },
  });

/** A schema begins or changes a draft; a second person and its publication stay as in the house. */
const modify = route({
  method: "POST",
  path: `${databases}/database/modify`,
  async handle(call) {
    await patience(call);
    const { code, schema } = bodyOf(call);
    const name = String(code ?? "").toLowerCase();
    const published = (await call.ask(allRegisters, {})).find((one) => one.code === name) ?? null;
    const file = fileOf(asObject(schema), published, call.actor.officer?.agency ?? "");
    const { draft } = await call.act(openDraft, { code: name, ...(!published && { file }) });
    if (published) await call.act(saveDraft, { draft, revision: 1, file });
    const { register, faults } = await call.ask(draftById, { id: draft });
    return answer({
      ...asObject(schema),
      draft,
      faults: faults.map(({ says, line }) => `${line}: ${says}`),
      register: register?.code,
    });
  },
});
const databaseRoute = route({
  method: "GET",
  path: `${databases}/database/:code`,
  async handle(call) {
    await patience(call);
    return answer(databaseOf(await call.ask(registerByCode, { code: call.params.code ?? "" })));
  },
});
/** Drops a draft. What is published is not deleted: its records would be without a register. */
const dropRoute = route({
  method: "DELETE",
  path: `${databases}/database/:code`,
  async handle(call) {
    await patience(call);
    await call.act(dropDraft, { draft: call.params.code ?? "" });
    return answer("Success");
  },
});
const databasesRoute = route({
  method: "GET",
  path: `${databases}/databases`,
  async handle(call) {
    await patience(call);
    return answer((await call.ask(allRegisters, {})).map(databaseOf));
  },
});

export const govstackRoutes: readonly Route[] = [
  onData("GET", "", list),
  createMany,
  onData("POST", "/create", createOne),
  onData("POST", "/read", readOne),
  onData("POST", "/exists", exists),
  onData("PUT", "/update", updateOne),
  onData("PUT", "/updateEntries", updateMany),
  onData("PUT", "/update-entries", updateMany),
  onData("POST", "/updateOrCreate", updateOrCreate),
  onData("POST", "/update-or-create", updateOrCreate),
  onData("GET", "/:id/readValue/:file", readValue),
  onData("GET", "/:id/read-value/:file", readValue),
  onData("DELETE", "/:id/delete", remove),
  usage("mypersonalDataUsage"),
  usage("myPersonalDataUsage"),
  usage("MyPersonalDataUsage/1.0"),
  modify,
  databaseRoute,
  dropRoute,
  databasesRoute,
];
