import type { Customer } from './customer.ts';
import { momentOf, momentText, workday } from './moment.ts';
import type { Told } from './told.ts';

const features = ['dashboard', 'reports', 'planning', 'export', 'alerts', 'api'] as const;

/** Who came, when, and what for: a row is one visit with the number of things done. */
export function* tellUsage(customer: Customer): Generator<Told> {
  const { company, firstDay, lastDay } = customer;
  for (let user = 0; user < company.users; user += 1) {
    const random = customer.randomFor(`usage/${user}`);
    // A gap below 30 days keeps a regular user active in every window of the login KPI.
    const nextGap = () => random.whole(20, 27) + (random.chance(0.015) ? 20 : 0);
    let day = firstDay + random.whole(0, 20);
    while (day <= lastDay) {
      const { active, breadth } = customer.situationOn(day);
      const came = (user + 0.5) / company.users <= active;
      const visitDay = workday(day);
      if (came && visitDay >= customer.startDay) {
        yield {
          fact: 'usage_events',
          row: {
            account_id: company.id,
            user_id: `${company.id}-u${user + 1}`,
            at: momentText(momentOf(visitDay, random.whole(7 * 60, 18 * 60))),
            feature: features[random.whole(0, Math.ceil(breadth * features.length) - 1)],
            count: random.whole(3, 60),
          },
        };
      }
      day += nextGap();
    }
  }
}
