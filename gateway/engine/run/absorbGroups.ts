import type { EntityGroup } from "./EntityGroup.ts";

/** Beyond so many groups looking for matches would cost more than it saves. */
const MAX_GROUPS = 16;

/**
 * Leaves out groups that ask nothing another group of the same request does not ask too: fewer fields of fewer entities. Such a
 * group becomes a guest of the other, and is answered from its answer.
 * @returns the groups to ask
 */
export function absorbGroups(groups: readonly EntityGroup[]): EntityGroup[] {
  if (groups.length < 2 || groups.length > MAX_GROUPS) return [...groups];
  const hosts = new Set(groups);
  for (const group of groups) {
    for (const host of hosts) {
      const indexes = host !== group && group.guests.length === 0 ? matchEntities(group, host) : undefined;
      if (!indexes) continue;
      host.guests.push({ group, indexes });
      hosts.delete(group);
      break;
    }
  }
  return [...hosts];
}

/** For each entity of the group its index in the host; undefined where the host does not ask all of it. */
function matchEntities(group: EntityGroup, host: EntityGroup): number[] | undefined {
  const { selected } = group.fetch.operation;
  const { selected: offered } = host.fetch.operation;
  if (!selected || !offered || group.fetch.rewritesInput || host.fetch.rewritesInput) return undefined;
  if (group.fetch.rewriteOutput || host.fetch.rewriteOutput) return undefined;
  if (group.representations.length > host.representations.length) return undefined;
  for (const [place, text] of selected) if (offered.get(place) !== text) return undefined;
  const indexes: number[] = [];
  let matched = 0;
  for (const [hostIndex, representation] of host.representations.entries()) {
    const index = group.indexOf(representation);
    if (index === undefined || indexes[index] !== undefined) continue;
    indexes[index] = hostIndex;
    matched += 1;
  }
  return matched === group.representations.length ? indexes : undefined;
}
