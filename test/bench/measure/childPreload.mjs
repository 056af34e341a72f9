// Ends the process with the benchmark that started it, and profiles it when asked to.
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";

const session = new Session();

process.on("disconnect", () => process.exit(0));
process.on("message", async (message) => {
  if (message?.bench === "profile") {
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: 500 });
    await session.post("Profiler.start");
    process.send?.({ bench: "profiling" });
  } else if (message?.bench === "save") {
    const { profile } = await session.post("Profiler.stop");
    writeFileSync(message.file, JSON.stringify(profile));
    process.send?.({ bench: "saved" });
  }
});
process.channel?.unref(); // waiting for messages must not keep a process alive that wants to end
