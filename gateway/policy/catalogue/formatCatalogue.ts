import { CATEGORIES, isCategory, isSensitive } from "../../../subgraphs/kit/privacy/Classification.ts";
import type { CatalogueEntry } from "./CatalogueEntry.ts";
import { MASKED_AS, OWNERS, SHARING } from "./texts.ts";

const HEAD = `# 数据目录 Data catalogue

由 \`npm run catalogue\` 从 \`schema/supergraph.graphql\` 生成，请勿手工修改。共享属性依照《政务数据共享条例》（2025 年 8 月 1 日起施行）。
Made from \`schema/supergraph.graphql\` by \`npm run catalogue\`; do not edit. Sharing after the Regulation on Government Data Sharing
(in force since 1 August 2025).

分级参照 GB/T 43697-2024 和 GB/T 39725-2020，L4 及以上为敏感个人信息。标有分级的字段默认脱敏；原文须持 \`clear:<部门>\` 权限（L4 起另加
\`clear:sensitive\`）并说明研究以外的用途，或凭紧急访问授权；每次访问都留下审计记录。
Levels after GB/T 43697-2024 and GB/T 39725-2020; from L4 on it is sensitive personal information. A classified field is masked; clear
with the scope \`clear:<agency>\` (from L4 on \`clear:sensitive\` too) and a purpose other than research, or by an emergency grant; every
look is recorded.

| 种类 category | 脱敏 masked as |
| --- | --- |
${CATEGORIES.map((category) => `| ${category} | ${MASKED_AS[category]} |`).join("\n")}
`;

/** The catalogue as a document for people, in both languages. */
export function catalogueMarkdown(entries: readonly CatalogueEntry[]): string {
  const sections = groupBy(entries, ({ owner }) => owner).map(([owner, owned]) => {
    const names = owner.split(", ").map((name) => OWNERS[name] ?? name);
    const types = groupBy(owned, ({ type }) => type).map(([type, fields]) => {
      const rows = fields.map(
        (entry) =>
          `| \`${entry.field}\` | ${cell(entry.chinese)} | ${cell(entry.english)} | ${classOf(entry)} | ${cell(readersOf(entry))} | ${SHARING[entry.sharing]} |`,
      );
      return `### ${type}\n\n${TABLE}\n${rows.join("\n")}\n`;
    });
    return `## ${names.join(" · ")}（${owner}）\n\n${types.join("\n")}`;
  });
  return `${HEAD}\n${sections.join("\n")}`;
}

const TABLE = `| 字段 field | 说明 | description | 分级 class | 谁可以看 who | 共享 sharing |
| --- | --- | --- | --- | --- | --- |`;

const COLUMNS = [
  "owner",
  "type",
  "field",
  "data_type",
  "chinese",
  "english",
  "level",
  "category",
  "masked_as",
  "who",
  "sharing",
] as const;

/** The catalogue as CSV (RFC 4180), one field of the schema a line. */
export function catalogueCsv(entries: readonly CatalogueEntry[]): string {
  const lines = entries.map((entry) => {
    const { owner, type, field, dataType, chinese, english, classification, sharing } = entry;
    const category = classification?.category ?? "";
    const maskedAs = isCategory(category) ? MASKED_AS[category].replaceAll("`", "") : "";
    const level = classification?.level ?? "";
    const who = readersOf(entry).replaceAll("`", "");
    return [owner, type, field, dataType, chinese, english, level, category, maskedAs, who, sharing];
  });
  return [COLUMNS, ...lines].map((line) => `${line.map(csvCell).join(",")}\r\n`).join("");
}

/** Who may read a field, and who sees it clear. */
function readersOf({ sharing, classification, scopes, policies, owner }: CatalogueEntry): string {
  if (sharing === "NOT_SHARED") return "仅部门内部 the agencies themselves";
  const needed = [...scopes, ...policies].map((any) => any.map(code).join(" / "));
  const readers = needed.length > 0 ? needed.join(" + ") : "所有人 everyone";
  if (!classification) return readers;
  const agencies = [owner, ...(classification.sharedWith ?? [])].map((agency) => code(`clear:${agency}`));
  const clear = [
    agencies.join(" / "),
    ...(isSensitive(classification.level) ? [code("clear:sensitive")] : []),
  ];
  return `${readers}；原文 clear: ${clear.join(" + ")}`;
}

const classOf = ({ classification }: CatalogueEntry): string =>
  classification ? `${classification.level} ${classification.category}` : "–";

const code = (text: string): string => `\`${text}\``;
const cell = (text: string): string => text.replaceAll("|", "\\|");
const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}
