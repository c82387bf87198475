import { Readable } from "node:stream";
import { Button, ErrorSummary, Radios, Select } from "../../../design/index.ts";
import { faultAt, field, page, route, textIn } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import { registerByCode } from "../queries/records.ts";
import { dataPackage, exported } from "../transfer/export.ts";
import { formats, mediaTypes } from "../transfer/format/index.ts";
import { errorsIn, stepUp } from "./loads.tsx";

type Reason = (typeof lookups.searchReasons)[number];

/** A register as a file, with a reason that everybody in it sees. */
export const exportPage = page({
  path: "/petugas/unduhan/:register",
  limit: { times: 10, seconds: 60 },
  async show(context, refusal) {
    const { ask, say, locale, params, form } = context;
    stepUp(context);
    const register = await ask(registerByCode, { code: params.register ?? "" });
    const name = textIn(register.title, locale);
    return {
      title: say("registers.export.new", { name }),
      back: { href: "/petugas/muatan", label: say("registers.loads") },
      main: (
        <>
          <ErrorSummary title={say("registry.search.mend")} errors={errorsIn(context, refusal)} />
          <h1>{say("registers.export.new", { name })}</h1>
          <p>{say("registers.export.lead")}</p>
          <form method="post" noValidate class="short">
            <Radios
              id="format"
              name="format"
              label={say("registers.export.format")}
              value={field(form, "format") || "csv"}
              options={formats.map((value) => ({ value, text: say(`registers.export.format.${value}`) }))}
            />
            <Select
              id="reason"
              name="reason"
              label={say("registry.search.reason")}
              value={field(form, "reason")}
              error={faultAt(context, refusal, "reason")}
              options={[
                { value: "", text: say("registry.search.choose") },
                ...lookups.searchReasons.map((value) => ({ value, text: say(`registry.reason.${value}`) })),
              ]}
            />
            <Button>{say("registers.export.take")}</Button>
          </form>
          <p>
            <a href={`/register/${register.code}/datapackage.json`}>{say("registers.export.package")}</a>
          </p>
        </>
      ),
    };
  },
  async submit({ world, actor, ask, form, params }) {
    const register = await ask(registerByCode, { code: params.register ?? "" });
    const reason = field(form, "reason") as Reason;
    const format = formats.find((one) => one === field(form, "format")) ?? "csv";
    return {
      body: Readable.from(await exported(world, actor, register, { format, reason, via: "web" })),
      type: mediaTypes[format],
      filename: `${register.code}.${format}`,
    };
  },
});

/** What a file of a register holds, for programs: a Data Package. */
export const packageRoute = route({
  method: "GET",
  path: "/register/:code/datapackage.json",
  async handle({ ask, params, world }) {
    const register = await ask(registerByCode, { code: params.code ?? "" });
    return {
      body: JSON.stringify(dataPackage(world, register), null, 2),
      type: "application/json; charset=utf-8",
      keepSeconds: 60,
    };
  },
});
