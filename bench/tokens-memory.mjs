// The library that our provider is made of, alone with its own memory: what `tokens` holds us against.
import { createServer } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import { Provider } from "oidc-provider";

const { issuer, client, keys, audience } = JSON.parse(process.argv[2] ?? "{}");
const pair = await generateKeyPair("ES256", { extractable: true });
const provider = new Provider(issuer, {
  jwks: { keys: [{ ...(await exportJWK(pair.privateKey)), kid: "own", alg: "ES256", use: "sig" }] },
  clientAuthMethods: ["private_key_jwt"],
  clientDefaults: { id_token_signed_response_alg: "ES256" },
  clients: [
    {
      client_id: client,
      jwks: keys,
      token_endpoint_auth_method: "private_key_jwt",
      grant_types: ["client_credentials"],
      response_types: [],
      redirect_uris: [],
    },
  ],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({
        scope: "read",
        audience,
        accessTokenFormat: "jwt",
        accessTokenTTL: 300,
        jwt: { sign: { alg: "ES256" } },
      }),
    },
  },
});
const server = createServer(provider.callback()).listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
