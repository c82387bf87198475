import { mount } from "../../../kernel/index.ts";
import { openProvider } from "./open.ts";
import { noteVisit } from "./visit.ts";

/** The OpenID Provider's addresses, all below the issuer. */
export const oidcMount = mount({
  path: "/oidc",
  bodyLimit: 65_536,
  async handle(world, request, response, visit) {
    noteVisit(request, visit);
    const provider = await openProvider(world);
    await provider.callback()(request, response);
  },
});
