import { hasWriter } from "../files/lockDirectory.ts";
import { type CommandRecord, leaveMessage } from "./messages.ts";
import { openTrail } from "./openTrail.ts";

/**
 * Puts on record that a command was run: through the gateway that writes the trail, or where there is none by writing it.
 * @returns whether it is on record
 */
export async function recordCommand(directory: string, record: CommandRecord): Promise<boolean> {
  if (await hasWriter(directory)) return leaveMessage(directory, record);
  try {
    const { trail, close } = await openTrail({ directory, role: "command" });
    try {
      await trail.append(record);
      return true;
    } finally {
      await close();
    }
  } catch {
    return false;
  }
}
