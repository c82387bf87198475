import { Button, FactRows, FileUpload, InsetText, Select, TextInput } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { FileFault, field, goTo, page, refuse, refuseFields, textIn, type Upload } from "../../../kernel/index.ts";
import { readArchive } from "../archive/read.ts";
import { openDraft } from "../commands/open-draft.ts";
import type { FileSet } from "../definition/load.ts";
import { fileFaults, openDrafts } from "../queries/drafts.ts";
import { allServices } from "../queries/services.ts";
import { Once, Refused, stateTag } from "./parts.tsx";

/** The services' definitions: what is being worked on, what is in force, what of the files could not be published. */
export const definitionsPage = page({
  path: "/petugas/layanan",
  desk: { label: "catalogue.desk.definitions", roles: ["designer", "approver", "administrator"] },
  async show(context, refusal) {
    const { ask, say, locale, world, actor, form } = context;
    const [drafts, services, broken] = await Promise.all([
      ask(openDrafts, {}),
      ask(allServices, {}),
      ask(fileFaults, {}),
    ]);
    const designs = actor.officer?.roles.includes("designer") ?? false;
    const own = services.filter(({ agency }) => agency === actor.officer?.agency);
    return {
      title: say("catalogue.definitions.title"),
      layout: "wide",
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>{say("catalogue.definitions.title")}</h1>
          {broken.map(({ folder, faults }) => (
            <InsetText key={folder}>
              <p class="strong">{say("catalogue.definitions.broken", { folder })}</p>
              <ul>
                {faults.slice(0, 20).map((fault) => (
                  <li key={fault}>
                    <code>{fault}</code>
                  </li>
                ))}
              </ul>
            </InsetText>
          ))}
          <h2>{say("catalogue.definitions.drafts")}</h2>
          {drafts.length === 0 && <p>{say("catalogue.definitions.no-drafts")}</p>}
          <FactRows
            items={drafts.map((draft) => ({
              href: `/petugas/layanan/${draft.id}`,
              title: draft.code,
              facts: stateTag(draft.state, say),
              under: say("catalogue.definitions.by", {
                revision: draft.revision,
                name: draft.name,
                when: dateTime(draft.at, locale, world.calendar.timeZone),
              }),
            }))}
          />
          {designs && (
            <>
              <h2>{say("catalogue.definitions.change")}</h2>
              {own.length > 0 && (
                <form method="post" action="/petugas/layanan" class="short">
                  <Once context={context} />
                  <Select
                    id="code"
                    name="code"
                    label={say("catalogue.definitions.which")}
                    options={own.map((one) => ({ value: one.code, text: textIn(one.title, locale) }))}
                  />
                  <Button name="do" value="change">
                    {say("catalogue.definitions.open")}
                  </Button>
                </form>
              )}
              <h2>{say("catalogue.definitions.import")}</h2>
              <form method="post" action="/petugas/layanan" encType="multipart/form-data" class="short">
                <Once context={context} />
                <TextInput
                  id="new"
                  name="new"
                  label={say("catalogue.definitions.code")}
                  hint={say("catalogue.definitions.code-hint")}
                  value={field(form, "new")}
                />
                <FileUpload
                  id="archive"
                  name="archive"
                  accept=".zip"
                  label={say("catalogue.definitions.archive")}
                  hint={say("catalogue.definitions.archive-hint")}
                />
                <Button name="do" value="import" look="secondary">
                  {say("catalogue.definitions.take-in")}
                </Button>
              </form>
            </>
          )}
          <h2>{say("catalogue.definitions.offered")}</h2>
          <FactRows
            items={services.map((one) => ({
              href: `/layanan/${one.code}/versi`,
              title: textIn(one.title, locale),
              facts: say("catalogue.versions.version", { version: one.version }),
            }))}
          />
        </>
      ),
    };
  },
  async submit({ act, form, uploads }) {
    const wish = field(form, "do");
    if (wish !== "change" && wish !== "import") refuse("invalid", "kernel.refusal.invalid");
    const code = field(form, wish === "change" ? "code" : "new");
    const { draft } = await act(openDraft, { code, ...(wish === "import" && { files: filesOfUpload(uploads) }) });
    return goTo(`/petugas/layanan/${draft}`);
  },
});

/** The files of an archive that was handed over; refused at its field when there is none or it cannot be read. */
export function filesOfUpload(uploads: readonly Upload[]): FileSet {
  const upload = uploads.find(({ field: name, body }) => name === "archive" && body.length > 0);
  if (!upload) refuseFields([{ path: "archive", messageKey: "catalogue.fault.archive" }]);
  try {
    return readArchive(upload.body);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return refuseFields([
      { path: "archive", messageKey: "catalogue.fault.archive-broken", values: { why: error.message } },
    ]);
  }
}
