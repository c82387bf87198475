import type { TestContext } from "node:test";
import { issueToken, seedAccounts } from "../../identity/index.ts";
import { demoPeople } from "../../registry/index.ts";
import { registers } from "./house.ts";

/** The door for programs, opened by the token of the population's keeper, or by nobody's. */
export async function keeperDoor(t: TestContext, role: "administrator" | "steward" | null = "administrator") {
  const s = await registers(t);
  await seedAccounts(s.world, new Map([...demoPeople(s.world.government)].map(([key, { id }]) => [key, id])));
  await s.asOwner(
    `update identity.officer_role set role = $1 where role = 'steward'
     and officer in (select id from identity.officer where agency = 'disdukcapil')`,
    [role ?? "steward"],
  );
  const token =
    role && (await issueToken(s.world, "bagas@tirta.example", { hat: "officer", days: 1, steppedUp: true }));
  const app = await s.web();
  const call = async (method: "GET" | "POST" | "PUT" | "DELETE", url: string, payload?: object, headers = {}) => {
    const answer = await app.inject({
      method,
      url,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(payload && { "content-type": "application/json" }),
        ...headers,
      },
      ...(payload && { payload }),
    });
    return {
      status: answer.statusCode,
      body: answer.body === "" ? null : answer.json(),
      type: String(answer.headers["content-type"]),
    };
  };
  return { ...s, call };
}
