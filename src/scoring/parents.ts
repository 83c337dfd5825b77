import type { ScoringModel } from './model.ts';

/** An account with its place in a group of companies. */
export interface Member {
  readonly id: number;
  /** Null for the top of a group, and for whoever belongs to none. */
  readonly parentId: number | null;
  /** In one currency for all; null where a rate is missing, which weighs nothing. */
  readonly arr: number | null;
}

export interface RolledUp {
  /** 0..100 by account; accounts without health stand with null. */
  readonly healths: ReadonlyMap<number, number | null>;
  /** Accounts whose health is their children's; all others have their own. */
  readonly parents: ReadonlySet<number>;
  /** Accounts that are each other's parents: among them every one keeps its own health. */
  readonly cycles: readonly (readonly number[])[];
}

/**
 * Health of parent accounts from their children's, level by level (definitions.md 5, Parent accounts): the mean of the
 * children's rolled-up healths, plain or weighted by the ARR of a child and all below it, or the worst of them. Children
 * without health are left out; without any known child an account has its own, and so has who is in a circle of parents.
 * Where no child has ARR, the mean is plain.
 */
export function rolledUp(
  members: readonly Member[],
  own: (id: number) => number | null,
  mode: ScoringModel['parents'],
): RolledUp {
  const { inOrder, childrenOf, cycles } = leavesFirst(members);
  const healths = new Map<number, number | null>();
  const parents = new Set<number>();
  const arrs = new Map<number, number>();
  for (const { id, arr } of inOrder) {
    const children = childrenOf(id);
    const known = children.flatMap((child): Child[] => {
      const health = healths.get(child) ?? null;
      return health === null ? [] : [{ health, arr: arrs.get(child) ?? 0 }];
    });
    if (mode === 'own' || known.length === 0) {
      healths.set(id, own(id));
    } else {
      healths.set(id, combined(known, mode));
      parents.add(id);
    }
    arrs.set(
      id,
      children.reduce((sum, child) => sum + (arrs.get(child) ?? 0), arr ?? 0),
    );
  }
  return { healths, parents, cycles };
}

interface Child {
  health: number;
  arr: number;
}

function combined(known: readonly Child[], mode: 'mean' | 'worst' | 'arr_weighted'): number {
  if (mode === 'worst') return Math.min(...known.map(({ health }) => health));
  const weightOf = ({ arr }: Child) => Math.max(0, arr);
  const isWeighted = mode === 'arr_weighted' && known.some((child) => weightOf(child) > 0);
  const weights = known.map((child) => (isWeighted ? weightOf(child) : 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return known.reduce((sum, { health }, index) => sum + health * ((weights[index] ?? 0) / all), 0);
}

/** Members with children before parents, without recursion: a chain may be as long as the data make it. */
function leavesFirst(members: readonly Member[]) {
  const byId = new Map(members.map((member) => [member.id, member]));
  const parentOf = ({ parentId }: Member) => (parentId === null ? undefined : byId.get(parentId));
  const children = Map.groupBy(members, (member) => parentOf(member)?.id);
  const waiting = new Map(members.map(({ id }) => [id, children.get(id)?.length ?? 0]));
  const inOrder = members.filter(({ id }) => waiting.get(id) === 0);
  for (const member of inOrder) {
    const parent = parentOf(member);
    if (parent === undefined) continue;
    const left = (waiting.get(parent.id) ?? 0) - 1;
    waiting.set(parent.id, left);
    if (left === 0) inOrder.push(parent);
  }
  // Whoever still waits is its own ancestor: each has one parent, so nothing outside waits for a cycle.
  const circling = new Set(members.filter(({ id }) => (waiting.get(id) ?? 0) > 0));
  const cycles: number[][] = [];
  const seen = new Set<Member>();
  for (const first of circling) {
    const cycle: number[] = [];
    for (let at: Member | undefined = first; at && !seen.has(at); at = parentOf(at)) {
      seen.add(at);
      cycle.push(at.id);
    }
    if (cycle.length > 0) cycles.push(cycle);
  }
  const inCircle = new Set(cycles.flat());
  const childrenOf = (id: number): number[] =>
    inCircle.has(id) ? [] : (children.get(id) ?? []).map((child) => child.id);
  return { inOrder: [...inOrder, ...circling], childrenOf, cycles };
}
