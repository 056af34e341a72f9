import type { RunningContestant } from "../contestants/startContestant.ts";
import type { LoadOrder, LoadResult } from "../load/LoadOrder.ts";
import type { CallFigures } from "../subgraphs/CallStatistics.ts";
import type { Workload } from "../workloads/Workload.ts";
import type { Helper } from "./forkPinned.ts";
import type { ContestantResult, Pace } from "./Measurement.ts";
import { median } from "./median.ts";
import { cpuSeconds, residentMiB } from "./processFigures.ts";

const MAX_REQUESTS = 1_000_000;
const TIMEOUT_MS = 20_000;
const ALONE_REQUESTS = 20;
const COUNTED_ALONE = 5;

interface Round extends LoadResult {
  cpuSeconds: number;
  residentMiB: number;
  figures: CallFigures | undefined;
}

/** Takes one gateway's measurements on one workload, a step at a time, so that gateways can take turns. */
export class ContestantMeasurement {
  private readonly rounds: Round[] = [];
  private readonly faults = { wrong: 0, timedOut: 0, failed: 0 };
  private firstFault: string | undefined;
  private alone: CallFigures[] = [];
  private p50Alone = Number.NaN;
  private readonly gateway: RunningContestant;
  private readonly workload: Workload;
  private readonly client: Helper<LoadOrder, LoadResult>;
  private readonly pace: Pace;

  constructor(
    gateway: RunningContestant,
    workload: Workload,
    client: Helper<LoadOrder, LoadResult>,
    pace: Pace,
  ) {
    this.gateway = gateway;
    this.workload = workload;
    this.client = client;
    this.pace = pace;
  }

  /** The first queries (plans are made), a few counted one by one, then load until compiled code has settled. */
  async warmUp(): Promise<void> {
    await this.load({ connections: 1, maxRequests: 3 });
    await this.workload.subgraphs?.takeFigures();
    for (let query = 0; query < COUNTED_ALONE && this.workload.subgraphs; query++) {
      await this.load({ connections: 1, maxRequests: 1 });
      this.alone.push(await this.workload.subgraphs.takeFigures());
    }
    await this.load({ seconds: this.pace.warmUpSeconds });
    this.p50Alone = (await this.load({ connections: 1, maxRequests: ALONE_REQUESTS })).p50;
  }

  /** One measured round. */
  async round(): Promise<void> {
    await this.workload.subgraphs?.takeFigures();
    const before = cpuSeconds(this.gateway.pid);
    const result = await this.load({ seconds: this.pace.secondsPerRound });
    this.rounds.push({
      ...result,
      cpuSeconds: cpuSeconds(this.gateway.pid) - before,
      residentMiB: residentMiB(this.gateway.pid),
      figures: await this.workload.subgraphs?.takeFigures(),
    });
  }

  result(): ContestantResult {
    const { id, title, family, sharing } = this.gateway.contestant;
    const over = (figure: (round: Round) => number) => median(this.rounds.map(figure));
    const perCpuSecond = (round: Round) => round.right / round.cpuSeconds;
    const perQuery = (key: keyof CallFigures) =>
      over(({ figures, right }) => (figures ? figures[key] / right : Number.NaN));
    return {
      id,
      title,
      family,
      sharing,
      perCpuSecond: over(perCpuSecond),
      perCpuSecondByRound: this.rounds.map(perCpuSecond),
      perSecond: over((round) => round.right / round.seconds),
      coreShare: over((round) => round.cpuSeconds / round.seconds),
      p50: over((round) => round.p50),
      p99: over((round) => round.p99),
      p50Alone: this.p50Alone,
      residentMiB: over((round) => round.residentMiB),
      ...this.faults,
      ...(this.firstFault ? { firstFault: this.firstFault } : {}),
      ...(this.alone.length > 0 && {
        alone: this.alone.toSorted((a, b) => b.calls - a.calls),
        underLoad: {
          calls: perQuery("calls"),
          representations: perQuery("representations"),
          requestBytes: perQuery("requestBytes"),
          responseBytes: perQuery("responseBytes"),
        },
      }),
    };
  }

  private async load(order: Partial<LoadOrder>): Promise<LoadResult> {
    const result = await this.client.ask({
      url: this.gateway.url,
      body: this.workload.body,
      expected: this.workload.expected,
      connections: this.pace.connections,
      seconds: 30,
      maxRequests: MAX_REQUESTS,
      timeoutMs: TIMEOUT_MS,
      ...order,
    });
    this.faults.wrong += result.wrong;
    this.faults.timedOut += result.timedOut;
    this.faults.failed += result.failed;
    this.firstFault ??= result.firstFault;
    return result;
  }
}
