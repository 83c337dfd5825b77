/** Files of the interchange format (definitions.md 3) by name. */
export type CsvFiles = Record<string, string>;

/** Numbers 0..1 that are the same in every run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const DAY_MS = 86_400_000;

/**
 * Customers with a reading of every shipped KPI today, from as few facts as that takes; a few lack some of them.
 * `today` is the last day.
 */
export function largePortfolio(accounts: number, today: string): CsvFiles {
  const random = numbersFrom(7);
  const before = (days: number): string =>
    new Date(Date.parse(`${today}T12:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
  const at = (days: number, hour = 10): string =>
    `${before(days)}T${String(hour).padStart(2, '0')}:00:00Z`;
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const files: Record<string, string[]> = {
    'accounts.csv': ['account_id,name,segment,created_at'],
    'contacts.csv': ['contact_id,account_id,name,role'],
    'tickets.csv': ['ticket_id,account_id,opened_at,solved_at'],
    'ticket_messages.csv': ['message_id,ticket_id,at,author'],
    'sla_clocks.csv': ['ticket_id,metric,started_at,stopped_at,promised_minutes'],
    'subscriptions.csv': ['subscription_id,account_id,starts_on,ends_on,mrr,currency,seats'],
    'invoices.csv': ['invoice_id,account_id,issued_on,due_on,amount,currency,paid_on'],
    'usage_daily.csv': ['account_id,user_id,day,feature,count'],
    'survey_responses.csv': ['response_id,account_id,kind,sent_at,responded_at,score,contact_id'],
    'interactions.csv': ['interaction_id,account_id,at,kind,contact_ids'],
    'ratings.csv': ['account_id,csm_email,at,rating'],
    'milestones.csv': ['account_id,milestone,due_on,done_on'],
    'targets.csv': ['csm_email,kind,period,value,currency,account_id'],
    'costs.csv': ['cost_id,account_id,at,amount,currency'],
  };
  const add = (file: string, ...cells: (string | number)[]): void => {
    files[file]?.push(cells.join(','));
  };
  for (let number = 0; number < accounts; number += 1) {
    const id = `a${number}`;
    const segment = ['smb', 'mid', 'enterprise'][number % 3] ?? '';
    add('accounts.csv', id, `Customer ${number}`, segment, at(500));
    add('contacts.csv', `c${number}`, id, `Person ${number}`, 'executive');
    const mrr = 100 + upTo(900);
    add('subscriptions.csv', `s${number}-1`, id, before(450), before(200), mrr, 'EUR', 4);
    add(
      'subscriptions.csv',
      `s${number}-2`,
      id,
      before(200),
      '',
      mrr * (0.8 + random() / 2),
      'EUR',
      4,
    );
    add('costs.csv', `k${number}`, id, at(20), upTo(2000), 'EUR');
    add('targets.csv', 'csm@hale.example', 'expansion', today.slice(0, 4), 1000, 'EUR', id);
    add('ratings.csv', id, 'csm@hale.example', at(12), 1 + upTo(4));
    add('interactions.csv', `i${number}`, id, at(5 + upTo(60)), 'call', `c${number}`);
    add('milestones.csv', id, 'go-live', before(10), upTo(1) === 0 ? '' : before(11));
    add('milestones.csv', id, 'roll-out', before(-10), '');
    for (let invoice = upTo(2); invoice >= 0; invoice -= 1) {
      add(
        'invoices.csv',
        `v${number}-${invoice}`,
        id,
        before(30),
        before(16),
        100,
        'EUR',
        upTo(1) === 0 ? '' : before(17),
      );
    }
    for (let user = 0; user < 3; user += 1) {
      const name = `u${number}-${user}`;
      add('usage_daily.csv', id, name, before(40), `feature${upTo(4)}`, 1);
      if (upTo(2) > 0) add('usage_daily.csv', id, name, before(9), `feature${upTo(4)}`, 1);
    }
    if (number % 20 === 19) continue;
    for (let ticket = 0; ticket < 3; ticket += 1) {
      const name = `t${number}-${ticket}`;
      add('tickets.csv', name, id, at(15, 8), at(14));
      for (let reply = upTo(1); reply >= 0; reply -= 1) {
        add(
          'ticket_messages.csv',
          `m${number}-${ticket}-${reply}`,
          name,
          at(15, 9 + upTo(8)),
          'agent',
        );
      }
      add('sla_clocks.csv', name, 'first_reply', at(15, 8), at(15, 9), 40 + upTo(200));
      add(
        'survey_responses.csv',
        `r${number}-${ticket}`,
        id,
        'csat',
        at(20),
        at(19),
        1 + upTo(4),
        `c${number}`,
      );
      add(
        'survey_responses.csv',
        `e${number}-${ticket}`,
        id,
        'ces',
        at(20),
        at(19),
        1 + upTo(6),
        `c${number}`,
      );
    }
    add('survey_responses.csv', `n${number}`, id, 'nps', at(20), at(19), upTo(10), `c${number}`);
    add('survey_responses.csv', `o${number}`, id, 'nps', at(21), '', '', `c${number}`);
  }
  return Object.fromEntries(Object.entries(files).map(([name, lines]) => [name, lines.join('\n')]));
}
