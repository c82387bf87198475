/** "2026-12-01" (or "1/12/2026") and "09:30" in the government's own zone as a moment; null when they are none. */
export function localMoment(date: string, time: string, timeZone: string): Date | null {
  const turned = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(date.trim());
  const day = turned ? `${turned[3]}-${turned[2]!.padStart(2, "0")}-${turned[1]!.padStart(2, "0")}` : date.trim();
  const clock = /^(\d{1,2})[.:](\d{2})$/.exec(time.trim());
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !clock) return null;
  const wanted = new Date(`${day}T${clock[1]!.padStart(2, "0")}:${clock[2]}:00Z`);
  // 31 February would be the third of March.
  if (Number.isNaN(wanted.getTime()) || wanted.toISOString().slice(0, 10) !== day) return null;
  const there = new Date(wanted.toLocaleString("sv-SE", { timeZone }).replace(" ", "T").concat("Z"));
  return new Date(wanted.getTime() - (there.getTime() - wanted.getTime()));
}

/** One person a line: "Narti Suryani, pemohon" came; with "(tidak hadir)" or "(absent)" at the end did not. */
export function attendanceOf(text: string): { name: string; as: string; came: boolean }[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const absent = /\((tidak hadir|absent)\)$/i;
      const [name = "", ...as] = line.replace(absent, "").split(",");
      return { name: name.trim(), as: as.join(",").trim() || "-", came: !absent.test(line) };
    });
}
