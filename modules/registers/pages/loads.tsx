import { Button, ErrorSummary, FactRows, FileUpload, InsetText, Pages, Tag, Textarea } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import {
  faultAt,
  field,
  goTo,
  page,
  type Refusal,
  type RequestContext,
  refuse,
  refuseFields,
  textIn,
} from "../../../kernel/index.ts";
import { openLoad } from "../commands/open-load.ts";
import { loadsOfMine } from "../queries/loads.ts";
import { allRegisters, registerByCode } from "../queries/records.ts";
import { columnsOf } from "../transfer/columns.ts";
import { formatOf } from "../transfer/format/index.ts";
import { touches } from "../transfer/load.ts";
import { taken } from "../transfer/store.ts";

/** Files and bulk updates of my agency's registers, and what waits for me as a second person. */
export const loadsPage = page({
  path: "/petugas/muatan",
  desk: { label: "registers.loads", roles: ["steward", "administrator"] },
  async show({ ask, say, locale, actor, query, world }) {
    const registers = await ask(allRegisters, {});
    const mine = registers.filter(({ keeper }) => keeper === actor.officer?.agency);
    const { rows, older, newer } = await ask(loadsOfMine, {
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    const titleOf = (code: string) => textIn(registers.find((one) => one.code === code)?.title ?? code, locale);
    return {
      title: say("registers.loads"),
      back: { href: "/petugas", label: say("registry.search.back") },
      main: (
        <>
          <h1>{say("registers.loads")}</h1>
          <p>{say("registers.loads-lead")}</p>
          {rows.length > 0 && (
            <FactRows
              items={rows.map((load) => ({
                href: `/petugas/muatan/${load.id}`,
                title: `${titleOf(load.register)}: ${load.name}`,
                facts: <Tag>{say(`registers.load.state.${load.state}`)}</Tag>,
                under: say("registers.load.asked", {
                  at: dateTime(load.asked_at, locale, world.calendar.timeZone),
                  count: touches(load),
                }),
              }))}
            />
          )}
          <Pages
            older={older && `/petugas/muatan?after=${older}`}
            newer={newer && `/petugas/muatan?before=${newer}`}
            words={{ older: say("registers.older"), newer: say("registers.newer"), label: say("registers.loads") }}
          />
          <h2>{say("registers.desk")}</h2>
          {mine.length === 0 && <InsetText>{say("registers.desk.none")}</InsetText>}
          <FactRows
            items={mine.flatMap(({ code, title }) => {
              const name = textIn(title, locale);
              return [
                { href: `/petugas/muatan/baru/${code}`, title: say("registers.load.new", { name }) },
                { href: `/petugas/muatan/massal/${code}`, title: say("registers.bulk.new", { name }) },
                { href: `/petugas/unduhan/${code}`, title: say("registers.export.new", { name }) },
              ];
            })}
          />
        </>
      ),
    };
  },
});

/** Asked for before a file is chosen, so that it need not be chosen twice. */
export const stepUp = ({ actor }: RequestContext): void => {
  if (actor.hat === "officer" && actor.assurance < 3) refuse("step-up-needed", "kernel.refusal.step-up-needed");
};

export const errorsIn = ({ say }: RequestContext, refusal: Refusal | undefined) => {
  if (!refusal) return [];
  if (refusal.faults.length === 0) return [{ text: say(refusal.messageKey, refusal.values) }];
  return refusal.faults.map(({ path, messageKey, values }) => ({ text: say(messageKey, values), href: `#${path}` }));
};
/** A file for one register: it is looked through first. */
export const newLoadPage = page({
  path: "/petugas/muatan/baru/:register",
  limit: { times: 20, seconds: 60 },
  async show(context, refusal) {
    const { ask, say, locale, params, form, once } = context;
    stepUp(context);
    const register = await ask(registerByCode, { code: params.register ?? "" });
    const name = textIn(register.title, locale);
    return {
      title: say("registers.load.new", { name }),
      back: { href: "/petugas/muatan", label: say("registers.loads") },
      main: (
        <>
          <ErrorSummary title={say("registry.search.mend")} errors={errorsIn(context, refusal)} />
          <h1>{say("registers.load.new", { name })}</h1>
          <p>{say("registers.load.lead")}</p>
          <form method="post" encType="multipart/form-data" noValidate class="short">
            <input type="hidden" name="_once" value={once} />
            <FileUpload
              id="file"
              name="file"
              label={say("registers.load.file")}
              hint={say("registers.load.file-hint")}
              accept=".csv,.xlsx,.jsonl,.ndjson,.parquet"
              error={faultAt(context, refusal, "file")}
            />
            <Textarea
              id="reason"
              name="reason"
              label={say("registry.mend.reason")}
              maxLength={300}
              value={field(form, "reason")}
              error={faultAt(context, refusal, "reason")}
            />
            <Button>{say("registers.load.check")}</Button>
          </form>
          <h2>{say("registers.load.columns")}</h2>
          <p>{say("registers.load.columns-lead")}</p>
          <p>
            <code>
              {columnsOf(register)
                .map(({ name: one }) => one)
                .join(", ")}
            </code>
          </p>
        </>
      ),
    };
  },
  async submit(context) {
    const { act, params, uploads, form } = context;
    const upload = uploads.find((one) => one.field === "file");
    if (!upload || upload.body.length === 0) refuseFields([{ path: "file", messageKey: "registers.load.no-file" }]);
    const given = await taken(context, upload.name, upload.body, formatOf(upload.name));
    const { id } = await act(openLoad, {
      register: params.register ?? "",
      kind: "file",
      ...given,
      reason: field(form, "reason"),
    });
    return goTo(`/petugas/muatan/${id}`);
  },
});
