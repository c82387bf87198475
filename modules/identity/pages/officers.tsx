import { Button, Checkboxes, FactRows, Pages, Select, Tag, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, officeOf, page, refuse, roles, textIn } from "../../../kernel/index.ts";
import { appointOfficer, approveRole, powerful, suspendOfficer, withdrawRole } from "../commands/officers.ts";
import { allOfficers } from "../queries/officers.ts";
import { CodeFirst, Once, Refused } from "./parts.tsx";

/** Officers, their offices and duties. Powerful duties wait here for a second person. */
export const officersPage = page({
  path: "/admin/petugas",
  desk: { label: "identity.desk.officers", roles: ["administrator", "approver", "auditor"] },
  async show(context, refusal) {
    const { ask, say, world, locale, query, form, actor } = context;
    const { rows, older, newer } = await ask(allOfficers, {
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    const administers = actor.officer?.roles.includes("administrator") ?? false;
    const offices = world.government.agencies.flatMap((agency) =>
      agency.offices.map((office) => ({
        value: `${agency.code}/${office.code}`,
        text: `${agency.short ?? textIn(agency.name, locale)}: ${textIn(office.name, locale)}`,
      })),
    );
    return {
      title: say("identity.officers.title"),
      layout: "wide",
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.officers.title")}</h1>
          <FactRows
            items={rows.map((officer) => {
              const office = officeOf(world.government, officer.agency, officer.office);
              return {
                title: officer.name,
                facts:
                  officer.state === "suspended" ? (
                    <Tag tone="red">{say("identity.officers.suspended")}</Tag>
                  ) : (
                    `${office?.agency.short ?? officer.agency}: ${textIn(office?.name, locale)}`
                  ),
                under: (
                  <form method="post" action="/admin/petugas">
                    <Once context={context} />
                    {officer.duties.map((duty) => (
                      <p key={duty.id}>
                        {say(`identity.role.${duty.role}`)}{" "}
                        {!duty.approved_at && <Tag tone="yellow">{say("identity.officers.waits")}</Tag>}{" "}
                        {!duty.approved_at &&
                          duty.proposed_by !== actor.account &&
                          officer.account !== actor.account && (
                            <Button name="approve" value={duty.id} look="secondary">
                              {say("identity.officers.approve")}
                            </Button>
                          )}{" "}
                        <button class="button-link" type="submit" name="withdraw" value={duty.id}>
                          {say("identity.officers.withdraw")}
                          <span class="govuk-visually-hidden">
                            {" "}
                            {say(`identity.role.${duty.role}`)}, {officer.name}
                          </span>
                        </button>
                      </p>
                    ))}
                    {administers && officer.account !== actor.account && (
                      <button
                        class="button-link"
                        type="submit"
                        name={officer.state === "active" ? "suspend" : "reinstate"}
                        value={officer.id}
                      >
                        {say(officer.state === "active" ? "identity.officers.suspend" : "identity.officers.reinstate")}
                        <span class="govuk-visually-hidden"> {officer.name}</span>
                      </button>
                    )}
                  </form>
                ),
              };
            })}
          />
          <Pages
            older={older && `/admin/petugas?after=${older}`}
            newer={newer && `/admin/petugas?before=${newer}`}
            words={{
              older: say("identity.older"),
              newer: say("identity.newer"),
              label: say("identity.officers.title"),
            }}
          />
          {administers && actor.assurance < 3 && (
            <CodeFirst title={say("identity.officers.appoint")} next="/admin/petugas" say={say} />
          )}
          {administers && actor.assurance === 3 && (
            <form method="post" action="/admin/petugas" class="short" noValidate>
              <Once context={context} />
              <h2>{say("identity.officers.appoint")}</h2>
              <TextInput
                id="nik"
                name="nik"
                kind="code"
                width={20}
                autocomplete="off"
                label={say("identity.sign-up.nik")}
                value={field(form, "nik")}
                error={faultAt({ say }, refusal, "nik")}
              />
              <Select
                id="office"
                name="office"
                label={say("identity.officers.office")}
                value={field(form, "office")}
                options={offices}
                error={faultAt({ say }, refusal, "office")}
              />
              <Checkboxes
                id="roles"
                name="roles"
                label={say("identity.officers.duties")}
                hint={say("identity.officers.duties-hint")}
                values={[form.roles ?? []].flat()}
                options={roles.map((role) => ({
                  value: role,
                  text: say(`identity.role.${role}`),
                  ...(powerful.includes(role) && { hint: say("identity.officers.second-person") }),
                }))}
                error={faultAt({ say }, refusal, "roles")}
              />
              <Button name="appoint" value="yes">
                {say("identity.officers.go")}
              </Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form }) {
    const is = (name: string) => field(form, name);
    if (is("approve")) await act(approveRole, { id: is("approve") });
    else if (is("withdraw")) await act(withdrawRole, { id: is("withdraw") });
    else if (is("suspend")) await act(suspendOfficer, { id: is("suspend"), state: "suspended" });
    else if (is("reinstate")) await act(suspendOfficer, { id: is("reinstate"), state: "active" });
    else if (is("appoint")) {
      const [agency = "", office = ""] = is("office").split("/");
      await act(appointOfficer, { nik: is("nik"), agency, office, roles: [form.roles ?? []].flat() as "head"[] });
    } else refuse("invalid", "kernel.refusal.invalid");
    return goTo("/admin/petugas");
  },
});
