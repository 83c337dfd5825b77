import type { NaiveKpi } from '../as-of.ts';

/** Share of due milestones done, late ones half, while any milestone is open (definitions.md 4 and 10, onboarding). */
export const onboarding: NaiveKpi = (account, asOf) => {
  const isDone = (doneOn: string | null) => doneOn !== null && doneOn <= asOf.day;
  const isOnboarding = account.milestones.some(({ done_on }) => !isDone(done_on));
  const due = account.milestones.filter(({ due_on }) => due_on <= asOf.day);
  let points = 0;
  for (const { due_on, done_on } of due) {
    if (done_on === null || done_on > asOf.day) continue;
    points += done_on <= due_on ? 1 : 0.5;
  }
  const n = due.length;
  return { reading: n === 0 || !isOnboarding ? null : points / n, n };
};
