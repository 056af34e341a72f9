/** A description's two languages: Chinese lines first, English ones after (rule of `schema/`). */
export function splitDescription(description: string): { chinese: string; english: string } {
  const lines = description
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const at = lines.findIndex(isEnglish);
  const split = at === -1 ? lines.length : at;
  return { chinese: lines.slice(0, split).join(""), english: lines.slice(split).join(" ") };
}

function isEnglish(line: string): boolean {
  const han = line.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = line.replace(/`[^`]*`/g, "").match(/[a-z]/gi)?.length ?? 0;
  return latin > 2 * han;
}
