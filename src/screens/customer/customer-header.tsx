import { Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Account } from '../../api/contract/account.ts';
import { BandMark } from '../components/band-mark.tsx';
import { Delta } from '../components/delta.tsx';
import { NoHealth, NotApplicable } from '../components/nothing.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { wordFor } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { OverrideLine } from './override-line.tsx';

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

const MoneyFacts = ({ account }: { account: Account }) => {
  const say = useText();
  const formats = useFormats();
  const { mrr, arr, next_renewal } = account;
  return (
    <>
      {mrr !== null && (
        <Fact label={say('column.mrr')}>
          <a href="#money" className="opens num">
            {formats.amount(mrr.amount, mrr.currency)}
          </a>
        </Fact>
      )}
      {arr !== null && (
        <Fact label={say('customer.arr')}>
          <a href="#money" className="opens num">
            {formats.amount(arr.amount, arr.currency)}
          </a>
        </Fact>
      )}
      {next_renewal !== null && (
        <Fact label={say('column.renewal')}>
          <a href="#money" className="opens num">
            {formats.day(next_renewal.due_on)}
          </a>
        </Fact>
      )}
    </>
  );
};

const attributes = ['segment', 'stage', 'csm_email', 'industry', 'domain'] as const;

const AttributeFacts = ({ account }: { account: Account }) => {
  const say = useText();
  const formats = useFormats();
  return (
    <>
      {attributes.map((name) => {
        const value = account[name];
        return (
          value !== null && (
            <Fact key={name} label={say(`column.${name}`)}>
              {value}
            </Fact>
          )
        );
      })}
      {account.country !== null && (
        <Fact label={say('column.country')}>{formats.country(account.country)}</Fact>
      )}
      {account.created_on !== null && (
        <Fact label={say('customer.since')}>{formats.day(account.created_on)}</Fact>
      )}
      {Object.entries(account.custom_fields).map(([name, value]) => (
        <Fact key={name} label={name}>
          {value}
        </Fact>
      ))}
    </>
  );
};

const Churned = ({ account }: { account: Account }) => {
  const say = useText();
  const formats = useFormats();
  if (account.churned_on === null) return null;
  return (
    <Text fw={600}>
      {say('customer.churned_on', { day: formats.day(account.churned_on) })}
      {account.churn_reason !== null && ` · ${account.churn_reason}`}
    </Text>
  );
};

/** Name, health and what the source says of the customer. */
export const CustomerHeader = ({ account, path }: { account: Account; path: string }) => {
  const say = useText();
  const formats = useFormats();
  return (
    <header className="panel">
      <Group justify="space-between" align="flex-start" gap="md">
        <div style={{ minWidth: 0 }}>
          <PageTitle>{account.name}</PageTitle>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {say('customer.source', {
                id: account.account_id,
                source: wordFor(say, 'source', account.source),
              })}
            </Text>
            {account.is_demo && (
              <Badge size="sm" variant="default">
                {say('customer.demo')}
              </Badge>
            )}
          </Group>
          <Churned account={account} />
        </div>
        <div>
          <Link
            to="/customers/$account/why"
            params={{ account: path }}
            className="opens headline-health"
          >
            {account.health === null ? (
              <NoHealth coverage={account.coverage} />
            ) : (
              <strong className="num">{formats.score(account.health)}</strong>
            )}{' '}
            <BandMark band={account.band_shown} />
          </Link>
          <OverrideLine account={path} />
          <Text size="sm" c="dimmed">
            {account.delta_30_days === null ? (
              <NotApplicable reason={say('health.no_delta')} />
            ) : (
              <a href="#history" className="opens">
                <Delta value={account.delta_30_days} />
              </a>
            )}{' '}
            {say('health.in_30_days')} ·{' '}
            <Link to="/customers/$account/why" params={{ account: path }} className="opens">
              {say('health.kpis_known', { known: account.n_known_kpis, all: account.n_kpis })}
            </Link>
          </Text>
          <Text size="sm" c="dimmed">
            {account.newest_fact_on === null || account.freshness_days === null
              ? say('customer.no_facts')
              : say('customer.freshness', {
                  day: formats.day(account.newest_fact_on),
                  days: account.freshness_days,
                })}
          </Text>
        </div>
      </Group>
      <dl className="facts">
        <MoneyFacts account={account} />
        <AttributeFacts account={account} />
      </dl>
    </header>
  );
};
