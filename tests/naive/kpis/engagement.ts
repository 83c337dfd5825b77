import type { NaiveKpi } from '../as-of.ts';

const WINDOW_DAYS = 90;
const TWO_WAY = ['call', 'meeting', 'training', 'qbr', 'ebr'];
const DECIDERS = ['executive', 'decision_maker', 'champion'];

/** Deciders still there who had a two-way interaction (definitions.md 4 and 10, engagement). */
export const engagement: NaiveKpi = (account, asOf) => {
  const met = new Set(
    account.interactions
      .filter(({ at }) => asOf.inWindow(at, asOf.settings.windowDays ?? WINDOW_DAYS))
      .filter(({ kind, inbound }) => TWO_WAY.includes(kind) || inbound === true)
      .flatMap(({ contact_ids }) => (contact_ids ?? '').split(';'))
      .map((id) => id.trim()),
  );
  const withRole = account.contacts.filter(({ role }) => role !== null);
  const engaged = withRole.filter(
    ({ contact_id, role, left_at }) =>
      DECIDERS.includes(role ?? '') && !asOf.happened(left_at) && met.has(contact_id),
  );
  const n = withRole.length;
  return { reading: n === 0 ? null : engaged.length, n };
};
