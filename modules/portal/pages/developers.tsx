import { Details, SummaryList } from "../../../design/index.ts";
import { type Grant, page, type Say } from "../../../kernel/index.ts";

/** Who may call it, in words: the same grants that the policy judges by. */
function whoMay(allow: readonly Grant<never, never>[], say: Say): string {
  const words = allow.map((grant) =>
    [
      say(`portal.hat.${grant.hat}`),
      grant.roles && `(${grant.roles.join(", ")})`,
      grant.assurance && say("portal.developers.assurance", { level: grant.assurance }),
    ]
      .filter(Boolean)
      .join(" "),
  );
  return [...new Set(words)].join("; ");
}

/** For people who write programs: where the description is, how to sign in, and every act and question there is. */
export const developersPage = page({
  path: "/pengembang",
  shared: 60,
  show({ say, world }) {
    const rooms = world.modules
      .map((room) => ({
        name: room.name,
        doors: [...(room.commands ?? []), ...(room.queries ?? [])].filter((one) => !one.internal),
      }))
      .filter(({ doors }) => doors.length > 0);
    return {
      title: say("portal.developers.title"),
      main: (
        <>
          <h1>{say("portal.developers.title")}</h1>
          <p>{say("portal.developers.intro")}</p>
          <ul>
            <li>
              <a href="/api/v1/openapi.json">OpenAPI 3.1</a>
            </li>
            <li>
              <a href="/log">{say("portal.privacy.log")}</a>
            </li>
          </ul>
          <h2>{say("portal.developers.begin")}</h2>
          <ol>
            <li>
              {say("portal.developers.token")} <code>pendopo token --account …</code>
            </li>
            <li>
              <code>Authorization: Bearer …</code>
            </li>
            <li>
              {say("portal.developers.once")} <code>Idempotency-Key</code>
            </li>
            <li>{say("portal.developers.problems")}</li>
          </ol>
          <pre class="code">{`curl -X POST ${world.config.PUBLIC_URL.replace(/\/$/, "")}/api/v1/catalogue/services \\
  -H 'content-type: application/json' -d '{}'`}</pre>
          <h2>{say("portal.developers.doors")}</h2>
          {rooms.map(({ name, doors }) => (
            <Details key={name} summary={`${name} (${doors.length})`}>
              <SummaryList
                rows={doors.map((door) => ({
                  key: <code>{`/api/v1/${door.name.replace(".", "/")}`}</code>,
                  value: `${say(`portal.developers.${door.kind}`)}: ${whoMay(door.allow, say)}`,
                }))}
              />
            </Details>
          ))}
        </>
      ),
    };
  },
});
