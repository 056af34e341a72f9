import {
  constants,
  monitorEventLoopDelay,
  type PerformanceEntry,
  PerformanceObserver,
} from "node:perf_hooks";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const NANOSECONDS = 1e-9;
const GC_KINDS: Record<number, string> = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: "major",
  [constants.NODE_PERFORMANCE_GC_MINOR]: "minor",
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: "incremental",
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: "weakcb",
};

/**
 * Adds the figures of this process, under the names Prometheus dashboards for Node.js know. prom-client's own defaults
 * are not used: they cannot be stopped.
 * @returns stops the observers
 */
export function addProcessMetrics(registry: Registry): () => void {
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const lag = new Gauge({
    name: "nodejs_eventloop_lag_seconds",
    help: "Delay of the event loop since the last scrape",
    labelNames: ["quantile"],
    registers,
    collect() {
      lag.set({ quantile: "0.5" }, delay.percentile(50) * NANOSECONDS);
      lag.set({ quantile: "0.99" }, delay.percentile(99) * NANOSECONDS);
      lag.set({ quantile: "1" }, delay.count === 0 ? 0 : delay.max * NANOSECONDS);
      delay.reset();
    },
  });

  const gc = new Histogram({
    name: "nodejs_gc_duration_seconds",
    help: "Pauses of the garbage collector",
    labelNames: ["kind"],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5],
    registers,
  });
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { kind } = (entry as PerformanceEntry & { detail: { kind: number } }).detail;
      gc.observe({ kind: GC_KINDS[kind] ?? "other" }, entry.duration / 1_000);
    }
  });
  observer.observe({ entryTypes: ["gc"] });

  const cpu = new Counter({
    name: "process_cpu_seconds_total",
    help: "CPU time of this process, user and system",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      cpu.reset();
      cpu.inc((user + system) / 1e6);
    },
  });
  gauge("process_resident_memory_bytes", "Memory this process holds", () => process.memoryUsage.rss());
  gauge("nodejs_heap_size_used_bytes", "JavaScript heap in use", () => process.memoryUsage().heapUsed);
  gauge("nodejs_external_memory_bytes", "Memory of buffers", () => process.memoryUsage().external);
  gauge(
    "process_start_time_seconds",
    "Start of this process, in seconds since the epoch",
    () => performance.timeOrigin / 1_000,
  );

  function gauge(name: string, help: string, read: () => number): void {
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(read()) });
  }
  return () => {
    delay.disable();
    observer.disconnect();
  };
}
