import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { VersionSummary } from '../../api/contract/version.ts';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { useFormats, useText } from '../text/text.ts';
import { Comparison } from './comparison.tsx';
import { versionQuery } from './designer-queries.ts';
import type { DesignerSearch } from './designer-search.ts';
import type { Scored } from './use-effect-of.ts';
import { useVersionName } from './version-name.ts';

interface Props {
  versions: readonly VersionSummary[];
  current: number;
  scored: Scored;
}

/** Every version: who, when, why, and what it was expected to do; any two side by side. */
export const HistoryTab = ({ versions, current, scored }: Props) => {
  const say = useText();
  const formats = useFormats();
  const nameOf = useVersionName();
  const search: DesignerSearch = useSearch({ from: '/designer' });
  const navigate = useNavigate({ from: '/designer' });
  const published = versions.filter(({ state }) => state === 'published');
  /** The version that a published one took the place of. */
  const beforeIt = (version: VersionSummary): number =>
    published[published.indexOf(version) + 1]?.id ?? version.based_on;
  const newest = versions[0];
  const usualBefore = newest?.state === 'draft' ? current : (published[1]?.id ?? current);
  const before = Number(search.before ?? usualBefore);
  const after = Number(search.after ?? newest?.id ?? current);
  const choose = (name: 'before' | 'after', id: string) =>
    void navigate({
      search: (was) => ({ ...was, [name]: id }),
      replace: true,
      resetScroll: false,
    });
  const options = versions.map((version) => ({
    value: String(version.id),
    label: nameOf(version),
  }));
  return (
    <div className="blocks designer-blocks">
      <Panel title={say('designer.versions')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard. */}
        <section className="rows-scroll" tabIndex={0} aria-label={say('designer.versions.list')}>
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">{say('designer.version')}</th>
                <th scope="col">{say('designer.why')}</th>
                <th scope="col">{say('designer.expected')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {versions.map((version) => (
                <tr key={version.id} className={version.id === current ? 'is-current' : undefined}>
                  <td>
                    <strong>{nameOf(version)}</strong>
                    <br />
                    {version.author !== '' && `${version.author}, `}
                    {version.id > 0 && formats.instant(version.published_at ?? version.created_at)}
                    {version.id === current && ` · ${say('designer.version.current')}`}
                  </td>
                  <td className="wide">{version.note === '' ? '—' : version.note}</td>
                  <td>
                    {version.effect === null ? (
                      '—'
                    ) : (
                      <Link
                        from="/designer"
                        to="/designer"
                        search={(was) => ({
                          ...was,
                          before: String(beforeIt(version)),
                          after: String(version.id),
                          from: undefined,
                          to: undefined,
                        })}
                        className="opens"
                      >
                        {say('designer.effect.brief', {
                          n: version.effect.n_changed,
                          of: version.effect.n_accounts,
                        })}
                      </Link>
                    )}
                  </td>
                  <td className="right">
                    <Link
                      to="/designer"
                      search={({ as_of }) => ({
                        ...(as_of === undefined ? {} : { as_of }),
                        version: String(version.id),
                      })}
                      className="opens"
                    >
                      {say(version.state === 'draft' ? 'designer.open' : 'designer.start_from')}
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Panel>
      <div className="block-column">
        <Panel title={say('designer.compare')}>
          <Group gap="xs" align="flex-end">
            <NativeSelect
              size="xs"
              label={say('designer.before')}
              data={options}
              value={String(before)}
              onChange={(event) => choose('before', event.currentTarget.value)}
            />
            <NativeSelect
              size="xs"
              label={say('designer.after')}
              data={options}
              value={String(after)}
              onChange={(event) => choose('after', event.currentTarget.value)}
            />
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                void navigate({
                  search: (was) => ({ ...was, before: String(after), after: String(before) }),
                  replace: true,
                  resetScroll: false,
                })
              }
            >
              {say('designer.swap')}
            </Button>
          </Group>
        </Panel>
        <Compared before={before} after={after} scored={scored} />
      </div>
    </div>
  );
};

const Compared = ({ before, after, scored }: { before: number; after: number; scored: Scored }) => {
  const say = useText();
  const one = useQuery(versionQuery(before));
  const other = useQuery(versionQuery(after));
  const failed = one.error ?? other.error;
  if (failed) {
    return (
      <Failed error={failed} onRetry={() => void Promise.all([one.refetch(), other.refetch()])} />
    );
  }
  if (!one.data || !other.data) return <BlockSkeleton height={200} />;
  if (before === after) return <Text c="dimmed">{say('designer.compare.same')}</Text>;
  return <Comparison before={one.data.model} after={other.data.model} scored={scored} />;
};
