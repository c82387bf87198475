import { Button, Select, Table, Tag, TextInput } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, refuse, textIn } from "../../../kernel/index.ts";
import { allServices, drafting } from "../../catalogue/index.ts";
import { blankService } from "../blank.ts";
import { Once, Refused } from "./parts.tsx";

/** The Studio's first page: what is being worked on, and the ways to begin. */
export const studioPage = page({
  path: "/studio",
  desk: { label: "studio.desk", roles: ["designer", "approver"] },
  async show(context, refusal) {
    const { ask, say, locale, world, actor, form, once } = context;
    const drafts = await ask(drafting.all, {});
    const services = (await ask(allServices, {})).filter(({ agency }) => agency === actor.officer?.agency);
    const makes = actor.officer?.roles.includes("designer") ?? false;
    return {
      title: say("studio.title"),
      layout: "wide",
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>{say("studio.title")}</h1>
          <p>{say("studio.about")}</p>
          {drafts.length === 0 ? (
            <p>{say("studio.none")}</p>
          ) : (
            <Table
              caption={say("studio.drafts")}
              head={[say("studio.service"), say("studio.state"), say("studio.changed"), say("studio.agency")]}
              rows={drafts.map((draft) => [
                <a key="a" href={`/studio/${draft.id}`}>
                  {services.find(({ code }) => code === draft.code)
                    ? textIn(services.find(({ code }) => code === draft.code)!.title, locale)
                    : draft.code}
                </a>,
                <Tag key="t">{say(`studio.state.${draft.state}`)}</Tag>,
                `${draft.name}, ${dateTime(draft.at, locale, world.calendar.timeZone)}`,
                draft.agency,
              ])}
            />
          )}
          {makes && (
            <>
              <form method="post" action="/studio" class="short" noValidate>
                <Once once={once} />
                <h2>{say("studio.new")}</h2>
                <TextInput
                  id="title-id"
                  name="title-id"
                  label={say("studio.new.title-id")}
                  value={field(form, "title-id")}
                />
                <TextInput
                  id="title-en"
                  name="title-en"
                  label={say("studio.new.title-en")}
                  value={field(form, "title-en")}
                />
                <Button>{say("studio.new.go")}</Button>
              </form>
              {services.length > 0 && (
                <form method="post" action="/studio" class="short">
                  <Once once={once} />
                  <h2>{say("studio.edit")}</h2>
                  <Select
                    id="code"
                    name="code"
                    label={say("studio.edit.which")}
                    options={services.map((service) => ({
                      value: service.code,
                      text: `${textIn(service.title, locale)} (${say("studio.version", { version: service.version })})`,
                    }))}
                  />
                  <Button look="secondary">{say("studio.edit.go")}</Button>
                </form>
              )}
            </>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, actor }) {
    const existing = field(form, "code");
    if (existing) {
      const { draft } = await act(drafting.open, { code: existing });
      return goTo(`/studio/${draft}`);
    }
    const title = { id: field(form, "title-id"), en: field(form, "title-en") };
    const code = codeOf(title.id);
    if (!code || !title.en) refuse("invalid", "studio.refusal.no-title");
    const { agency, office } = actor.officer ?? { agency: "", office: "" };
    const { draft } = await act(drafting.open, { code, files: blankService({ code, title, agency, office }) });
    return goTo(`/studio/${draft}`);
  },
});

/** "Izin pasar malam" is "izin-pasar-malam". */
export const codeOf = (title: string): string =>
  title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 60);
