import { stringify } from "yaml";
import { Button, FileUpload, InsetText, Select, Table, Tag, TextInput } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, refuse, refuseFields, textIn } from "../../../kernel/index.ts";
import { stewardship } from "../../registers/index.ts";
import { Once, Refused } from "../pages/parts.tsx";
import { codeOf } from "../pages/studio.tsx";

/** The registers that the steward's agency keeps, what is being worked on, and the ways to begin. */
export const registerListPage = page({
  path: "/studio/register",
  desk: { label: "studio.registers", roles: ["steward"] },
  async show(context, refusal) {
    const { ask, say, locale, world, actor, form, once } = context;
    const drafts = await ask(stewardship.drafts, {});
    const own = (await ask(stewardship.published, {})).filter(({ keeper }) => keeper === actor.officer?.agency);
    const titleOf = (code: string) => textIn(own.find((one) => one.code === code)?.title ?? code, locale);
    const makes = actor.officer?.roles.includes("steward") ?? false;
    return {
      title: say("studio.registers"),
      layout: "wide",
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>{say("studio.registers")}</h1>
          <p>{say("studio.registers.about")}</p>
          {drafts.length === 0 ? (
            <InsetText>{say("studio.registers.none")}</InsetText>
          ) : (
            <Table
              caption={say("studio.drafts")}
              head={[say("studio.register.register"), say("studio.state"), say("studio.changed")]}
              rows={drafts.map((draft) => [
                <a key="a" href={`/studio/register/${draft.id}`}>
                  {titleOf(draft.code)}
                </a>,
                <Tag key="t">{say(`studio.state.${draft.state}`)}</Tag>,
                `${draft.name}, ${dateTime(draft.at, locale, world.calendar.timeZone)}`,
              ])}
            />
          )}
          {makes && own.length > 0 && (
            <form method="post" action="/studio/register" class="short" noValidate>
              <Once once={once} />
              <h2>{say("studio.register.edit")}</h2>
              <Select
                id="existing"
                name="existing"
                label={say("studio.register.register")}
                options={own.map(({ code, title }) => ({ value: code, text: textIn(title, locale) }))}
              />
              <Button look="secondary" name="_do" value="edit">
                {say("studio.edit.go")}
              </Button>
            </form>
          )}
          {makes && (
            <form method="post" action="/studio/register" class="short" noValidate>
              <Once once={once} />
              <h2>{say("studio.register.new")}</h2>
              <TextInput
                id="title-id"
                name="title-id"
                label={say("studio.register.title-id")}
                value={field(form, "title-id")}
              />
              <TextInput
                id="title-en"
                name="title-en"
                label={say("studio.register.title-en")}
                value={field(form, "title-en")}
              />
              <Select
                id="about"
                name="about"
                label={say("studio.register.about")}
                value={field(form, "about") || "none"}
                options={(["none", "person", "business", "either"] as const).map((value) => ({
                  value,
                  text: say(`registers.holder.${value}`),
                }))}
              />
              <Button name="_do" value="new">
                {say("studio.register.go")}
              </Button>
            </form>
          )}
          {makes && (
            <form method="post" action="/studio/register" class="short" encType="multipart/form-data" noValidate>
              <Once once={once} />
              <h2>{say("studio.register.from-file")}</h2>
              <TextInput
                id="code"
                name="code"
                label={say("studio.register.code")}
                hint={say("studio.register.code-hint")}
                value={field(form, "code")}
                error={refusal?.faults.find(({ path }) => path === "code") && say("kernel.fault.format")}
              />
              <FileUpload id="file" name="file" label={say("studio.register.yaml")} accept=".yaml,.yml" />
              <Button look="secondary" name="_do" value="file">
                {say("studio.register.take")}
              </Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, actor, uploads }) {
    const opened = async (asked: { code: string; file?: string }) =>
      goTo(`/studio/register/${(await act(stewardship.open, asked)).draft}`);
    switch (field(form, "_do")) {
      case "edit":
        return opened({ code: field(form, "existing") });
      case "file": {
        const [upload] = uploads.filter(({ body }) => body.length > 0);
        if (!upload) refuseFields([{ path: "file", messageKey: "kernel.fault.empty" }]);
        return opened({ code: field(form, "code"), file: upload.body.toString("utf8").replace(/^\uFEFF/, "") });
      }
      default: {
        const title = { id: field(form, "title-id"), en: field(form, "title-en") };
        const code = codeOf(title.id);
        if (!code || !title.en) refuse("invalid", "studio.refusal.no-title");
        return opened({ code, file: blankRegister(code, title, actor.officer?.agency ?? "", field(form, "about")) });
      }
    }
  },
});

/** What a new register begins with. A register of things gets numbers of its own, one of people is found by them. */
function blankRegister(code: string, title: { id: string; en: string }, keeper: string, about: string): string {
  const none = { id: "", en: "" };
  const things = about === "none";
  return stringify(
    {
      version: 1,
      title,
      about: none,
      keeper,
      law: "",
      ...(!things && { purpose: "service" }),
      holder: ["person", "business", "either"].includes(about) ? about : "none",
      number: things ? { pattern: `${code.slice(0, 4).toUpperCase()}-{year}-{seq:6}` } : "holder",
      fields: {},
      search: [],
    },
    { lineWidth: 120, flowCollectionPadding: true },
  );
}
