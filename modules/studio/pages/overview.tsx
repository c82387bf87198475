import { ButtonLink, InsetText, SummaryList, Tag } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { page } from "../../../kernel/index.ts";
import { DraftDesk } from "../desk.tsx";
import { openedDraft } from "../draft.ts";
import { partNames } from "../outline.tsx";

/** A draft at a glance: what it has, what is wrong in it, who worked on it last, and what can be done next. */
export const overviewPage = page({
  path: "/studio/:draft",
  async show(context) {
    const { say, locale, world } = context;
    const draft = await openedDraft(context);
    const at = (rest: string) => `/studio/${draft.id}${rest}`;
    return {
      title: `${draft.title}, ${say("studio.desk")}`,
      layout: "desk",
      main: (
        <DraftDesk context={context} draft={draft} here="">
          <div class="title-row">
            <h1>{draft.title}</h1>
            <Tag>{say(`studio.state.${draft.state}`)}</Tag>
          </div>
          <p class="quiet">
            {say("studio.last", {
              code: draft.code,
              revision: draft.revision,
              author: draft.revisions[0]?.name ?? "",
              when: dateTime(draft.changed_at, locale, world.calendar.timeZone),
            })}
          </p>
          <InsetText>
            {draft.findings.length === 0
              ? say("studio.sound")
              : say("studio.unsound", { count: draft.findings.length })}
          </InsetText>
          <SummaryList
            rows={partNames.map((part) => {
              const text = draft.files[`${part}.yaml`]?.trim();
              const count = draft.findings.filter(({ file }) => file === part).length;
              return {
                key: say(`studio.file.${part}`),
                value: count > 0 ? say("studio.findings", { count }) : say(text ? "studio.there" : "studio.missing"),
                change: {
                  href: at(`/${part}`),
                  text: say(text ? "studio.change" : "studio.make"),
                  hidden: say(`studio.file.${part}`),
                },
              };
            })}
          />
          <div class="govuk-button-group">
            <ButtonLink href={at("/coba")}>{say("studio.run")}</ButtonLink>
            <ButtonLink href={at("/terbit")} look="secondary">
              {say("studio.publish")}
            </ButtonLink>
          </div>
          {draft.findings.length > 0 && (
            <ol>
              {draft.findings.slice(0, 100).map((finding) => (
                <li key={`${finding.file}:${finding.line}:${finding.says}`}>
                  <a href={at(`/${finding.file}`)}>
                    {say(`studio.file.${finding.file}`)}, {say("studio.line", { line: finding.line })}
                  </a>
                  : <span lang="en">{finding.says}</span>
                </li>
              ))}
            </ol>
          )}
        </DraftDesk>
      ),
    };
  },
});
