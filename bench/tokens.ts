import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { act, systemActor } from "../kernel/index.ts";
import { issuerOf, registerMachine } from "../modules/signon/index.ts";
import { type Figure, type Hall, median, perSecond, rate } from "./hall.ts";

const audience = "https://bench.example/r1";
const clients = 32;
const tokensAtOnce = 1500;
const rounds = 7;

/** Tokens for machines: the whole house with its database, against the library alone with its own memory. */
export async function tokens(hall: Hall): Promise<Figure[]> {
  const pair = await generateKeyPair("ES256", { extractable: true });
  const keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "bench", alg: "ES256", use: "sig" }] };
  const { client } = await act(hall.world, systemActor("exchange"), registerMachine, {
    member: "bench",
    system: "bench",
    agency: "diskominfo",
    name: "Bench",
    keys: keys as never,
    audiences: [audience],
    scopes: ["read"],
    purpose: "bench",
    basis: "bench",
  });
  const web = await hall.serve();
  const memory = await serveMemory({ issuer: issuerOf(hall.world), client, keys, audience });
  try {
    const sides = { ours: `${web.address}/oidc/token`, theirs: `${memory.address}/token` };
    const found: Record<keyof typeof sides, number[]> = { ours: [], theirs: [] };
    for (let round = 0; round <= rounds; round += 1)
      for (const side of ["ours", "theirs"] as const) {
        // Signed beforehand: the load must not take the core that it measures.
        const bodies = await Promise.all(
          Array.from({ length: tokensAtOnce }, (_, i) =>
            bodyOf(
              client,
              issuerOf(hall.world),
              pair.privateKey,
              `${side}${round}-${i}-${process.pid}-${performance.now()}`,
            ),
          ),
        );
        const agent = new Agent({ keepAlive: true, maxSockets: clients });
        const perSecondFound = await rate(tokensAtOnce, clients, (i) => post(sides[side], bodies[i]!, agent));
        agent.destroy();
        // The first round warms both.
        if (round > 0) found[side].push(perSecondFound);
      }
    const [ours, theirs] = [median(found.ours), median(found.theirs)];
    // Each round against its neighbour: what else the machine does meanwhile weighs on both.
    const ratio = median(found.ours.map((one, i) => one / found.theirs[i]!));
    return [
      {
        name: `client_credentials by private_key_jwt, ${clients} clients`,
        ours: perSecond(ours),
        against: `oidc-provider alone, in memory: ${perSecond(theirs)}`,
        ratio,
        target: "≥ 70 %",
        met: ratio >= 0.7,
      },
    ];
  } finally {
    await web.stop();
    memory.stop();
  }
}

async function bodyOf(client: string, issuer: string, key: CryptoKey, jti: string): Promise<string> {
  const assertion = await new SignJWT({ iss: client, sub: client, aud: issuer, jti })
    .setProtectedHeader({ alg: "ES256", kid: "bench" })
    .setIssuedAt()
    .setExpirationTime("10m")
    .sign(key);
  return new URLSearchParams({
    grant_type: "client_credentials",
    client_id: client,
    scope: "read",
    resource: audience,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
  }).toString();
}

function post(url: string, body: string, agent: Agent): Promise<void> {
  return new Promise((done, failed) => {
    const headers = { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) };
    const asked = request(url, { method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => {
        text += part;
      });
      answer.once("end", () =>
        answer.statusCode === 200 ? done() : failed(new Error(`${answer.statusCode} ${text}`)),
      );
    });
    asked.once("error", failed);
    asked.end(body);
  });
}

/** The library as it comes, in a process of its own. */
async function serveMemory(told: object): Promise<{ address: string; stop(): void }> {
  const script = fileURLToPath(new URL("./tokens-memory.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(told)], { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise<string>((done, failed) => {
    child.stdout.once("data", (line: Buffer) => done(line.toString().trim()));
    child.once("exit", (code) => failed(new Error(`the library's own server ended with ${code}`)));
  });
  return {
    address,
    stop: () => {
      child.removeAllListeners("exit");
      child.kill("SIGTERM");
    },
  };
}
