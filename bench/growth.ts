import autocannon from "autocannon";
import { type Figure, type Hall, rate, residentMb } from "./hall.ts";
import { apiOf, lifeOf } from "./life.ts";
import { drafts } from "./rows.ts";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const livesAMinute = 2000;

/** Web and worker in one process under a day's mixture, for minutes: pages of strangers, pages of one's own, whole case lives. */
export async function growth(hall: Hall, minutes: number): Promise<Figure[]> {
  const web = await hall.serve({ worker: true });
  const marks: number[] = [];
  try {
    const owner = await hall.token("owner");
    const live = await lifeOf(hall, apiOf(web.address));
    const look = (path: string, seconds: number, headers = {}) =>
      autocannon({ url: web.address + path, headers, connections: 8, duration: seconds });
    for (let minute = 0; minute < minutes; minute += 1) {
      const until = performance.now() + 60_000;
      const ids = await drafts(hall, livesAMinute);
      await rate(ids.length, 8, (i) => live(ids[i]!));
      await look("/cari?q=warung", 5);
      await look("/saya", 5, { authorization: `Bearer ${owner}` });
      const left = Math.round((until - performance.now()) / 1000);
      if (left > 0) await look("/layanan/izin-usaha-mikro", left);
      marks.push(residentMb(web.pid));
      hall.say(`growth: ${marks.map((mark) => mark.toFixed(0)).join(", ")} MB`);
    }
  } finally {
    await web.stop();
  }
  // The first fifth warms up: caches, compiled code, connections.
  const warm = marks.slice(Math.floor(marks.length / 5));
  const half = Math.floor(warm.length / 2);
  const grown = warm.length >= 4 ? mean(warm.slice(half)) / mean(warm.slice(0, half)) : 1;
  return [
    {
      name: `web and worker after ${minutes} minutes of load, resident; second half against first`,
      ours: `${marks.map((mark) => mark.toFixed(0)).join(", ")} MB`,
      against: "",
      ratio: grown,
      target: "no growth (≤ 110 %)",
      met: grown <= 1.1,
    },
  ];
}
