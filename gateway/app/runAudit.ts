import { access } from "node:fs/promises";
import { userInfo } from "node:os";
import { readFlags, StartError } from "../../subgraphs/kit/server/settings.ts";
import { type ExportFormat, exportTrail } from "../policy/audit/read/exportTrail.ts";
import type { RecordFilter } from "../policy/audit/read/RecordFilter.ts";
import { recordCommand } from "../policy/audit/trail/recordCommand.ts";
import { readAnchors } from "../policy/audit/verify/readAnchors.ts";
import { type Verification, verifyTrail } from "../policy/audit/verify/verifyTrail.ts";
import { auditDirectory } from "./auditSettings.ts";

const USAGE = `npm run audit -- COMMAND [flags]

  verify [DIR]    checks every record of the trail; exit code 1 when anything is not as it was written
      --head HASH     a hash that was the head once: finds an end that was cut off
      --anchors FILE  the same for every head of an AUDIT_ANCHOR_FILE
  export          writes records to standard output, oldest first
      --from TIME --to TIME   ISO 8601, such as 2026-10-01 or 2026-10-01T08:00:00+08:00
      --principal NAME        such as user:… or key:…
      --coordinate FIELD      such as ReferralClient.name
      --format jsonl|csv      jsonl unless told: the records as they are kept
  head            prints number and hash of the last record: keep them elsewhere

The trail is that of AUDIT_DIR or --audit-dir (DATA_DIR/gateway/audit unless told). That it was verified or exported is
itself recorded; a DIR given to verify is a copy, and only read.`;

const OPTIONS = Object.fromEntries(
  ["audit-dir", "data-dir", "head", "anchors", "from", "to", "principal", "coordinate", "format"].map(
    (name) => [name, { type: "string" as const }],
  ),
);

type Flags = Partial<Record<string, string>>;

/**
 * Runs one command of the auditor.
 * @returns the exit code
 * @throws StartError for a mistake of who runs it
 */
export async function runAudit(argv: string[]): Promise<number> {
  if (argv.length === 0 || argv.includes("--help") || argv.includes("-h")) {
    console.log(USAGE);
    return 0;
  }
  const { values, positionals } = parseFlags(argv);
  const [command, given, ...rest] = positionals;
  if (rest.length > 0 || (given !== undefined && command !== "verify"))
    throw new StartError(`"${rest[0] ?? given}" is one word too many; --help says what there is`);
  const directory = given ?? directoryOf(values);
  await access(directory).catch(() => {
    throw new StartError(`there is no audit trail in "${directory}": give its directory with --audit-dir`);
  });
  if (command === "verify") return verify(directory, { flags: values, isCopy: given !== undefined });
  if (command === "export") return exportRecords(directory, values);
  if (command === "head") return showHead(directory);
  throw new StartError(`there is no command "${command}"; --help lists them`);
}

async function verify(
  directory: string,
  { flags, isCopy }: { flags: Flags; isCopy: boolean },
): Promise<number> {
  const { head, anchors } = flags;
  const checked = await verifyTrail(directory, {
    ...(head === undefined ? {} : { head }),
    ...(anchors === undefined ? {} : { anchors: await readAnchors(anchors) }),
    onProgress: showBytes,
  });
  const { findings } = checked;
  for (const { file, line, what } of findings) console.log(`${file}:${line}: ${what}`);
  const isWhole = findings.length === 0;
  console.log(
    isWhole ? summaryOf(checked) : `${findings.length} findings: the trail is not as it was written`,
  );
  if (!isCopy) {
    const { records, head: last } = checked;
    const record = {
      kind: "verify",
      principal: operator(),
      whole: isWhole,
      records,
      head: last.hash,
    } as const;
    if (!(await recordCommand(directory, record)))
      console.error("that it was verified could not be put on record");
  }
  return isWhole ? 0 : 1;
}

function summaryOf({ records, segments, first, head, endsWithStop, hasWriter }: Verification): string {
  const lines = [
    `whole: ${records} records in ${segments} files, number ${first} to ${head.sequence}, head ${head.hash}`,
  ];
  if (first > 1) lines.push(`records before ${first} were removed after their retention, as the trail says`);
  if (hasWriter) lines.push("a gateway is writing it");
  else if (!endsWithStop)
    lines.push(
      "it does not end with a stop: the gateway crashed, or its end was cut off (compare with --head)",
    );
  return lines.join("\n");
}

async function exportRecords(directory: string, flags: Flags): Promise<number> {
  const { format = "jsonl", principal, coordinate } = flags;
  if (format !== "jsonl" && format !== "csv")
    throw new StartError(`--format must be jsonl or csv, not "${format}"`);
  const filter: RecordFilter = {
    from: timeOf("from", flags),
    to: timeOf("to", flags),
    principal,
    coordinate,
  };
  const asked = JSON.stringify({ ...filter, format });
  if (!(await recordCommand(directory, { kind: "export", principal: operator(), asked })))
    throw new StartError("the export could not be put on record, so nothing was exported");
  const { records, broken } = await exportTrail(directory, {
    filter,
    format: format as ExportFormat,
    to: process.stdout,
    onProgress: (records) => progress(`${records} records`),
  });
  console.error(`${records} records exported`);
  if (broken === 0) return 0;
  console.error(`${broken} lines are no records any more: run "npm run audit -- verify"`);
  return 1;
}

async function showHead(directory: string): Promise<number> {
  const { findings, head } = await verifyTrail(directory, { onProgress: showBytes });
  console.log(`${head.sequence} ${head.hash}`);
  if (findings.length > 0) console.error('the trail is not as it was written: run "npm run audit -- verify"');
  return findings.length > 0 ? 1 : 0;
}

function parseFlags(argv: string[]): { values: Flags; positionals: string[] } {
  const { values, positionals } = readFlags({ args: argv, options: OPTIONS, allowPositionals: true });
  return { values: values as Flags, positionals };
}

function directoryOf(flags: Flags): string {
  const AUDIT_DIR = flags["audit-dir"] ?? (process.env.AUDIT_DIR || undefined);
  return auditDirectory({ AUDIT_DIR, DATA_DIR: flags["data-dir"] ?? process.env.DATA_DIR ?? "./data" });
}

function timeOf(name: "from" | "to", flags: Flags): string | undefined {
  const text = flags[name];
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (Number.isNaN(time.getTime()))
    throw new StartError(
      `--${name} must be a time such as 2026-10-01 or 2026-10-01T08:00:00+08:00, not "${text}"`,
    );
  return time.toISOString();
}

const operator = (): string => `os:${userInfo().username}`;

/** Shows how far long work has come: a line on standard error that is rewritten, where that is a terminal. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}`);
}

function showBytes(done: number, total: number): void {
  const share = total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
  progress(`${share} % of ${(total / 2 ** 20).toFixed(0)} MiB${done >= total ? "\n" : ""}`);
}
