import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { type Figure, type Hall, perSecond } from "./hall.ts";

const load = async (url: string, headers: Record<string, string> = {}): Promise<number> => {
  await autocannon({ url, headers, connections: 16, duration: 2 });
  const result = await autocannon({ url, headers, connections: 16, duration: 6 });
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} answers were not 200`);
  return result.requests.average;
};

/** A server beside ours that always says the same text of this size: the floor under every page. */
export async function constantOf(size: number): Promise<{ address: string; stop(): void }> {
  const child = spawn(
    process.execPath,
    [
      "--import",
      fileURLToPath(new URL("../bin/typescript.mjs", import.meta.url)),
      fileURLToPath(new URL("./constant.ts", import.meta.url)),
      String(size),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const address = await new Promise<string>((done) =>
    child.stdout.once("data", (line: Buffer) => done(line.toString().trim())),
  );
  return { address, stop: () => void child.kill("SIGTERM") };
}

/** The public service page against a constant text of its size; my page, signed in. */
export async function pages(hall: Hall): Promise<Figure[]> {
  const web = await hall.serve();
  try {
    const address = `${web.address}/layanan/izin-usaha-mikro`;
    const size = (await (await fetch(address)).arrayBuffer()).byteLength;
    const constant = await constantOf(size);
    const floor = await load(constant.address);
    constant.stop();
    const service = await load(address);
    const mine = await load(`${web.address}/saya`, { authorization: `Bearer ${await hall.token("owner")}` });
    return [
      {
        name: `public service page, ${size} bytes`,
        ours: perSecond(service),
        against: `constant text by Fastify ${perSecond(floor)}`,
        ratio: service / floor,
        target: "≥ 20 %",
        met: service / floor >= 0.2,
      },
      {
        name: "my page, signed in",
        ours: perSecond(mine),
        against: "",
        ratio: null,
        target: "≥ 500 /s",
        met: mine >= 500,
      },
    ];
  } finally {
    await web.stop();
  }
}
